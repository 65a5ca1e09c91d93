import { placeholders } from '../database/placeholders.js';

/** The places whose counts are read, as recorded; null: all of the plan. */
export type PlaceIds = readonly number[] | null;

/** More are not named to a statement: all are read then, and those elsewhere count nowhere (`Tally`). */
const MOST_NAMED = 10_000;

/** A condition on `place_id`. */
export function atPlaces(places: PlaceIds): { sql: string; params: number[] } {
  if (places === null || places.length > MOST_NAMED) return { sql: '', params: [] };
  return { sql: `AND place_id IN (${placeholders(places)})`, params: [...places] };
}
