import fc from 'fast-check';
import { landRecipe } from './grow-land.js';
import type { LandRecipe } from './grow-land.js';

/** The days on which sessions are held: around the reforms, the ends of years and of plans. */
export const DAYS = [
  '2023-11-20',
  '2024-01-10',
  '2024-03-14',
  '2024-03-15',
  '2024-06-30',
  '2024-07-01',
  '2024-07-02',
  '2024-12-31',
  '2025-01-01',
  '2025-02-20',
  '2025-04-09',
  '2025-04-10',
  '2025-06-30',
  '2025-07-01',
  '2025-10-05',
  '2025-12-20',
];

/** Of persons and of organisations, built in and added. */
export const GROUPS = ['teacher', 'household', 'elder', 'parent', 'enterprise', 'guild'];

export interface IndicatorRecipe {
  measure: string;
  groups: number[];
  target: number;
  comparator: string;
  trainingsInform: boolean | undefined;
}

export interface RosterRecipe {
  person: number;
  group: number;
  organisation: number;
  /** Which place of the day, where the participation says one. */
  unit: number | undefined;
  /** The person's marks at the sessions in order of number; '' for none. */
  marks: string[];
  /** Of a course: how long after its first day it is completed; of a test: when it is passed. Undefined: not. */
  done: number | undefined;
}

export interface HeadsRecipe {
  session: number;
  unit: number;
  group: number;
  count: number;
  method: string;
}

export interface ActivityRecipe {
  kind: string;
  /** Whether a training requires its test. */
  test: boolean;
  status: string;
  agency: string;
  unit: number;
  minAttendance: string;
  firstDay: number;
  sessions: { later: number; makesUp: number | undefined; status: string }[];
  roster: RosterRecipe[];
  heads: HeadsRecipe[];
}

export interface BaselineRecipe {
  unit: number;
  group: number;
  year: number;
  value: number;
}

export interface Recipe {
  land: LandRecipe;
  own: number;
  start: string;
  end: string;
  /** The few groups that this district counts, as positions in GROUPS; all other groups are positions in this list. */
  groups: number[];
  indicators: IndicatorRecipe[];
  homes: number[];
  organisations: { group: number; home: number }[];
  activities: ActivityRecipe[];
  /** Single figures, and the figures given in turn to every place in each of the years; tens are left out. */
  baselines: BaselineRecipe[];
  censusYears: number[];
  census: number[];
  merges: { from: number; into: number }[];
}

const small = fc.nat({ max: 11 });
const full = <T>(arbitrary: fc.Arbitrary<T>, minLength: number, maxLength: number) =>
  fc.array(arbitrary, { minLength, maxLength, size: 'max' });
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const indicator: fc.Arbitrary<IndicatorRecipe> = fc.record({
  measure: fc.constantFrom('informed', 'informed', 'trained', 'rate'),
  groups: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 1, maxLength: 3, size: 'max' }),
  target: fc.constantFrom(90, 70, 62.5, 33.3, 100, 0.5, 50, 12.25, 25),
  comparator: fc.constantFrom('gte', 'gt'),
  trainingsInform: fc.constantFrom(undefined, true, false),
});

const roster: fc.Arbitrary<RosterRecipe> = fc.record({
  person: small,
  group: fc.nat({ max: 2 }),
  organisation: small,
  unit: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: small }),
  marks: full(fc.constantFrom('present', 'present', 'late', 'present', 'excused', 'absent', ''), 1, 6),
  done: fc.option(fc.nat({ max: 6 }), { nil: undefined, freq: 4 }),
});

const heads: fc.Arbitrary<HeadsRecipe> = fc.record({
  session: fc.nat({ max: 5 }),
  unit: small,
  group: fc.nat({ max: 2 }),
  count: fc.nat({ max: 9 }),
  method: fc.constantFrom('', 'counted', 'estimated'),
});

const session = fc.record({
  later: fc.integer({ min: -1, max: 3 }),
  makesUp: fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 2 }),
  status: mostly('held', '', 'planned', 'cancelled'),
});

const activity: fc.Arbitrary<ActivityRecipe> = fc.record({
  kind: fc.constantFrom('campaign', 'training', 'campaign', 'training', 'course'),
  test: mostly(false, true),
  status: mostly('done', '', 'open', 'running', 'draft', 'cancelled'),
  agency: fc.constantFrom('', 'GDDT', 'LDTBXH'),
  unit: small,
  minAttendance: fc.constantFrom('', '', '80', '50', '100', '66.67', '33.33', '12.5', '1'),
  firstDay: fc.nat({ max: DAYS.length - 1 }),
  sessions: full(session, 1, 6),
  roster: full(roster, 0, 8),
  heads: full(heads, 0, 3),
});

/** Recipes of whole districts; with `merges`, some of two people that turned out to be one. */
export function recipeArbitrary(merges: boolean): fc.Arbitrary<Recipe> {
  return fc.record({
    land: landRecipe,
    own: fc.nat({ max: 9 }),
    start: fc.constantFrom('2021-01-01', '2021-01-01', '2024-01-10', '2024-06-30', '2024-07-01', '2025-01-01'),
    end: fc.constantFrom('2025-12-31', '2025-12-31', '2025-10-04', '2025-06-30', '2025-04-10', '2030-12-31'),
    groups: fc.uniqueArray(fc.nat({ max: GROUPS.length - 1 }), { minLength: 1, maxLength: 3, size: 'max' }),
    indicators: full(indicator, 1, 3),
    homes: full(fc.nat({ max: 40 }), 1, 6),
    organisations: full(fc.record({ group: small, home: fc.nat({ max: 40 }) }), 0, 4),
    activities: full(activity, 1, 7),
    baselines: full(
      fc.record({
        unit: fc.nat({ max: 40 }),
        group: fc.nat({ max: 2 }),
        year: fc.nat({ max: 4 }),
        value: fc.nat({ max: 9 }),
      }),
      0,
      8,
    ),
    censusYears: fc.subarray([2022, 2023, 2024, 2025], { maxLength: 2 }),
    census: full(fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 10 })), 1, 12),
    merges: merges ? full(fc.record({ from: small, into: small }), 1, 2) : fc.constant([]),
  });
}
