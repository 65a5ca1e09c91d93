import { Injectable } from '@nestjs/common';
import { filled, pieces } from '../database/chunks.js';
import { Database } from '../database/database.js';
import type { Param } from '../database/connection.js';
import { placeholders } from '../database/placeholders.js';
import { NotFound } from '../errors.js';
import type { RowResult } from '../interchange/importer.js';
import { faulty } from '../interchange/import-runner.js';
import { type PlanTerms, PlanTermsReader } from '../ledger/plan-terms.js';
import { NearUnits } from '../territory/near-units.js';
import type { Place } from '../territory/place.js';
import { Scopes, type Scope } from '../territory/scope.js';
import { TerritoryStore } from '../territory/territory.store.js';
import type { Territory } from '../territory/tree.js';
import type { Activity, ActivityKind, Session } from './activities.entities.js';

/** An activity with what the rules need of its plan. */
export interface OpenActivity extends Activity {
  plan_code: string;
  /** The plan's own unit: for its plan it stays a place after its end (counting method §6). */
  own_place_id: number;
  /** What of the plan decides what the ledger keeps: nobody changes it before the transaction ends. */
  terms: PlanTerms;
}

/** A row of a file that speaks of an activity. */
interface SaysActivity {
  line: number;
  values: { activity: string };
}

/** Activities kept at once: of a whole country they would not fit in memory. */
const MOST_KEPT = 5000;

/** Locks activities, with their plans, which others may hold too: two people who write to two activities do not wait. */
@Injectable()
export class ActivityLocks {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanTermsReader,
  ) {}

  /** Those of codes; what is not there is left out. */
  async ofCodes(codes: readonly string[]): Promise<OpenActivity[]> {
    const found: OpenActivity[] = [];
    for (const some of pieces([...codes].sort(), 500)) {
      const piece = filled(some);
      found.push(...(await this.locked(`code IN (${placeholders(piece)}) ORDER BY id`, piece)));
    }
    return found;
  }

  /** The one with an id, or none. */
  async ofId(id: number): Promise<OpenActivity[]> {
    return this.locked('id = ?', [id]);
  }

  private async locked(which: string, params: Param[]): Promise<OpenActivity[]> {
    const sql = `SELECT * FROM activities WHERE ${which}`;
    const activities = await this.database.rowsForUpdate<Activity>(sql, params);
    const plans = await this.plans.of(activities.map(({ plan_id }) => plan_id));
    return activities.flatMap((activity) => {
      const plan = plans.get(activity.plan_id);
      return plan ? [{ ...activity, plan_code: plan.code, own_place_id: plan.place_id, terms: plan }] : [];
    });
  }
}

/**
 * The activities that one file or one correction speaks of, read as they are met and locked until its transaction
 * ends: two people who write to one activity at once must not both count from what was there before.
 */
export class OpenActivities {
  private readonly known = new Map<string, OpenActivity>();
  private readonly asked = new Set<string>();
  /** What may have been meant by the units that there are not. */
  readonly near: NearUnits;

  constructor(
    private readonly locks: ActivityLocks,
    readonly territory: Territory,
    readonly scope: Scope,
  ) {
    this.near = new NearUnits(scope);
  }

  /**
   * Reads those of the codes that were not met before; what was met long ago may be forgotten. @returns the new ones that exist
   */
  async meet(codes: Iterable<string>): Promise<OpenActivity[]> {
    const all = [...new Set(codes)];
    if (all.every((code) => this.asked.has(code))) return [];
    if (this.asked.size > MOST_KEPT) this.forget();
    const fresh = all.filter((code) => !this.asked.has(code));
    const found = await this.locks.ofCodes(fresh);
    this.keep(fresh, found);
    return found;
  }

  /** Keeps what was read for codes. */
  keep(codes: Iterable<string>, found: readonly OpenActivity[]): void {
    for (const code of codes) this.asked.add(code);
    for (const activity of found) this.known.set(activity.code, activity);
  }

