import type { Param } from '../database/connection.js';
import { dayOf } from '../config/clock.js';
import { DomainError } from '../errors.js';
import { placeholders } from '../database/placeholders.js';
import type { CompletionDays } from './completion-days.js';
import { pieces } from '../database/chunks.js';
import type { ActivityKind } from './qualification.js';
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

/** An activity with what its places are read with. */
export interface Dated {
  id: number;
  code: string;
  kind: ActivityKind;
  unit_code: string;
  first_date: string | null;
  place_id: number | null;
  own_place_id: number;
  /** The first date as it should be. */
  first: string | null;
  /** On the first date, or today where there is none. */
  reading: Reading;
}

/** All participations of an activity that were written down with one code and have one place so far. */
export interface RosterPart {
  activity_id: number;
  unit_code: string;
  unit_given: number;
  place_id: number | null;
}

/** Somebody on the roster of a course; `survivor_id` is the person after merges. */
export interface CourseRow extends RosterPart {
  id: number;
  survivor_id: number;
  group_code: string;
  recorded_at: string;
}

/** All participations of a course with one code, one place so far and one day. */
interface CoursePart extends RosterPart {
  day: string;
  ids: number[];
}

export interface HeadcountDay {
  id: number;
  activity_id: number;
  number: number;
  date: string;
  unit_code: string;
  place_id: number;
}

export function activityDifference(activity: Dated): PlaceDifference[] {
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

export function rosterDifference(activity: Dated, part: RosterPart): PlaceDifference[] {
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

/** The day of a participation in a course: that of its completion, and before it that of its recording. */
export function courseDay(
  row: Omit<CourseRow, keyof RosterPart | 'id'> & { activity_id: number },
  completed: CompletionDays,
): string {
  return completed.of(row) ?? dayOf(new Date(row.recorded_at));
}

/** The rosters of courses by what their places depend on. */
export function courseParts(rows: readonly CourseRow[], completed: CompletionDays): CoursePart[] {
  const parts = Map.groupBy(
    rows.map((row) => ({ ...row, day: courseDay(row, completed) })),
    (row) => `${row.activity_id} ${row.day} ${row.place_id} ${row.unit_given} ${row.unit_code}`,
  );
  return [...parts.values()].flatMap((list) => {
    const [{ activity_id, unit_code, unit_given, place_id, day }] = list as [(typeof list)[number]];
    return [...pieces(list, 500)].map((piece) => {
      return { activity_id, unit_code, unit_given, place_id, day, ids: piece.map(({ id }) => id) };
    });
  });
}

/** In a course everybody has a day of their own, and so a place. */
export function courseDifference(activity: Dated, part: CoursePart): PlaceDifference[] {
  const { unit_code, place_id, day, ids } = part;
  const expected = placeOfPart({ ...activity, reading: { ...activity.reading, day } }, part);
  if (expected === place_id) return [];
  const mend = {
    sql: `UPDATE participations SET place_id = ? WHERE id IN (${placeholders(ids)})`,
    params: [expected, ...ids],
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
export function headcountDifference(activity: Dated, row: HeadcountDay): PlaceDifference[] {
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
