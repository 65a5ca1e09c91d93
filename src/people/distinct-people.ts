import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';
import type { Scope } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { DistinctPeople } from './people.entities.js';

/** Two records, the one recorded first before the other. */
export type Pair = readonly [number, number];

/** Who found two records to be two people, and when. */
export interface Decision {
  decided_at: string;
  /** Null: nobody who signed in, or somebody who is no user any more. */
  actor: string | null;
}

/** A decision, as a list tells it. */
export interface DecidedPair extends Decision {
  person_id: number;
  other_id: number;
}

interface Ends {
  one: number;
  other: number;
}

/** Records as the people they belong to by merging: what was decided of a record holds of whoever it turned out to be. */
const ENDS = `SELECT COALESCE(a.merged_into_id, a.id) AS one, COALESCE(b.merged_into_id, b.id) AS other
  FROM distinct_people d JOIN people a ON a.id = d.person_id JOIN people b ON b.id = d.other_id`;
const LISTED = `FROM distinct_people d JOIN people a ON a.id = d.person_id JOIN people b ON b.id = d.other_id
  LEFT JOIN users u ON u.id = d.actor_id WHERE a.merged_into_id IS NULL AND b.merged_into_id IS NULL`;

/** Pairs for which something speaks and which are two people all the same. */
@Injectable()
export class DistinctPairs {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** The decision about two records, if there is one. */
  of([one, other]: Pair): Promise<Decision | undefined> {
    return this.database.row<Decision>(
      `SELECT d.decided_at, u.name AS actor FROM distinct_people d LEFT JOIN users u ON u.id = d.actor_id
       WHERE d.person_id = ? AND d.other_id = ?`,
      [one, other],
    );
  }

  /** Whether two people of a territory were found to be two, by whichever records. */
  async within(scope: Scope): Promise<(one: number, other: number) => boolean> {
    const inside = scope.whereCode('a.unit_code');
    return among(await this.database.rows<Ends>(`${ENDS} WHERE ${inside.sql}`, inside.params));
  }

  /** Whether somebody and another were found to be two, by whichever records. */
  async beside(id: number): Promise<(one: number, other: number) => boolean> {
    const records = 'SELECT id FROM people WHERE id = ? OR merged_into_id = ?';
    return among(
      await this.database.rows<Ends>(`${ENDS} WHERE d.person_id IN (${records}) OR d.other_id IN (${records})`, [
        ...[id, id],
        ...[id, id],
      ]),
    );
  }

  /** A page of what was decided in a territory, the latest first, and how many there are. */
  async page(
    scope: Scope,
    limit: number,
    offset: (total: number) => number,
  ): Promise<{ pairs: DecidedPair[]; total: number }> {
    const [first, second] = [scope.whereCode('a.unit_code'), scope.whereCode('b.unit_code')];
    const where = `${LISTED} AND ${first.sql} AND ${second.sql}`;
    const params = [...first.params, ...second.params];
    const count = await this.database.row<{ n: number }>(`SELECT COUNT(*) AS n ${where}`, params);
    const total = Number(count?.n ?? 0);
    const pairs = await this.database.rows<DecidedPair>(
      `SELECT d.person_id, d.other_id, d.decided_at, u.name AS actor ${where} ORDER BY d.id DESC LIMIT ? OFFSET ?`,
      [...params, limit, offset(total)],
    );
    return { pairs, total };
  }

  /** Notes, in the running transaction, that two records are two people. @returns false: it was noted before */
  async note([person_id, other_id]: Pair): Promise<boolean> {
    if (await this.of([person_id, other_id])) return false;
    const actor_id = actor()?.user_id ?? null;
    await this.database.insert(DistinctPeople, [{ person_id, other_id, actor_id, decided_at: nowIso() }]);
    await this.tell('person.distinct', [person_id, other_id]);
    return true;
  }

  /** Takes that back, in the running transaction. @returns false: there was nothing to take back */
  async withdraw([person_id, other_id]: Pair): Promise<boolean> {
    if ((await this.database.delete(DistinctPeople, { person_id, other_id })) === 0) return false;
    await this.tell('person.distinct_withdrawn', [person_id, other_id]);
    return true;
  }

  private async tell(kind: string, [one, other]: Pair): Promise<void> {
    await this.events.record({ kind, subject: { type: 'person', id: one }, detail: { other } });
    await this.events.record({ kind, subject: { type: 'person', id: other }, detail: { other: one } });
  }
}

function among(decided: readonly Ends[]): (one: number, other: number) => boolean {
  const name = (one: number, other: number): string => `${Math.min(one, other)} ${Math.max(one, other)}`;
  const names = new Set(decided.map(({ one, other }) => name(one, other)));
  return (one, other) => names.has(name(one, other));
}
