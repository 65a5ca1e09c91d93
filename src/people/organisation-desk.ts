import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { Scopes } from '../territory/scope.js';
import { refOfForm } from './form-ref.js';
import type { Organisation } from './people.entities.js';
import { organisationSortName } from './sort-name.js';

/** An organisation as a form says it: the columns of organisations.csv without the code. */
export interface OrganisationInput {
  name: string;
  group: string;
  unit: string;
  craft_village: boolean;
}

/** What of a record can be corrected, in the order of the form. */
export const ORGANISATION_FACTS = ['name', 'group_code', 'unit_code', 'craft_village'] as const;
export type OrganisationFact = (typeof ORGANISATION_FACTS)[number];

/** A record as it is corrected. */
export type OrganisationOnDesk = Pick<Organisation, 'id' | 'ref' | 'version' | OrganisationFact>;

const RECORD = 'SELECT id, ref, version, name, group_code, unit_code, craft_village FROM organisations';

/** Registering and correcting one organisation by page, by the rules of organisations.csv. */
@Injectable()
export class OrganisationDesk {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly rows: RowsRunner,
    private readonly events: EventLog,
  ) {}

  /** The record that somebody may correct. @throws NotFound outside the territory */
  async open(id: number): Promise<OrganisationOnDesk> {
    return this.mine(await this.database.row<OrganisationOnDesk>(`${RECORD} WHERE id = ?`, [id]));
  }

  /** Organisations of the reader's territory that have this name, whatever its marks and case. */
  async namesakes(name: string): Promise<OrganisationOnDesk[]> {
    const inside = (await this.scopes.mine()).whereCode('unit_code');
    return this.database.rows<OrganisationOnDesk>(
      `${RECORD} WHERE sort_name = ? AND ${inside.sql} ORDER BY id LIMIT 6`,
      [organisationSortName(name), ...inside.params],
    );
  }

  /** Registers an organisation, once for one form however often it is sent. @returns the id @throws InvalidFields */
  async register(input: OrganisationInput, formKey: string): Promise<number> {
    const ref = refOfForm(formKey, input);
    const idOf = (): Promise<{ id: number } | undefined> =>
      this.database.row<{ id: number }>('SELECT id FROM organisations WHERE ref = ?', [ref]);
    return this.database.transaction(async () => {
      const before = await idOf();
      if (before) return before.id;
      await this.rows.one('organisations', { ref, ...input });
      const made = await idOf();
      if (!made) throw new NotFound();
      await this.events.record({ kind: 'organisation.registered', subject: { type: 'organisation', id: made.id } });
      return made.id;
    });
  }

  /**
   * Corrects an organisation. What somebody else changed since `version` is not overwritten; what is so already is done.
   * @throws EditConflict, InvalidFields, NotFound
   */
  async correct(id: number, version: number, input: OrganisationInput): Promise<void> {
    await this.database.transaction(async () => {
      const [found] = await this.database.rowsForUpdate<OrganisationOnDesk>(`${RECORD} WHERE id = ?`, [id]);
      const now = await this.mine(found);
      const changed = organisationDiffers(now, input);
      if (changed.length === 0) return;
      if (now.version !== version) throw new EditConflict();
      await this.rows.one('organisations', { ref: now.ref, ...input });
      const detail = { before: only(changed, now), after: only(changed, factsOf(input)) };
      await this.events.record({ kind: 'organisation.corrected', subject: { type: 'organisation', id }, detail });
    });
  }

  private async mine(row: OrganisationOnDesk | undefined): Promise<OrganisationOnDesk> {
    if (!row || !(await this.scopes.mine()).coversCode(row.unit_code)) throw new NotFound();
    return row;
  }
}

type Facts = Pick<Organisation, OrganisationFact>;

/** The facts in which a record is not as a form would have it. */
export function organisationDiffers(now: Facts, input: OrganisationInput): OrganisationFact[] {
  const wanted = factsOf(input);
  return ORGANISATION_FACTS.filter((name) => now[name] !== wanted[name]);
}

function factsOf({ name, group, unit, craft_village }: OrganisationInput): Facts {
  return { name, group_code: group, unit_code: unit, craft_village: Number(craft_village) };
}

function only(names: readonly OrganisationFact[], facts: Facts): object {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}
