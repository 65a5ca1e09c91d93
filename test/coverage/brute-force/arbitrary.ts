import fc from 'fast-check';
import type { CoverageRequest } from './brute-force.js';
import type { District } from './district.js';
import { growDistrict } from './grow-records.js';
import { addDays, isAtOrBelow, readLand, treeOn } from './land.js';
import { recipeArbitrary } from './recipe.js';

export interface Case {
  district: District;
  request: CoverageRequest & { cohorts: boolean };
}

/**
 * Small random districts that are valid by the interchange rules: a province, one or two districts, communes, villages
 * and cohorts, none to two reforms, and some plan, people, activities, headcounts and baselines. With `merges`, some
 * also say that two of their people are one.
 */
export function arbitraryDistrict(options: { merges?: boolean } = {}): fc.Arbitrary<District> {
  return recipeArbitrary(options.merges ?? false).map(growDistrict);
}

/** A district with a question: an interesting as-of date, with or without a window, for all or for one unit. */
export function arbitraryCase(options: { merges?: boolean } = {}): fc.Arbitrary<Case> {
  const question = fc.record({
    // Late days are looked at more often: little has happened on the early ones.
    asOf: fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 999 })).map(([one, other]) => Math.max(one, other)),
    from: fc.option(fc.nat({ max: 999 })),
    unit: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat({ max: 99 }) }),
    cohorts: fc.boolean(),
  });
  return fc.tuple(arbitraryDistrict(options), question).map(([district, { asOf: at, from, unit, cohorts }]) => {
    const days = interestingDays(district);
    const asOf = dayAt(days, at);
    const request: Case['request'] = { asOf, cohorts };
    if (from !== null) request.from = dayAt(days, from);
    const units = unitsToAsk(district, asOf);
    if (unit !== null && units.length > 0) request.unit = units[unit % units.length] ?? '';
    return { district, request };
  });
}

/** The day at so many thousandths of the list. */
function dayAt(days: string[], thousandths: number): string {
  const day = days[Math.floor((thousandths * days.length) / 1000)];
  if (day === undefined) throw new Error('there is no interesting day');
  return day;
}

/** Codes of administrative units of the territory that mean one place on the day, the plan's own unit's end included. */
function unitsToAsk(district: District, day: string): string[] {
  const land = readLand(district);
  const tree = treeOn(land, day);
  const codes = tree.places
    .filter((place) => place.level !== 'cohort' && isAtOrBelow(tree, place, land.own))
    .map(({ code }) => code);
  return codes.filter((code) => tree.places.filter((place) => place.code === code).length === 1);
}

/**
 * The as-of dates at which something may differ, in order: the days before, of and after every change of the territory
 * and both ends of the plan, one between them and one long after, all since the plan's own unit exists.
 */
export function interestingDays(district: District): string[] {
  const changes = district.units.flatMap((row) => [row.valid_from, row.valid_to]);
  const around = [...changes, district.plan.start, district.plan.end]
    .filter((day): day is string => day !== undefined && day > '2021-01-01')
    .flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]);
  const days = [...new Set([...around, '2024-12-31', '2025-06-15', '2025-12-31', '2026-06-15'])].sort();
  const first = district.plan.start;
  return days.filter((day) => day >= addDays(first, -1) && hasOwnUnit(district, day));
}

function hasOwnUnit({ plan, units }: District, day: string): boolean {
  const own = units.find(
    (row) => row.code === plan.unit && (row.valid_from ?? '') <= plan.start && plan.start <= (row.valid_to || '9999'),
  );
  return own !== undefined && (own.valid_from ?? '') <= day;
}

/**
 * The same district typed in another order: late entries. The order of participations says which one was recorded
 * first, and that of successions which part of a split comes first: both stay.
 */
export function shuffled(district: District): fc.Arbitrary<District> {
  const { people, activities, sessions, attendance, headcounts } = district;
  return fc
    .record({
      people: inAnyOrder(people),
      activities: inAnyOrder(activities),
      sessions: inAnyOrder(sessions),
      attendance: inAnyOrder(attendance),
      headcounts: inAnyOrder(headcounts),
    })
    .map((lists) => ({ ...district, ...lists }));
}

/** A district and the same one typed in another order. */
export function districtAndShuffled(): fc.Arbitrary<[District, District]> {
  return arbitraryDistrict().chain((district) => fc.tuple(fc.constant(district), shuffled(district)));
}

function inAnyOrder<T>(rows: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length });
}
