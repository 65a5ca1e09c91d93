import { Baselines } from './baselines.ts';
import { Counting, type Figures } from './count.ts';
import { Land, type Place } from './land.ts';
import { Meeting } from './qualifying.ts';
import type { Indicator, Plan, Records } from './records.ts';

export interface Request {
  plan: string;
  asOf: string;
  from?: string | undefined;
  cohorts?: boolean;
}

/** A row of the coverage output: its cells by column. */
export type Row = Record<string, string>;

/** The rows of a plan that `coverage` should write, in its order, counted from the records alone. */
export function coverageOf(records: Records, { plan: code, asOf, from, cohorts = false }: Request): Row[] {
  const plan = records.plans.get(code);
  if (!plan) throw new Error(`no plan has the code ${code}`);
  const land = new Land(records, plan);
  const baselines = new Baselines(records, land);
  const meetings = [...records.activities.values()]
    .filter((each) => each.plan === code)
    .map((each) => new Meeting(each));
  const to = asOf < plan.end ? asOf : plan.end;
  const window = { from: from !== undefined && from > plan.start ? from : plan.start, to };
  const asked = { asOf, since: { from: plan.start, to }, window };
  return indicatorsOf(plan).flatMap((indicator) => {
    const { measure, groups = [] } = indicator;
    const trainingsInform = indicator.trainings_inform !== false;
    const each = groups.map((group) => {
      const counting = new Counting(land, meetings, { ...asked, question: { measure, group, trainingsInform } });
      return { group, figures: counting.below(land.own, baselines) };
    });
    const places = [...(each[0]?.figures.keys() ?? [])]
      .filter(({ level }) => level !== 'cohort' || cohorts)
      .sort((a, b) => compare(a.code, b.code) || compare(a.first, b.first));
    const figuresOf = (at: number, place: Place): Figures => each[at]?.figures.get(place) as Figures;
    const all = (place: Place): Figures => each.map((_, at) => figuresOf(at, place)).reduce(added);
    return [
      ...places.map((place) => rowOf(code, indicator, '*', place, all(place))),
      ...each.flatMap(({ group }, at) =>
        places.map((place) => rowOf(code, indicator, group, place, figuresOf(at, place))),
      ),
    ];
  });
}

/** Only two measures are counted. */
function indicatorsOf(plan: Plan): Indicator[] {
  return plan.objectives
    .flatMap(({ indicators }) => indicators ?? [])
    .filter(({ measure }) => measure === 'informed' || measure === 'trained');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function added(a: Figures, b: Figures): Figures {
  const isKnown = a.population !== undefined && b.population !== undefined;
  return {
    population: isKnown ? Number(a.population) + Number(b.population) : undefined,
    floor: a.floor + b.floor,
    ceiling: a.ceiling + b.ceiling,
    attendances: a.attendances + b.attendances,
    distinct: a.distinct + b.distinct,
    new: a.new + b.new,
  };
}

function rowOf(plan: string, indicator: Indicator, group: string, place: Place, figures: Figures): Row {
  const { population, floor, ceiling } = figures;
  const { code, measure, target, comparator } = indicator;
  return {
    ...{ plan, indicator: code, measure, group, unit: place.code, unit_name: place.name, level: place.level },
    ...{
      population: population === undefined ? '' : String(population),
      floor: String(floor),
      ceiling: String(ceiling),
    },
    ...{ percent: percent(floor, population), percent_max: percent(ceiling, population) },
    ...{ target: String(target), comparator, ...judged(figures, indicator) },
    ...{ attendances: String(figures.attendances), distinct: String(figures.distinct), new: String(figures.new) },
  };
}

/** One decimal, half up, in whole numbers. */
function percent(part: number, population: number | undefined): string {
  if (!population) return '';
  const tenths = Math.floor((2000 * part + population) / (2 * population));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** Status and what is missing (counting method §5), by the exact ratio. */
function judged({ population, floor, ceiling }: Figures, indicator: Indicator): { status: string; missing: string } {
  if (!population) return { status: 'no_baseline', missing: '' };
  const [whole = '', decimals = ''] = String(indicator.target).split('.');
  const [wanted, of] = [BigInt(whole + decimals) * BigInt(population), 100n * 10n ** BigInt(decimals.length)];
  const isMore = indicator.comparator === 'gt';
  const least = Number(isMore ? wanted / of + 1n : (wanted + of - 1n) / of);
  const status = floor >= least ? 'met' : ceiling >= least ? 'uncertain' : 'not_met';
  return { status, missing: String(Math.max(0, least - floor)) };
}
