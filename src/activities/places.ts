import { placeOfHome, placeOfRecord, type Home } from '../territory/home.js';
import type { Place } from '../territory/place.js';
import type { Territory } from '../territory/tree.js';

/** What a recorded code is read with: the territory, the day that it speaks of, and the plan's own unit. */
export interface Reading {
  territory: Territory;
  day: string;
  own: Place | undefined;
}

/**
 * The place of a participation that is being recorded (counting method §3): where the roster says a unit, the one
 * valid on the activity's first date; else the home of the subject as it was on that day.
 */
export function placeToRecord(reading: Reading, unit: string, given: boolean): Home {
  const { territory, day, own } = reading;
  if (!given) return placeOfHome(territory, unit, day, own);
  const place = placeOfRecord(territory, unit, day, own);
  return place ? { place } : { error: 'unknown_code' };
}

/**
 * The place of a code that was written down earlier, when the first date or the territory has changed: the place that
 * had the code on that day, else where that went, as for a home.
 */
export function placeWrittenDown({ territory, day, own }: Reading, unit: string): Home {
  return placeOfHome(territory, unit, day, own);
}

/** The place of an activity, for territories and lists: it must not fail, so it is at worst the last that had the code. */
export function placeOfActivity({ territory, day, own }: Reading, unit: string): Place | undefined {
  const home = placeOfHome(territory, unit, day, own);
  return 'place' in home ? home.place : territory.placesOfCode(unit).at(-1);
}

/** The candidates of an ambiguous home, as a sentence needs them. */
export function candidatesOf(home: Home): string {
  if (!('candidates' in home)) return '';
  return home.candidates.map(({ code, name }) => `${name} (${code})`).join(', ');
}
