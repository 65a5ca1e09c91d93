import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Bus, type DomainEvents } from '../events/domain-events.js';
import { Qualification } from './activities.entities.js';
import { pieces } from '../database/chunks.js';
import { DirtySet } from './dirty-set.js';
import { placeholders } from '../database/placeholders.js';
import { Reaches } from '../ledger/reaches.js';
import type { Settlement } from '../ledger/settlement.js';
import { LedgerMending } from '../ledger/ledger-mending.js';
import { qualificationsOf, type Earned, type LedgerSource } from './ledger-rows.js';
import { LedgerSources } from './ledger-sources.js';
import { type Marked, touched, type Touched } from './touched.js';
import type { OpenActivity } from './open-activities.js';
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

type Changed = DomainEvents['activities.changed'];

/** Which rows of the ledger are compared: of these activities, or of these participations. */
interface Compared {
  column: 'activity_id' | 'participation_id';
  ids: number[];
}

interface Kept extends Earned {
  id: number;
}

/**
 * The ledger of qualifications: what each participation has reached, so that coverage need not read attendance. Whoever
 * changes an activity touches it here; before the commit it is counted anew and only what differs is written.
 */
@Injectable()
export class Ledger {
  private readonly dirtyPlans: DirtySet;
  /** Plans that activities were taken out of, by transaction. */
  private readonly left = new WeakMap<object, Set<number>>();

  constructor(
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly reaches: Reaches,
    private readonly sources: LedgerSources,
    private readonly mending: LedgerMending,
    private readonly log: Log,
  ) {
    this.dirtyPlans = new DirtySet(database, 'ledger-plans', async (ids) => {
      for (const id of ids) await mending.rebuild(id);
    });
  }

  /** Marks activities whose facts changed in this transaction. */
  touch(activityIds: Iterable<number>): void {
    this.note([...activityIds]);
  }

  /**
   * Marks people of an activity of which nothing else but their attendance changed.
   * @param activity whose door was opened before this transaction read anything: it sees every merge that was settled there
   */
  touchMarks(activity: OpenActivity, people: readonly number[]): void {
    if (people.length > 0) this.note([{ activity, people }]);
  }

  /** Notes that a touched activity belonged to another plan before: what is kept of that one follows too. */
  leavePlan(planId: number): void {
    const key = this.database.transactionKey();
    const plans = this.left.get(key) ?? new Set<number>();
    this.left.set(key, plans.add(planId));
  }

  /** Marks a plan whose period, or whose need of `outreach`, changed: all that is kept of it is counted anew. */
  touchPlan(planId: number, activityIds: Iterable<number>): void {
    this.touch(activityIds);
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
        const sources = await this.sources.whole(ids, settlement);
        found.push(...(await this.compare(sources, { column: 'activity_id', ids }, settlement)));
      }
      return found;
    });
  }

  private async allActivities(): Promise<number[]> {
    const rows = await this.database.rows<{ id: number }>('SELECT id FROM activities ORDER BY id');
    return rows.map(({ id }) => id);
  }

  /** Has all that a transaction touches settled once, just before its commit. */
  private note(items: (number | Marked)[]): void {
    if (items.length > 0) this.database.beforeCommit('ledger', (all) => this.settle(touched(all)), items);
  }

  private async settle(those: Touched): Promise<void> {
    if ('marked' in those) {
      const activity_ids = await this.requalifyMarked(those.marked);
      if (activity_ids.length > 0) await this.bus.tell('activities.requalified', { activity_ids });
    } else {
      const { changed } = await this.requalify(those.whole);
      await this.bus.tell('activities.requalified', { activity_ids: those.whole });
      await this.bus.tell('activities.changed', changed);
    }
  }

  /**
   * Marks alone change nothing of what rooms above derive before the counting, nor of the activities themselves: how large sessions
   * were only where heads were counted as well.
   * @returns the activities in which who qualifies is another now
   */
  private async requalifyMarked(marked: readonly Marked[]): Promise<number[]> {
    const settlement = this.reaches.begin();
    const sources = await this.sources.ofMarked(marked, settlement);
    const ids = sources.flatMap(({ participations }) => idsOf(participations));
    const differences = await this.compare(sources, { column: 'participation_id', ids }, settlement);
    await this.write(differences, settlement);
    const withHeads = sources.filter(({ has_heads }) => has_heads).map(({ activity }) => activity.id);
    await this.reaches.end(withHeads, settlement);
    return [...new Set(differences.map(({ activity_id }) => activity_id))];
  }

  private async requalify(activityIds: number[]): Promise<{ differing: number; changed: Changed }> {
    await this.bus.tell('activities.counting', { activity_ids: activityIds });
    const changed: Changed = { activity_ids: activityIds, course_ids: [], session_ids: [] };
    let differing = 0;
    const left = this.left.get(this.database.transactionKey()) ?? [];
    const settlement = this.reaches.begin();
    await this.sources.meet(left, settlement);
    for (const ids of pieces(activityIds, CHUNK)) {
      const sources = await this.sources.whole(ids, settlement);
      const differences = await this.compare(sources, { column: 'activity_id', ids }, settlement);
      await this.write(differences, settlement);
      differing += differences.length;
      for (const { activity, sessions } of sources) {
        if (activity.kind === 'course') changed.course_ids.push(activity.id);
        changed.session_ids.push(...idsOf(sessions));
      }
    }
    await this.reaches.end(activityIds, settlement);
    return { differing, changed };
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

  private async compare(
    sources: readonly LedgerSource[],
    { column, ids }: Compared,
    { terms }: Settlement,
  ): Promise<LedgerDifference[]> {
    const expected = sources.flatMap((source) =>
      qualificationsOf(source, terms.get(source.activity.plan_id)?.outreach ?? false),
    );
    const sql = `SELECT * FROM qualifications WHERE ${column} IN (${placeholders(ids)})`;
    const rows = ids.length === 0 ? [] : await this.database.rowsNow<Kept>(sql, ids);
    const kept = new Map(rows.map((row) => [keyOf(row), row]));
    const differences: LedgerDifference[] = [];
    for (const row of expected) {
      const old = kept.get(keyOf(row));
      kept.delete(keyOf(row));
      if (!old || !same(old, row)) differences.push(difference(old ?? null, row));
    }
    for (const old of kept.values()) differences.push(difference(old, null));
    return differences;
  }
}

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id);

const keyOf = ({ participation_id, measure }: Earned): string => `${participation_id} ${measure}`;

function same(a: Earned, b: Earned): boolean {
  return (Object.keys(b) as (keyof Earned)[]).every((column) => a[column] === b[column]);
}

function difference(kept: Kept | null, expected: Earned | null): LedgerDifference {
  const { activity_id, participation_id, measure } = (kept ?? expected) as Earned;
  return { activity_id, participation_id, measure, kept, expected, kept_id: kept?.id ?? null };
}
