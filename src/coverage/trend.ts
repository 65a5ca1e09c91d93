import type { PlaceFigures } from './coverage.js';

/** The cumulative figures of one day. */
export interface TrendPoint {
  day: string;
  figures: PlaceFigures;
}

/** Longest trend that is drawn; of a longer plan the earliest half-years are left out. */
const MOST_POINTS = 20;

/** The days of a trend: the last ones of the half-years since the plan's start, and the as-of date. */
export function trendDays(start: string, asOf: string): string[] {
  return halfYears(start, asOf).slice(-MOST_POINTS);
}

/** The last days of all half-years from `start` on, and `asOf` as the last one. */
export function halfYears(start: string, asOf: string): string[] {
  const days: string[] = [];
  for (let year = Number(start.slice(0, 4)); year <= Number(asOf.slice(0, 4)); year += 1) {
    for (const end of [`${year}-06-30`, `${year}-12-31`]) if (end >= start && end < asOf) days.push(end);
  }
  return [...days, asOf];
}
