import type { Known } from './baseline.js';
import type { IndicatorFile } from './district.js';

/** What one row counts, before any ratio is taken (§5). */
export interface Counts {
  population: Known;
  floor: number;
  ceiling: number;
  attendances: number;
  distinct: number;
  new: number;
}

/** "Percent = 100 x floor / baseline [...] one decimal, half up, computed in integers"; '' without a baseline. */
export function percent(part: number, population: Known): string {
  if (!population) return '';
  const tenths = Math.floor((2 * 1000 * part + population) / (2 * population));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** A decimal target as a fraction of integers: 62.5 is 625 of 10. */
function targetOf(indicator: IndicatorFile): { numerator: number; denominator: number } {
  const [whole = '', decimals = ''] = String(indicator.target).split('.');
  return { numerator: Number(whole + decimals), denominator: 10 ** decimals.length };
}

/** "status compares the exact ratio, not the rounded percent"; "`gte` includes equality, `gt` does not" */
function satisfies(part: number, population: number, indicator: IndicatorFile): boolean {
  const { numerator, denominator } = targetOf(indicator);
  const left = 100 * part * denominator;
  const right = numerator * population;
  return indicator.comparator === 'gt' ? left > right : left >= right;
}

/** The table of §5. */
export function status(counts: Counts, indicator: IndicatorFile): string {
  const { population, floor, ceiling } = counts;
  // "baseline unknown or 0"
  if (!population) return 'no_baseline';
  // "floor / baseline satisfies the comparator"
  if (satisfies(floor, population, indicator)) return 'met';
  // "the floor does not, the ceiling does: collecting names would tell"; "ceiling / baseline does not satisfy it"
  return satisfies(ceiling, population, indicator) ? 'uncertain' : 'not_met';
}

/** "the smallest integer that satisfies the comparator, minus floor, at least 0. With `no_baseline` it is empty" */
export function missing(counts: Counts, indicator: IndicatorFile): string {
  const { population, floor } = counts;
  if (!population) return '';
  let smallest = 0;
  while (!satisfies(smallest, population, indicator)) smallest += 1;
  return String(Math.max(0, smallest - floor));
}

/** "An indicator over several groups adds floors, ceilings and baselines over its groups (unknown if one is unknown)" */
export function addCounts(a: Counts, b: Counts): Counts {
  const unknown = a.population === undefined || b.population === undefined;
  return {
    population: unknown ? undefined : Number(a.population) + Number(b.population),
    floor: a.floor + b.floor,
    ceiling: a.ceiling + b.ceiling,
    attendances: a.attendances + b.attendances,
    distinct: a.distinct + b.distinct,
    new: a.new + b.new,
  };
}
