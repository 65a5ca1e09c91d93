import { listOf } from '../database/long-lists.js';

/** The places whose counts are read, as recorded; null: all of the plan. */
export type PlaceIds = readonly number[] | null;

/** A condition on `place_id`. */
export function atPlaces(places: PlaceIds): { sql: string; params: (string | number)[] } {
  if (places === null) return { sql: '', params: [] };
  const { sql, params } = listOf(places);
  return { sql: `AND place_id IN (${sql})`, params };
}