  /** An activity that was met, whether it is the actor's or not. */
  get(code: string): OpenActivity | undefined {
    return this.known.get(code);
  }

  /** Forgets everything, so that memory does not grow with the file. */
  forget(): void {
    this.known.clear();
    this.asked.clear();
  }

  /** The activity of a row that may be written to, or why not: one of a foreign territory is not there. */
  ofRow({ line, values }: SaysActivity): OpenActivity | { refused: RowResult } {
    const activity = this.known.get(values.activity);
    if (activity && this.scope.covers(activity.place_id)) return activity;
    return {
      refused: faulty(line, 'activity', values.activity, 'activities.unknown_activity', { code: values.activity }),
    };
  }

  /** As `ofRow`, of a row about sessions: a course has none. */
  ofSessionRow(row: SaysActivity): OpenActivity | { refused: RowResult } {
    return this.ofKind(row, ['training', 'campaign'], 'course_has_no_sessions');
  }

  /** As `ofRow`, of a row about completions: only a course has them. */
  ofCourseRow(row: SaysActivity): OpenActivity | { refused: RowResult } {
    return this.ofKind(row, ['course'], 'completions_of_course_only');
  }

  /** As `ofRow`, of a row about the test of a training. */
  ofTrainingRow(row: SaysActivity): OpenActivity | { refused: RowResult } {
    return this.ofKind(row, ['training'], 'test_of_training_only');
  }

  private ofKind(row: SaysActivity, kinds: ActivityKind[], key: string): OpenActivity | { refused: RowResult } {
    const activity = this.ofRow(row);
    if (isRefused(activity) || kinds.includes(activity.kind)) return activity;
    const { code } = activity;
    return { refused: faulty(row.line, 'activity', code, `activities.${key}`, { code }) };
  }

  /** The plan's own unit. */
  ownUnit(activity: OpenActivity): Place | undefined {
    return this.territory.placeById(activity.own_place_id);
  }
}

/** Opens the activities of a file for whoever is acting. */
@Injectable()
export class ActivityDoor {
  constructor(
    private readonly database: Database,
    private readonly locks: ActivityLocks,
    private readonly store: TerritoryStore,
    private readonly scopes: Scopes,
  ) {}

  /**
   * To be called first in the transaction that writes.
   * @param codes of activities that it is about, met before anything else is read: on MariaDB a transaction sees the rows of the
   *   moment of its first reading, which must not be older than the locks it waited for
   */
  async open(codes: Iterable<string> = []): Promise<OpenActivities> {
    const first = new Set(codes);
    let met: OpenActivity[] = [];
    const territory = await this.store.hold(async () => {
      met = await this.locks.ofCodes([...first]);
    });
    const open = new OpenActivities(this.locks, territory, await this.scopes.mine());
    open.keep(first, met);
    return open;
  }

  /** One activity of the territory of whoever is acting; first in the transaction that writes. @throws NotFound */
  async activity(code: string): Promise<OpenActivity> {
    const open = await this.open([code]);
    const activity = open.get(code);
    if (!activity) throw new NotFound();
    open.scope.require(activity.place_id);
    return activity;
  }

  /**
   * One activity, for what has settled by itself who may write to it; first in the transaction that writes. @throws NotFound
   */
  async held(id: number): Promise<OpenActivity> {
    let met: OpenActivity[] = [];
    await this.store.hold(async () => {
      met = await this.locks.ofId(id);
    });
    const [activity] = met;
    if (!activity) throw new NotFound();
    return activity;
  }

  /** One of its sessions, locked like it. @throws NotFound */
  async session({ id }: OpenActivity, number: number): Promise<Session> {
    const sql = 'SELECT * FROM sessions WHERE activity_id = ? AND number = ?';
    const [session] = await this.database.rowsForUpdate<Session>(sql, [id, number]);
    if (!session) throw new NotFound();
    return session;
  }
}

/** Whether a look-up was refused. */
export function isRefused<T extends object>(found: T | { refused: RowResult }): found is { refused: RowResult } {
  return 'refused' in found;
}
