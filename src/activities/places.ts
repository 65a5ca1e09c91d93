import { placeOfHome, placeOfRecord, type Home } from '../territory/home.js';
import { type Place, standsOn } from '../territory/place.js';
import type { Territory } from '../territory/tree.js';

/** What a record says of where: a code, and whether somebody said it (else it is the home of the subject). */
export interface Written {
  unit_code: string;
  given: boolean;
}

/** What a recorded code is read with: the territory, the day that it speaks of, and the plan's own unit. */
export interface Reading {
  territory: Territory;
  day: string;
  own: Place | undefined;
}

/**
 * The place of a record that is being made (counting method §3): where it says a unit, the one valid on its day; else the
 * home of the subject as it was on that day.
 */
export function placeToRecord(reading: Reading, { unit_code, given }: Written): Home {
  const { territory, day, own } = reading;
  if (!given) return placeOfHome(territory, unit_code, day, own);
  const place = placeOfRecord(territory, unit_code, day, own);
  return place ? { place } : { error: 'unknown_code' };
}

/**
 * The place of a record that was made earlier, when its day or the territory has changed: as if it were made now (§7), and
 * where no place has the code any more, where its people went, as for a home. What was written down stays as long as it
 * stands and nothing better is known (§3): that a home lies in a place which others joined later is no question any more.
 * @param kept the place so far
 */
export function placeWrittenDown(reading: Reading, written: Written, kept: Place | undefined): Home {
  const { territory, day, own } = reading;
  const recorded = placeToRecord(reading, written);
  if ('place' in recorded) return recorded;
  const followed = placeOfHome(territory, written.unit_code, day, own);
  if ('place' in followed) return followed;
  return kept && standsOn(kept, day) ? { place: kept } : followed;
}

/** The place of an activity, for territories and lists: it must not fail, so it is at worst the last that had the code. */
export function placeOfActivity(reading: Reading, unit_code: string): Place | undefined {
  const home = placeWrittenDown(reading, { unit_code, given: true }, undefined);
  return 'place' in home ? home.place : reading.territory.placesOfCode(unit_code).at(-1);
}

/** The candidates of an ambiguous home, as a sentence needs them. */
export function candidatesOf(home: Home): string {
  if (!('candidates' in home)) return '';
  return home.candidates.map(({ code, name }) => `${name} (${code})`).join(', ');
}
