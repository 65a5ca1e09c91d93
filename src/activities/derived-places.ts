import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { TerritoryStore } from '../territory/territory.store.js';
import type { Territory } from '../territory/tree.js';
import { DirtySet, pieces } from './dirty-set.js';
import { placeholders } from '../database/placeholders.js';
import { Ledger } from './ledger.js';
import { candidatesOf, placeOfActivity, placeWrittenDown, type Reading } from './places.js';

/** Something derived that is no longer what it should be, and the statement that mends it. */
export interface PlaceDifference {
  /** `activity`, `participation` or `headcount`. */
  of: 'activity' | 'participation' | 'headcount';
  activity_id: number;
  activity: string;
  unit_code: string;
  kept: string | number | null;
  expected: string | number | null;
  /** False for an activity without sessions: its place is that of the day on which it was last touched. */
  dated: boolean;
  mend: { sql: string; params: Param[] };
}

interface Dated {
  id: number;
  code: string;
  unit_code: string;
  first_date: string | null;
  place_id: number | null;
  own_place_id: number;
  /** The first date as it should be. */
  first: string | null;
  /** On the first date, or today where there is none. */
  reading: Reading;
}

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
    const rows = await this.current<{ id: number }>(`SELECT id FROM activities${where} ORDER BY id`, params);
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
    const activities = await this.dated(ids, await this.store.territory());
    const byId = new Map(activities.map((activity) => [activity.id, activity]));
    return [
      ...activities.flatMap((activity) => activityDifference(activity)),
      ...(await this.rosters(ids, byId)),
      ...(await this.headcounts(ids, byId)),
    ];
  }

  private async dated(ids: number[], territory: Territory): Promise<Dated[]> {
    const sql = `SELECT a.id, a.code, a.unit_code, a.first_date, a.place_id, p.place_id AS own_place_id
      FROM activities a JOIN plans p ON p.id = a.plan_id WHERE a.id IN (${placeholders(ids)}) ORDER BY a.id`;
    const activities = await this.current<Omit<Dated, 'first' | 'reading'>>(sql, ids);
    const sessions = await this.current<{ activity_id: number; date: string }>(
      `SELECT activity_id, date FROM sessions WHERE status <> 'cancelled' AND activity_id IN (${placeholders(ids)})`,
      ids,
    );
    const firsts = new Map<number, string>();
    for (const { activity_id, date } of sessions) {
      const known = firsts.get(activity_id);
      if (known === undefined || date < known) firsts.set(activity_id, date);
    }
    return activities.map((activity) => {
      const first = firsts.get(activity.id) ?? null;
      const own = territory.placeById(activity.own_place_id);
      return { ...activity, first, reading: { territory, day: first ?? today(), own } };
    });
  }

  private async rosters(ids: number[], activities: Map<number, Dated>): Promise<PlaceDifference[]> {
    const parts = await this.current<RosterPart>(
      `SELECT DISTINCT activity_id, unit_code, unit_given, place_id FROM participations WHERE activity_id IN (${placeholders(ids)})`,
      ids,
    );
    return parts.flatMap((part) => rosterDifference(activities.get(part.activity_id) as Dated, part));
  }

  private async headcounts(ids: number[], activities: Map<number, Dated>): Promise<PlaceDifference[]> {
    const rows = await this.current<HeadcountDay>(
      `SELECT h.id, s.activity_id, s.number, s.date, h.unit_code, h.place_id
       FROM headcounts h JOIN sessions s ON s.id = h.session_id WHERE s.activity_id IN (${placeholders(ids)})`,
      ids,
    );
    return rows.flatMap((row) => headcountDifference(activities.get(row.activity_id) as Dated, row));
  }

  /** Inside a transaction the newest rows, whatever its snapshot says. */
  private current<T>(sql: string, params: number[]): Promise<T[]> {
    return this.database.inTransaction()
      ? this.database.rowsForUpdate<T>(sql, params)
      : this.database.rows<T>(sql, params);
  }
}

/** All participations of an activity that were written down with one code and have one place so far. */
interface RosterPart {
  activity_id: number;
  unit_code: string;
  unit_given: number;
  place_id: number | null;
}

interface HeadcountDay {
  id: number;
  activity_id: number;
  number: number;
  date: string;
  unit_code: string;
  place_id: number;
}

function activityDifference(activity: Dated): PlaceDifference[] {
  const { id, unit_code, first, first_date } = activity;
  const place_id = placeOfActivity(activity.reading, unit_code)?.id ?? null;
  if (first === first_date && place_id === activity.place_id) return [];
  const mend = {
    sql: 'UPDATE activities SET first_date = ?, place_id = ? WHERE id = ?',
    params: [first, place_id, id],
  };
  const kept = `${first_date ?? ''} ${activity.place_id ?? ''}`;
  const expected = `${first ?? ''} ${place_id ?? ''}`;
  const dated = first !== null || first_date !== null;
  return [{ of: 'activity', activity_id: id, activity: activity.code, unit_code, kept, expected, dated, mend }];
}

function rosterDifference(activity: Dated, part: RosterPart): PlaceDifference[] {
  const { unit_code, unit_given, place_id } = part;
  const expected = activity.first === null ? null : placeOfPart(activity, part);
  if (expected === place_id) return [];
  const old = place_id === null ? { sql: 'place_id IS NULL', params: [] } : { sql: 'place_id = ?', params: [place_id] };
  const mend = {
    sql: `UPDATE participations SET place_id = ?
      WHERE activity_id = ? AND unit_code = ? AND unit_given = ? AND ${old.sql}`,
    params: [expected, activity.id, unit_code, unit_given, ...old.params],
  };
  const about = { activity_id: activity.id, activity: activity.code, unit_code, dated: true };
  return [{ of: 'participation', ...about, kept: place_id, expected, mend }];
}

function placeOfPart({ code, reading }: Dated, { unit_code, unit_given, place_id }: RosterPart): number {
  const kept = place_id === null ? undefined : reading.territory.placeById(place_id);
  const home = placeWrittenDown(reading, { unit_code, given: unit_given === 1 }, kept);
  if ('place' in home) return home.place.id;
  const params = { activity: code, unit: unit_code, date: reading.day };
  if (home.error === 'unknown_code') throw new DomainError('activities.roster_without_place', params);
  throw new DomainError('activities.roster_ambiguous', { ...params, candidates: candidatesOf(home) });
}

/**
 * Where the session was moved to a day on which its unit did not exist, or the reform became known later, the count follows
 * its people like a roster does. The code stays as it was written: moved back, it means its own place again.
 */
function headcountDifference(activity: Dated, row: HeadcountDay): PlaceDifference[] {
  const { territory, own } = activity.reading;
  const { unit_code, date, number } = row;
  const reading = { territory, day: date, own };
  const home = placeWrittenDown(reading, { unit_code, given: true }, territory.placeById(row.place_id));
  if (!('place' in home)) {
    const params = { activity: activity.code, session: String(number), unit: unit_code, date };
    throw new DomainError('activities.headcount_without_place', params);
  }
  const expected = home.place.id;
  if (expected === row.place_id) return [];
  const mend = { sql: 'UPDATE headcounts SET place_id = ? WHERE id = ?', params: [expected, row.id] };
  const about = { activity_id: activity.id, activity: activity.code, unit_code, dated: true };
  return [{ of: 'headcount', ...about, kept: row.place_id, expected, mend }];
}
