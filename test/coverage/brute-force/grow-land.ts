import fc from 'fast-check';
import type { District, SuccessionRow, UnitRow } from './district.js';
import { DraftLand } from './draft-land.js';
import { COMMUNE_FATES, DISTRICT_FATES, LOWER_FATES, ReformDay } from './reform.js';
import type { Reform } from './reform.js';

/** How a random territory is to be made: small numbers that shrink towards little and nothing. */
export interface LandRecipe {
  districts: number;
  communes: { under: number; dated: boolean }[];
  villages: { under: number; since: number }[];
  cohorts: { under: number; dated: boolean }[];
  reforms: Reform[];
}

const FIRST_REFORM = ['2024-07-01', '2025-01-01', '2024-03-15'];
const SECOND_REFORM = ['2025-07-01', '2025-04-10'];
const VILLAGES_SINCE = ['', '2020-01-01', '2024-02-05'];

const small = fc.nat({ max: 11 });

function reformOn(days: string[]): fc.Arbitrary<Reform> {
  return fc.record({
    day: fc.constantFrom(...days),
    district: fc.constantFrom(...DISTRICT_FATES),
    communes: fc.array(fc.record({ fate: fc.constantFrom(...COMMUNE_FATES), pick: small }), FATES),
    lower: fc.array(fc.record({ fate: fc.constantFrom(...LOWER_FATES), pick: small }), FATES),
  });
}

const FATES = { minLength: 1, maxLength: 6, size: 'max' } as const;

/** Recipes of a territory with no, one or two reforms. */
export const landRecipe: fc.Arbitrary<LandRecipe> = fc.record({
  districts: fc.integer({ min: 1, max: 2 }),
  communes: fc.array(fc.record({ under: small, dated: fc.boolean() }), { minLength: 1, maxLength: 5, size: 'max' }),
  villages: fc.array(fc.record({ under: small, since: small }), { maxLength: 4, size: 'max' }),
  cohorts: fc.array(fc.record({ under: small, dated: fc.boolean() }), { maxLength: 3, size: 'max' }),
  reforms: fc.oneof(
    { weight: 1, arbitrary: fc.constant<Reform[]>([]) },
    { weight: 4, arbitrary: reformOn(FIRST_REFORM).map((reform) => [reform]) },
    { weight: 5, arbitrary: fc.tuple(reformOn(FIRST_REFORM), reformOn(SECOND_REFORM)) },
  ),
});

/** The rows of units.csv and successions.csv. The districts are D1 and D2, the communes C1, C2, ... at first. */
export function growLand(recipe: LandRecipe): { units: UnitRow[]; successions: SuccessionRow[] } {
  const land = new DraftLand();
  const province = land.begin('P', 'province', undefined, '');
  const districts = ['D1', 'D2'].slice(0, recipe.districts).map((code) => land.begin(code, 'district', province, ''));
  const communes = recipe.communes.map(({ under, dated }, index) => {
    // Most lie in the first district, some in the second one, a few directly below the province.
    const parent = under === 11 ? province : under > 7 ? districts.at(-1) : districts[0];
    return land.begin(`C${index + 1}`, 'commune', parent, dated ? '2020-01-01' : '');
  });
  const villages = recipe.villages.map(({ under, since }, index) => {
    const day = VILLAGES_SINCE[since % VILLAGES_SINCE.length] ?? '';
    return land.begin(`V${index + 1}`, 'village', communes[under % communes.length], day);
  });
  const above = [...communes, ...villages, ...districts.slice(0, 1)];
  recipe.cohorts.forEach(({ under, dated }, index) => {
    const parent = above[under % above.length];
    // No earlier than its parent.
    land.begin(`K${index + 1}`, 'cohort', parent, dated ? parent?.valid_from || '2020-01-01' : '');
  });
  for (const reform of recipe.reforms) new ReformDay(land, reform).happen();
  return { units: land.units, successions: land.successions };
}

/** A district that has nothing but its territory and a plan. */
export function emptyDistrict(recipe: LandRecipe, plan: District['plan']): District {
  const lists = { baselines: [], people: [], organisations: [], activities: [], sessions: [] };
  return { ...growLand(recipe), ...lists, plan, participations: [], attendance: [], headcounts: [] };
}
