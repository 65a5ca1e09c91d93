import { Injectable, type OnModuleInit } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { agesOn, needsOwn, standing } from './consent-state.js';
import type { Consent } from './consents.entities.js';
import { Person } from './people.entities.js';

type Head = Pick<
  Person,
  'id' | 'birth_date' | 'birth_year' | 'consent_on' | 'consent_by' | 'merged_into_id' | 'version'
>;
type Standing = ReturnType<typeof standing>;

const HEADS = 'SELECT id, birth_date, birth_year, consent_on, consent_by, merged_into_id, version FROM people';

/**
 * A consent that was recorded for one record of a minor counts for all that were found to be the same, and no longer once
 * they are separated. What a file told of a record stays as it is.
 */
@Injectable()
export class ConsentMerges implements OnModuleInit {
  constructor(
    private readonly bus: Bus,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.bus.on('people.merged', async ({ person_ids }) => this.follow(person_ids));
  }

  private async follow(personIds: number[]): Promise<void> {
    const people = await this.database.rowsIn<Head>(`${HEADS} WHERE id IN (?)`, personIds);
    const heads = people.filter(({ merged_into_id }) => merged_into_id === null);
    const consents = await this.consentsOf(heads);
    if (consents.size === 0) return;
    const stands = new Map(heads.map((head) => [head.id, standingOf(head, consents.get(head.id) ?? [])]));
    for (const head of heads) await this.put(head, stands);
  }

  /** The consents of people by whichever record, by the record they are now. */
  private async consentsOf(heads: Head[]): Promise<Map<number, Consent[]>> {
    const ids = heads.map(({ id }) => id);
    const merged = await this.database.rowsIn<Pick<Person, 'id' | 'merged_into_id'>>(
      'SELECT id, merged_into_id FROM people WHERE merged_into_id IN (?)',
      ids,
    );
    const into = new Map(merged.map(({ id, merged_into_id }) => [id, merged_into_id ?? id]));
    const rows = await this.database.rowsIn<Consent>('SELECT * FROM consents WHERE person_id IN (?) ORDER BY id', [
      ...new Set([...ids, ...into.keys()]),
    ]);
    return Map.groupBy(rows, ({ person_id }) => into.get(person_id) ?? person_id);
  }

  private async put(head: Head, stands: ReadonlyMap<number, Standing>): Promise<void> {
    const own = stands.get(head.id) ?? null;
    const isTaken = [...stands].some(([id, each]) => id !== head.id && each !== null && isSame(head, each));
    const wanted = head.consent_on === null ? own : own === null && isTaken ? NOBODY : null;
    if (wanted === null) return;
    await this.database.update(Person, { id: head.id }, { ...wanted, version: head.version + 1 });
  }
}

const NOBODY = { consent_on: null, consent_by: null };

function standingOf(head: Head, consents: readonly Consent[]): Standing {
  return standing(consents, needsOwn(agesOn(head, today())));
}

function isSame(head: Head, consent: NonNullable<Standing>): boolean {
  return head.consent_on === consent.consent_on && head.consent_by === consent.consent_by;
}
