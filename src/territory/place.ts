/** The first day there is: "valid since always" inside the domain (null or empty only in files and pages). */
export const FIRST_DAY = '0001-01-01';

/** The last day there is: "still valid" inside the domain. */
export const LAST_DAY = '9999-12-31';

/** The levels of the territory tree, from the widest to the narrowest. */
export const LEVELS = ['province', 'district', 'commune', 'village', 'cohort'] as const;

export type Level = (typeof LEVELS)[number];

/**
 * A node of the territory tree. Codes are reused: (code, valid_from) is its identity.
 * Both days of its validity are included (counting method §6).
 */
export interface Place {
  id: number;
  code: string;
  name: string;
  level: Level;
  parent_code: string | null;
  valid_from: string;
  valid_to: string;
}

/**
 * People (or land) went from one place to another: `date` is the first day at the successor,
 * `position` the order in the file, which decides where no successor is marked `main`.
 */
export interface Succession {
  id: number;
  predecessor_id: number;
  successor_id: number;
  date: string;
  main: boolean;
  position: number;
}

/** Whether a level is an administrative unit: everything but a cohort (a school class, a village list). */
export function isAdministrative(level: Level): boolean {
  return level !== 'cohort';
}

/** Whether a place is valid on a day, first and last day included. */
export function standsOn(place: Place, day: string): boolean {
  return place.valid_from <= day && day <= place.valid_to;
}

/** Whether a place's last day lies before `day`. */
export function endedBefore(place: Place, day: string): boolean {
  return place.valid_to < day;
}

/** The day before an ISO day. Throws RangeError where `day` is no day. */
export function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** The order of places everywhere: by code, then by first day (by code unit, as both databases sort). */
export function comparePlaces(a: Place, b: Place): number {
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  if (a.valid_from !== b.valid_from) return a.valid_from < b.valid_from ? -1 : 1;
  return a.id - b.id;
}
