import { listOf } from '../database/long-lists.js';

/** The places whose counts are read, as recorded; null: all of the plan. */
export type PlaceIds = readonly number[] | null;

/** A condition on a column that holds a recorded place. */
export function atPlaces(places: PlaceIds, column = 'place_id'): { sql: string; params: (string | number)[] } {
  if (places === null) return { sql: '', params: [] };
  const { sql, params } = listOf(places);
  return { sql: `AND ${column} IN (${sql})`, params };
}
