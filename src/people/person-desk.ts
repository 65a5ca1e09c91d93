import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import { Scopes } from '../territory/scope.js';
import { refOfForm } from './form-ref.js';
import type { Person } from './people.entities.js';
import { differing, type PersonInput, SHOWN_FACTS } from './person-input.js';
import { PersonNames } from './person-names.js';
import { Registrations } from './registrations.js';

/** A record as it is corrected; of the national ID only what tells that it changed. */
export type PersonOnDesk = Omit<Person, 'sort_name' | 'sort_key' | 'created_at'>;

const RECORD = `SELECT id, ref, version, full_name, sex, birth_date, birth_year, unit_code, phone, email, national_id_hash,
  national_id_tail, ethnicity, consent_on, consent_by, merged_into_id FROM people WHERE id = ?`;

/** Facts of which an event tells that they changed, and neither what they were nor what they are. */
const UNTOLD = ['national_id_hash', 'ethnicity'] as const;

/** Registering and correcting one person by page, by the rules of people.csv. */
@Injectable()
export class PersonDesk {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
    private readonly rows: RowsRunner,
    private readonly registrations: Registrations,
    private readonly events: EventLog,
  ) {}

  /**
   * The record that somebody may correct.
   * @throws NotFound outside the territory and for a record merged into another; DomainError where the name is kept back
   */
  async open(id: number): Promise<PersonOnDesk> {
    return this.mine(await this.database.row<PersonOnDesk>(RECORD, [id]));
  }

  /** Whether a page may offer to correct somebody: as `open` decides. */
  async mayOpen(id: number): Promise<boolean> {
    try {
      await this.open(id);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  /**
   * Registers somebody, once for one form however often it is sent, also where the record was corrected in between.
   * @returns the id @throws InvalidFields with the faults by the columns of people.csv
   */
  async register(input: PersonInput, formKey: string): Promise<number> {
    // Nothing that is kept is made of a national ID but its keyed hash.
    const { national_id: _, ...known } = input;
    const ref = refOfForm(formKey, known);
    const idOf = (): Promise<{ id: number } | undefined> =>
      this.database.row<{ id: number }>('SELECT id FROM people WHERE ref = ?', [ref]);
    return this.database.transaction(async () => {
      const before = await idOf();
      if (before) return before.id;
      await this.registrations.tell([ref], () => this.rows.one('people', { ref, ...input }));
      const made = await idOf();
      if (!made) throw new NotFound();
      return made.id;
    });
  }

  /**
   * Corrects somebody. What somebody else changed since `version` is not overwritten; a form that is sent twice, and asks
   * for nothing that is not so already, is no conflict.
   * @throws EditConflict, InvalidFields, and as `open`
   */
  async correct(id: number, version: number, input: PersonInput): Promise<void> {
    await this.database.transaction(async () => {
      const [found] = await this.database.rowsForUpdate<PersonOnDesk>(RECORD, [id]);
      const before = await this.mine(found);
      if (before.version !== version && differing(before, input).length > 0) throw new EditConflict();
      await this.rows.one('people', { ref: before.ref, ...input });
      const after = await this.database.row<PersonOnDesk>(RECORD, [id]);
      const detail = after && told(before, after);
      if (detail) await this.events.record({ kind: 'person.corrected', subject: { type: 'person', id }, detail });
    });
  }

  private async mine(row: PersonOnDesk | undefined): Promise<PersonOnDesk> {
    const scope = await this.scopes.mine();
    if (!row || row.merged_into_id !== null || !scope.coversCode(row.unit_code)) throw new NotFound();
    if ((await this.names.keptBack([row])).has(row.id)) throw new DomainError('people.edit_kept_back', {}, 'forbidden');
    return row;
  }
}

/** What an event tells of a correction: before and after of what changed, and nothing of the rest; null: nothing changed. */
function told(before: PersonOnDesk, after: PersonOnDesk): object | null {
  const shown = SHOWN_FACTS.filter((name) => name !== 'ethnicity' && before[name] !== after[name]);
  const untold = UNTOLD.filter((name) => before[name] !== after[name]);
  if (shown.length + untold.length === 0) return null;
  const of = (row: PersonOnDesk): object => Object.fromEntries(shown.map((name) => [name, row[name]]));
  return { before: of(before), after: of(after), untold: untold.map((name) => name.replace('_hash', '')) };
}
