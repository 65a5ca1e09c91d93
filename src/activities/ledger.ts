import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Bus, type DomainEvents } from '../events/domain-events.js';
import { Qualification } from './activities.entities.js';
import { CompletionDays } from './completion-days.js';
import { TestDays } from './test-days.js';
import { pieces } from '../database/chunks.js';
import { DirtySet } from './dirty-set.js';
import { placeholders } from '../database/placeholders.js';
import { PlanTermsReader } from '../ledger/plan-terms.js';
import { Reaches } from '../ledger/reaches.js';
import type { Settlement } from '../ledger/settlement.js';
import { LedgerMending } from '../ledger/ledger-mending.js';
import { qualificationsOf, type Earned, type LedgerParticipation, type LedgerSource } from './ledger-rows.js';
import type { SessionFacts } from './qualification.js';
import { Log } from '../web/log.js';

/** Activities that are read and compared at once: a course may have thousands of marks, and all of them are in memory. */
const CHUNK = 12;

/** What the ledger holds and what it should hold, for the rows that differ; null: no such row. */
export interface LedgerDifference {
  activity_id: number;
  participation_id: number;
  measure: string;
  kept: Earned | null;
  expected: Earned | null;
  kept_id: number | null;
}

type Counted = DomainEvents['activities.requalified'];

interface Kept extends Earned {
  id: number;
}

/**
 * The ledger of qualifications: what each participation has reached, so that coverage need not read attendance. Whoever
 * changes an activity touches it here; before the commit it is counted anew and only what differs is written.
 */
