import type { Database } from '../database/database.js';
import type { Person } from './people.entities.js';
import type { Fault } from './person-record.js';

/** By person the last day on which consent to taking part by name was withdrawn. One query. */
export async function withdrawalsOf(database: Database, personIds: number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await database.rowsIn<{ id: number; day: string }>(
    `SELECT person_id AS id, MAX(withdrawn_on) AS day FROM consents
     WHERE withdrawn_on IS NOT NULL AND participation = 1 AND person_id IN (?) GROUP BY person_id`,
    personIds,
  );
  return new Map(rows.map(({ id, day }) => [id, day]));
}

/** An older file must not bring back what was withdrawn since: only a consent given after that day is taken. */
export function withdrawnFaults(
  before: Pick<Person, 'consent_on'>,
  { consent_on }: Pick<Person, 'consent_on'>,
  withdrawnOn: string | undefined,
): Fault[] {
  if (withdrawnOn === undefined || consent_on === null || consent_on === before.consent_on) return [];
  if (consent_on > withdrawnOn) return [];
  const params = { date: withdrawnOn };
  return [{ column: 'consent_on', value: consent_on, key: 'people.consent_withdrawn', params }];
}
