import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { PlanTermsReader } from '../ledger/plan-terms.js';
import type { Settlement } from '../ledger/settlement.js';
import { CompletionDays } from './completion-days.js';
import type { LedgerParticipation, LedgerSource } from './ledger-rows.js';
import type { SessionFacts } from './qualification.js';
import { TestDays } from './test-days.js';
import type { Marked } from './touched.js';

type Facts = LedgerSource['activity'];
type There = LedgerSource['there'][number] & { activity_id: number };
type SessionRow = SessionFacts & { activity_id: number; headcount_id: number | null };

/** What is read of rosters and attendance: all, or only what is of these records of people. */
interface Whom {
  sql: (column: string) => string;
  params: number[];
}

const EVERYBODY: Whom = { sql: () => '', params: [] };

/**
 * Reads what decides who qualifies, with the terms of the plans. In a transaction it is the newest: two people who mark the same
 * person at two sessions at once must not both count one session only.
 */
@Injectable()
export class LedgerSources {
  constructor(
    private readonly database: Database,
    private readonly terms: PlanTermsReader,
  ) {}

  /** Everything of some activities. */
  async whole(ids: number[], settlement: Settlement): Promise<LedgerSource[]> {
    const sql = `SELECT id, plan_id, kind, status, min_attendance, test_required FROM activities
      WHERE id IN (${placeholders(ids)}) ORDER BY id`;
    // Locked for whoever changes something of an activity without having opened its door, such as a merge of people.
    const activities = this.database.inTransaction()
      ? await this.database.rowsForUpdate<Facts>(sql, ids)
      : await this.database.rows<Facts>(sql, ids);
    return this.read(activities, EVERYBODY, settlement);
  }

  /** Of some activities what there is of those who were marked, by whichever record. */
  async ofMarked(marked: readonly Marked[], settlement: Settlement): Promise<LedgerSource[]> {
    const activities = new Map(marked.map(({ activity }) => [activity.id, activity]));
    for (const { plan_id, terms } of activities.values()) settlement.terms.set(plan_id, terms);
    const people = await this.records([...new Set(marked.flatMap((each) => each.people))]);
    const whom = { sql: (column: string) => ` AND ${column} IN (${placeholders(people)})`, params: people };
    return this.read([...activities.values()], whom, settlement);
  }

  /** Reads the terms of plans that were not met before. */
  async meet(planIds: Iterable<number>, { terms }: Settlement): Promise<void> {
    const fresh = [...planIds].filter((id) => !terms.has(id));
    for (const [id, each] of await this.terms.of(fresh)) terms.set(id, each);
  }

  /** All records of the same people. A merge that comes after this counts their activities anew by itself. */
  private async records(people: number[]): Promise<number[]> {
    const all = new Set(people);
    const find = async (ids: number[]): Promise<number[]> => {
      const list = placeholders(ids);
      const rows = await this.database.rows<{ id: number; merged_into_id: number | null }>(
        `SELECT id, merged_into_id FROM people WHERE merged_into_id IN (${list})
         UNION SELECT id, merged_into_id FROM people WHERE id IN (${list})`,
        [...ids, ...ids],
      );
      for (const { id } of rows) all.add(id);
      return rows.flatMap(({ merged_into_id }) => merged_into_id ?? []).filter((id) => !all.has(id));
    };
    const survivors = await find(people);
    if (survivors.length > 0) await find(survivors);
    return [...all].sort((a, b) => a - b);
  }

  private async read(activities: readonly Facts[], whom: Whom, settlement: Settlement): Promise<LedgerSource[]> {
    if (activities.length === 0) return [];
    await this.meet(new Set(activities.map(({ plan_id }) => plan_id)), settlement);
    const ids = idsOf(activities);
    const list = placeholders(ids);
    const held = await this.database.rowsNow<SessionRow>(
      `SELECT s.id, s.activity_id, s.number, s.date, s.status, s.makes_up, h.id AS headcount_id
       FROM sessions s LEFT JOIN headcounts h ON h.session_id = s.id WHERE s.activity_id IN (${list})`,
      ids,
    );
    const sessions = [...new Map(held.map((row) => [row.id, row])).values()];
    const participations = await this.database.rowsNowShared<LedgerParticipation>(
      `SELECT p.id, p.activity_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id, p.group_code, p.organisation_id,
         p.place_id
       FROM participations p JOIN people pe ON pe.id = p.person_id
       WHERE p.activity_id IN (${list})${whom.sql('p.person_id')} ORDER BY p.id`,
      [...ids, ...whom.params],
    );
    const there = await this.database.rowsNowShared<There>(
      `SELECT s.activity_id, t.session_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM sessions s JOIN attendance t ON t.session_id = s.id JOIN people pe ON pe.id = t.person_id
       WHERE s.activity_id IN (${list}) AND t.status IN ('present', 'late')${whom.sql('t.person_id')}`,
      [...ids, ...whom.params],
    );
    const read = <T>(sql: string, params: number[]): Promise<T[]> => this.database.rowsNowShared<T>(sql, params);
    const courses = activities.filter(({ kind }) => kind === 'course');
    const completed = await CompletionDays.read(read, idsOf(courses));
    const tested = await TestDays.read(read, idsOf(activities.filter(({ test_required }) => test_required === 1)));
    const [s, p, t] = [byActivity(sessions), byActivity(participations), byActivity(there)];
    const counted = new Set(held.flatMap((row) => (row.headcount_id === null ? [] : row.activity_id)));
    return activities.map((activity) => ({
      activity,
      has_heads: counted.has(activity.id),
      sessions: s.get(activity.id) ?? [],
      participations: p.get(activity.id) ?? [],
      there: t.get(activity.id) ?? [],
      completed,
      tested,
    }));
  }
}

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id);

function byActivity<T extends { activity_id: number }>(rows: T[]): Map<number, T[]> {
  return Map.groupBy(rows, ({ activity_id }) => activity_id);
}