@Injectable()
export class Ledger {
  private readonly dirty: DirtySet;
  private readonly dirtyPlans: DirtySet;
  /** Plans that activities were taken out of, by transaction. */
  private readonly left = new WeakMap<object, Set<number>>();

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly reaches: Reaches,
    private readonly terms: PlanTermsReader,
    private readonly mending: LedgerMending,
    private readonly log: Log,
  ) {
    this.dirty = new DirtySet(database, 'ledger', async (ids) => {
      const { counted } = await this.requalify(ids);
      await bus.tell('activities.requalified', counted);
    });
    this.dirtyPlans = new DirtySet(database, 'ledger-plans', async (ids) => {
      for (const id of ids) await mending.rebuild(id);
    });
  }

  /** Marks activities whose facts changed in this transaction. */
  touch(activityIds: Iterable<number>): void {
    this.dirty.touch(activityIds);
  }

  /** Notes that a touched activity belonged to another plan before: what is kept of that one follows too. */
  leavePlan(planId: number): void {
    const key = this.database.transactionKey();
    const plans = this.left.get(key) ?? new Set<number>();
    this.left.set(key, plans.add(planId));
  }

  /** Marks a plan whose period, or whose need of `outreach`, changed: all that is kept of it is counted anew. */
  touchPlan(planId: number, activityIds: Iterable<number>): void {
    this.dirty.touch(activityIds);
    this.dirtyPlans.touch([planId]);
  }

  /**
   * After a commit: where somebody qualified as a record that was merged, or parted, at another node meanwhile, they follow. What
   * was committed stays so, also where this fails: that is logged, and `recount` follows too.
   */
  async followMerges(find: () => readonly number[] | Promise<readonly number[]>): Promise<void> {
    try {
      const astray = await this.astray(await find());
      if (astray.length > 0) await this.database.transaction(async () => this.touch(astray));
    } catch (error) {
      this.log.error({ error }, 'merges at another node were not followed: run recount');
    }
  }

  private async astray(activityIds: readonly number[]): Promise<number[]> {
    const found = await this.database.rowsIn<{ id: number }>(
      `SELECT DISTINCT q.activity_id AS id FROM qualifications q JOIN participations p ON p.id = q.participation_id
       JOIN people pe ON pe.id = p.person_id
       WHERE p.organisation_id IS NULL AND q.subject_id <> COALESCE(pe.merged_into_id, pe.id) AND q.activity_id IN (?)`,
      [...activityIds],
    );
    return found.map(({ id }) => id);
  }

  /** Counts everything anew. @returns how many rows differed */
  async recount(): Promise<number> {
    return this.database.transaction(async () => {
      const gone = await this.database.execute(
        'DELETE FROM qualifications WHERE activity_id NOT IN (SELECT id FROM activities)',
      );
      const kept = await this.database.rows<{ plan_id: number }>('SELECT DISTINCT plan_id FROM qualifications');
      for (const { plan_id } of kept) this.leavePlan(plan_id);
      const { differing } = await this.requalify(await this.allActivities());
      return gone + differing + (await this.mending.mend());
    });
  }

  /** Compares without writing anything. */
  async differences(): Promise<LedgerDifference[]> {
    return this.database.snapshot(async () => {
      const found: LedgerDifference[] = [];
      const all = await this.allActivities();
      const settlement = this.reaches.begin();
      for (const ids of pieces(all, CHUNK)) {
        found.push(...(await this.compare(ids, await this.sources(ids, settlement), settlement)));
      }
      return found;
    });
  }

  private async allActivities(): Promise<number[]> {
    const rows = await this.database.rows<{ id: number }>('SELECT id FROM activities ORDER BY id');
    return rows.map(({ id }) => id);
  }

  private async requalify(activityIds: number[]): Promise<{ differing: number; counted: Counted }> {
    await this.bus.tell('activities.counting', { activity_ids: activityIds });
    const counted: Counted = { activity_ids: activityIds, course_ids: [], session_ids: [] };
    let differing = 0;
    const left = this.left.get(this.database.transactionKey()) ?? [];
    const settlement = this.reaches.begin();
    await this.meet(left, settlement);
    for (const ids of pieces(activityIds, CHUNK)) {
      const sources = await this.sources(ids, settlement);
      const differences = await this.compare(ids, sources, settlement);
      await this.write(differences, settlement);
      differing += differences.length;
      for (const { activity, sessions } of sources) {
        if (activity.kind === 'course') counted.course_ids.push(activity.id);
        counted.session_ids.push(...idsOf(sessions));
      }
    }
    await this.reaches.end(activityIds, settlement);
    return { differing, counted };
  }

  private async write(differences: LedgerDifference[], settlement: Settlement): Promise<void> {
    if (differences.length === 0) return;
    const removed = differences.flatMap(({ kept }) => kept ?? []);
    const added = differences.flatMap(({ expected }) => expected ?? []);
    for (const ids of pieces(
      differences.flatMap(({ kept_id }) => kept_id ?? []),
      500,
    )) {
      await this.database.execute(`DELETE FROM qualifications WHERE id IN (${placeholders(ids)})`, ids);
    }
    await this.reaches.follow(removed, added, settlement);
    await this.database.insert(Qualification, added);
  }

  /** Reads the terms of plans that were not met before. */
  private async meet(planIds: Iterable<number>, { terms }: Settlement): Promise<void> {
    const fresh = [...planIds].filter((id) => !terms.has(id));
    for (const [id, each] of await this.terms.of(fresh)) terms.set(id, each);
  }

  private async compare(
    activityIds: number[],
    sources: readonly LedgerSource[],
    { terms }: Settlement,
  ): Promise<LedgerDifference[]> {
    const expected = sources.flatMap((source) =>
      qualificationsOf(source, terms.get(source.activity.plan_id)?.outreach ?? false),
    );
    const sql = `SELECT * FROM qualifications WHERE activity_id IN (${placeholders(activityIds)})`;
    const kept = new Map((await this.database.rowsNow<Kept>(sql, activityIds)).map((row) => [keyOf(row), row]));
    const differences: LedgerDifference[] = [];
    for (const row of expected) {
      const old = kept.get(keyOf(row));
      kept.delete(keyOf(row));
      if (!old || !same(old, row)) differences.push(difference(old ?? null, row));
    }
    for (const old of kept.values()) differences.push(difference(old, null));
    return differences;
  }

  /** With the terms of their plans. The newest: two people who mark the same person at two sessions at once must not both count one session only. */
  private async sources(ids: number[], settlement: Settlement): Promise<LedgerSource[]> {
    const list = placeholders(ids);
    const sql = `SELECT id, plan_id, kind, status, min_attendance, test_required FROM activities
      WHERE id IN (${list}) ORDER BY id`;
    // Locked for whoever changes something of an activity without having opened its door, such as a merge of people.
    const activities = this.database.inTransaction()
      ? await this.database.rowsForUpdate<LedgerSource['activity']>(sql, ids)
      : await this.database.rows<LedgerSource['activity']>(sql, ids);
    await this.meet(new Set(activities.map(({ plan_id }) => plan_id)), settlement);
    const sessions = await this.database.rowsNow<SessionFacts & { activity_id: number }>(
      `SELECT id, activity_id, number, date, status, makes_up FROM sessions WHERE activity_id IN (${list})`,
      ids,
    );
    const participations = await this.database.rowsNowShared<LedgerParticipation>(
      `SELECT p.id, p.activity_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id, p.group_code, p.organisation_id,
         p.place_id
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id IN (${list}) ORDER BY p.id`,
      ids,
    );
    const there = await this.database.rowsNowShared<LedgerSource['there'][number] & { activity_id: number }>(
      `SELECT s.activity_id, t.session_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM sessions s JOIN attendance t ON t.session_id = s.id JOIN people pe ON pe.id = t.person_id
       WHERE s.activity_id IN (${list}) AND t.status IN ('present', 'late')`,
      ids,
    );
    const read = <T>(sql: string, params: number[]): Promise<T[]> => this.database.rowsNowShared<T>(sql, params);
    const courses = activities.filter(({ kind }) => kind === 'course');
    const completed = await CompletionDays.read(read, idsOf(courses));
    const tested = await TestDays.read(read, idsOf(activities.filter(({ test_required }) => test_required === 1)));
    const [s, p, t] = [byActivity(sessions), byActivity(participations), byActivity(there)];
    return activities.map((activity) => ({
      activity,
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

const keyOf = ({ participation_id, measure }: Earned): string => `${participation_id} ${measure}`;

function same(a: Earned, b: Earned): boolean {
  return (Object.keys(b) as (keyof Earned)[]).every((column) => a[column] === b[column]);
}

function difference(kept: Kept | null, expected: Earned | null): LedgerDifference {
  const { activity_id, participation_id, measure } = (kept ?? expected) as Earned;
  return { activity_id, participation_id, measure, kept, expected, kept_id: kept?.id ?? null };
}
