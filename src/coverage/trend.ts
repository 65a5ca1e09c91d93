import type { Place } from '../territory/place.js';
import type { Count } from './count.js';
import type { PlaceFigures } from './coverage.js';
import type { CoverageIndicator } from './scope.js';

/** The cumulative figures of one day. */
export interface TrendPoint {
  day: string;
  figures: PlaceFigures;
}

/** Longest trend that is drawn; of a longer plan the earliest half-years are left out. */
const MOST_POINTS = 20;

/**
 * The cumulative figures of a place at the end of every half-year since the plan's start, and on the as-of date: each
 * with the tree, the baselines and the records of its day. Days before the place began are left out.
 */
export function trend(count: Count, indicator: CoverageIndicator, group: string, place: Place): TrendPoint[] {
  return halfYears(count.scope.start, count.asked.as_of)
    .slice(-MOST_POINTS)
    .flatMap((day) => {
      const then = count.on(day, place);
      return then ? [{ day, figures: then.figures(indicator, group, place) }] : [];
    });
}

/** The last days of all half-years from `start` on, and `asOf` as the last one. */
export function halfYears(start: string, asOf: string): string[] {
  const days: string[] = [];
  for (let year = Number(start.slice(0, 4)); year <= Number(asOf.slice(0, 4)); year += 1) {
    for (const end of [`${year}-06-30`, `${year}-12-31`]) if (end >= start && end < asOf) days.push(end);
  }
  return [...days, asOf];
}
