import { endedBefore, standsOn, type Place } from './place.js';
import type { Territory } from './tree.js';

/** The place of a home on a day, or why there is none: an i18n key under `errors.` is made of it at the edges. */
export type Home = { place: Place } | { error: 'unknown_code' } | { error: 'ambiguous'; candidates: Place[] };

/**
 * Where a home, which is only a code, lay on a day (counting method §3): the place that had the code on that day;
 * else where the last one before that day had gone by then (the plan's own unit stays itself); else, going back from
 * the first one after that day, its only predecessor, ended or not, step by step to a place valid on that day.
 */
export function placeOfHome(territory: Territory, code: string, day: string, ownUnit?: Place): Home {
  const standing = territory.placeAt(code, day);
  if (standing) return { place: standing };
  const ofCode = territory.placesOfCode(code);
  const last = ofCode.findLast((place) => endedBefore(place, day));
  if (last) {
    const place = territory.view(day, ownUnit).locate(last);
    return place ? { place } : { error: 'unknown_code' };
  }
  const first = ofCode[0];
  return first ? goBack(territory, first, day) : { error: 'unknown_code' };
}

/**
 * The place that a code in a dated record means (§6): the one valid on that day. For its plan, the plan's own unit
 * stays valid after its end. Undefined: the code had no place on that day.
 */
export function placeOfRecord(territory: Territory, code: string, day: string, ownUnit?: Place): Place | undefined {
  const standing = territory.placeAt(code, day);
  if (standing) return standing;
  return ownUnit && ownUnit.code === code && endedBefore(ownUnit, day) ? ownUnit : undefined;
}

function goBack(territory: Territory, from: Place, day: string): Home {
  const seen = new Set<Place>();
  for (let at = from; !seen.has(at);) {
    if (standsOn(at, day)) return { place: at };
    seen.add(at);
    const [only, ...others] = territory.predecessorsInto(at);
    if (!only) break;
    if (others.length > 0) return { error: 'ambiguous', candidates: [only, ...others] };
    at = only;
  }
  return { error: 'unknown_code' };
}
