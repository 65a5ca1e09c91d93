import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { TerritoryStore } from '../territory/territory.store.js';
import type { Territory } from '../territory/tree.js';
import { CompletionDays } from './completion-days.js';
import { pieces } from '../database/chunks.js';
import { DirtySet } from './dirty-set.js';
import { placeholders } from '../database/placeholders.js';
import { Ledger } from './ledger.js';
import {
  activityDifference,
  courseDifference,
  courseParts,
  type CourseRow,
  type Dated,
  headcountDifference,
  type HeadcountDay,
  type PlaceDifference,
  rosterDifference,
  type RosterPart,
} from './place-differences.js';

/**
 * What is derived from codes and dates: an activity's first date, and the places of activities, participations and
 * headcounts. When sessions, the territory or a plan's own unit change, it follows before the commit; what would lose
 * its place refuses the change.
 */
@Injectable()
export class DerivedPlaces {
  private readonly dirty: DirtySet;

  constructor(
    private readonly database: Database,
    private readonly store: TerritoryStore,
    private readonly ledger: Ledger,
  ) {
    this.dirty = new DirtySet(database, 'derived-places', (ids) => this.follow(ids));
  }

  /** Marks activities whose sessions or own facts changed in this transaction. */
  touch(activityIds: Iterable<number>): void {
    this.dirty.touch(activityIds);
  }

  /** Marks every activity, or those of one plan. @returns their ids */
  async touchAll(planId?: number): Promise<number[]> {
    const ids = await this.activityIds(planId);
    this.touch(ids);
    return ids;
  }

  /** Derives everything anew. @returns how much differed */
  async recount(): Promise<number> {
    return this.database.transaction(async () => {
      await this.store.hold();
      return this.follow(await this.activityIds());
    });
  }

  /** Compares without writing anything. */
  async differences(): Promise<PlaceDifference[]> {
    return this.database.snapshot(async () => {
      const found: PlaceDifference[] = [];
      for (const ids of pieces(await this.activityIds(), 500)) found.push(...(await this.compare(ids)));
      return found.filter(({ dated }) => dated);
    });
  }

  private async activityIds(planId?: number): Promise<number[]> {
    const where = planId === undefined ? '' : ' WHERE plan_id = ?';
    const params = planId === undefined ? [] : [planId];
    const rows = await this.database.rowsNow<{ id: number }>(`SELECT id FROM activities${where} ORDER BY id`, params);
    return rows.map(({ id }) => id);
  }

  private async follow(activityIds: number[]): Promise<number> {
    let count = 0;
    for (const ids of pieces(activityIds, 500)) {
      for (const difference of await this.compare(ids)) {
        await this.database.execute(difference.mend.sql, difference.mend.params);
        this.ledger.touch([difference.activity_id]);
        count += 1;
      }
    }
    return count;
  }

  private async compare(ids: number[]): Promise<PlaceDifference[]> {
    const territory = await this.store.territory();
    const listed = await this.listed(ids);
    const completed = await CompletionDays.read((sql, params) => this.database.rowsNow(sql, params), byKind(listed)[0]);
    const activities = await this.dated(listed, completed, territory);
    const byId = new Map(activities.map((activity) => [activity.id, activity]));
    const [courses, others] = byKind(activities);
    return [
      ...activities.flatMap((activity) => activityDifference(activity)),
      ...(await this.rosters(others, byId)),
      ...(await this.courses(courses, completed, byId)),
      ...(await this.headcounts(ids, byId)),
    ];
  }

  private listed(ids: number[]): Promise<Listed[]> {
    const sql = `SELECT a.id, a.code, a.kind, a.unit_code, a.first_date, a.place_id, p.place_id AS own_place_id
      FROM activities a JOIN plans p ON p.id = a.plan_id WHERE a.id IN (${placeholders(ids)}) ORDER BY a.id`;
    return this.database.rowsNow<Listed>(sql, ids);
  }

  private async dated(listed: Listed[], completed: CompletionDays, territory: Territory): Promise<Dated[]> {
    const ids = listed.map(({ id }) => id);
    if (ids.length === 0) return [];
    const sessions = await this.database.rowsNow<{ activity_id: number; date: string }>(
      `SELECT activity_id, date FROM sessions WHERE status <> 'cancelled' AND activity_id IN (${placeholders(ids)})`,
      ids,
    );
    const firsts = new Map<number, string>();
    for (const { activity_id, date } of sessions) {
      const known = firsts.get(activity_id);
      if (known === undefined || date < known) firsts.set(activity_id, date);
    }
    return listed.map((activity) => {
      const first = activity.kind === 'course' ? completed.firstOf(activity.id) : (firsts.get(activity.id) ?? null);
      const own = territory.placeById(activity.own_place_id);
      return { ...activity, first, reading: { territory, day: first ?? today(), own } };
    });
  }

  private async rosters(ids: number[], activities: Map<number, Dated>): Promise<PlaceDifference[]> {
    if (ids.length === 0) return [];
    const parts = await this.database.rowsNow<RosterPart>(
      `SELECT DISTINCT activity_id, unit_code, unit_given, place_id FROM participations WHERE activity_id IN (${placeholders(ids)})`,
      ids,
    );
    return parts.flatMap((part) => rosterDifference(activities.get(part.activity_id) as Dated, part));
  }

  private async courses(
    ids: number[],
    completed: CompletionDays,
    activities: Map<number, Dated>,
  ): Promise<PlaceDifference[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.rowsNow<CourseRow>(
      `SELECT p.id, p.activity_id, p.group_code, p.unit_code, p.unit_given, p.place_id, p.recorded_at,
         COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM participations p JOIN people pe ON pe.id = p.person_id
       WHERE p.activity_id IN (${placeholders(ids)}) ORDER BY p.id`,
      ids,
    );
    return courseParts(rows, completed).flatMap((part) =>
      courseDifference(activities.get(part.activity_id) as Dated, part),
    );
  }

  private async headcounts(ids: number[], activities: Map<number, Dated>): Promise<PlaceDifference[]> {
    const rows = await this.database.rowsNow<HeadcountDay>(
      `SELECT h.id, s.activity_id, s.number, s.date, h.unit_code, h.place_id
       FROM headcounts h JOIN sessions s ON s.id = h.session_id WHERE s.activity_id IN (${placeholders(ids)})`,
      ids,
    );
    return rows.flatMap((row) => headcountDifference(activities.get(row.activity_id) as Dated, row));
  }
}

type Listed = Omit<Dated, 'first' | 'reading'>;

/** Ids of courses, and of all others. */
function byKind(activities: readonly Pick<Listed, 'id' | 'kind'>[]): [courses: number[], others: number[]] {
  const courses = activities.filter(({ kind }) => kind === 'course');
  const others = activities.filter(({ kind }) => kind !== 'course');
  return [courses.map(({ id }) => id), others.map(({ id }) => id)];
}
