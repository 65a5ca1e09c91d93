import { countsAt, earliestOfEach, sceneOf } from './count.js';
import type { Placed, Scene } from './count.js';
import type { District, IndicatorFile } from './district.js';
import { addCounts, missing, percent, status } from './figures.js';
import type { Counts } from './figures.js';
import { firstDayOf } from './reaches.js';
import { isAtOrBelow, placeOn, readLand, treeOn } from './land.js';
import type { Land, Place, Tree } from './land.js';

/** The columns of the coverage output, in their order (interchange: "Coverage output"). */
export const COVERAGE_COLUMNS = [
  'plan',
  'indicator',
  'measure',
  'group',
  'unit',
  'unit_name',
  'level',
  'population',
  'floor',
  'ceiling',
  'percent',
  'percent_max',
  'target',
  'comparator',
  'status',
  'missing',
  'attendances',
  'distinct',
  'new',
] as const;

/** One row, every value as the text of its cell. */
export type CoverageRow = Record<(typeof COVERAGE_COLUMNS)[number], string>;

export interface CoverageRequest {
  asOf: string;
  /** Default: the plan's start. */
  from?: string;
  /** Rows for cohorts too. */
  cohorts?: boolean;
  /** Only this unit and everything below it. */
  unit?: string;
}

/** How much the reporters' own figures would add up to beyond the truth, at one place. */
export interface Overlap {
  indicator: string;
  /** A group's code, or `*` for the sum over the indicator's groups. */
  group: string;
  distinct: number;
  /** `agency:CODE` or `unit:CODE:VALID_FROM`, in order. */
  reporters: { reporter: string; distinct: number }[];
  overlap: number;
}

/** The coverage of a plan by the plainest reading of the counting method: slow, and as sure as it gets. */
export function bruteForceCoverage(district: District, request: CoverageRequest): CoverageRow[] {
  const land = readLand(district);
  const tree = treeOn(land, request.asOf);
  const places = placesAsked(land, tree, request);
  return computedIndicators(district).flatMap((indicator) => {
    const scenes = scenesOf(district, land, indicator, request);
    // "every indicator has a `*` row and one row per group at each place"
    const all = { group: '*', asked: scenes };
    const each = scenes.map((scene) => ({ group: scene.group, asked: [scene] }));
    return [all, ...each].flatMap(({ group, asked }) =>
      places.map((place) => {
        const counts = asked.map((scene) => countsAt(scene, place)).reduce(addCounts);
        return rowOf(district, indicator, group, place, counts);
      }),
    );
  });
}

/** "Overlap between reporters = sum over reporters of the distinct subjects each one reached, minus the distinct overall." */
export function bruteForceOverlap(district: District, request: CoverageRequest): Overlap[] {
  const land = readLand(district);
  const top = unitAsked(land, treeOn(land, request.asOf), request.unit);
  return computedIndicators(district).flatMap((indicator) => {
    const scenes = scenesOf(district, land, indicator, request);
    const groups = scenes.map((scene) => overlapIn(scene, indicator, top));
    return [addOverlaps(indicator, groups), ...groups];
  });
}

/** Only `informed` and `trained` are "computed from attendance". */
function computedIndicators(district: District): IndicatorFile[] {
  return district.plan.objectives
    .flatMap(({ indicators }) => indicators)
    .filter(({ measure }) => measure === 'informed' || measure === 'trained');
}

function scenesOf(district: District, land: Land, indicator: IndicatorFile, { asOf, from }: CoverageRequest): Scene[] {
  const { measure } = indicator;
  const trainingsInform = indicator.trainings_inform !== false;
  return (indicator.groups ?? []).map((group) =>
    sceneOf(district, land, { measure, group, trainingsInform }, asOf, from),
  );
}

/** "Rows for the plan's own unit and every administrative unit below it that is valid on the as-of date" */
function placesAsked(land: Land, tree: Tree, request: CoverageRequest): Place[] {
  const top = unitAsked(land, tree, request.unit);
  return (
    tree.places
      .filter((place) => isAtOrBelow(tree, place, land.own) && isAtOrBelow(tree, place, top))
      .filter((place) => place.level !== 'cohort' || request.cohorts === true)
      // "then unit code, then valid_from"
      .sort((a, b) => (a.code === b.code ? order(a.first, b.first) : order(a.code, b.code)))
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function unitAsked(land: Land, tree: Tree, code: string | undefined): Place {
  if (code === undefined) return land.own;
  const place = placeOn(land.places, code, tree.day) ?? (code === land.own.code && land.own);
  if (!place) throw new Error(`no place has the code ${code} on ${tree.day}`);
  return place;
}

function rowOf(district: District, indicator: IndicatorFile, group: string, place: Place, counts: Counts): CoverageRow {
  return {
    plan: district.plan.code,
    indicator: indicator.code,
    measure: indicator.measure,
    group,
    unit: place.code,
    unit_name: place.name,
    level: place.level,
    population: counts.population === undefined ? '' : String(counts.population),
    floor: String(counts.floor),
    ceiling: String(counts.ceiling),
    percent: percent(counts.floor, counts.population),
    percent_max: percent(counts.ceiling, counts.population),
    target: String(indicator.target),
    comparator: indicator.comparator,
    status: status(counts, indicator),
    missing: missing(counts, indicator),
    attendances: String(counts.attendances),
    distinct: String(counts.distinct),
    new: String(counts.new),
  };
}

/** The subjects that are distinct at a place in the window, and how many of them each reporter reached in it. */
function overlapIn(scene: Scene, indicator: IndicatorFile, top: Place): Overlap {
  const subjects = earliestOfEach(scene.asked)
    .filter((reach) => isAtOrBelow(scene.tree, reach.place, top))
    .map(({ subject }) => subject);
  const reached = scene.asked.filter(({ subject }) => subjects.includes(subject));
  const names = [...new Set(reached.map((reach) => reporterOf(scene, reach)))].sort();
  const reporters = names.map((reporter) => {
    const own = reached.filter((reach) => reporterOf(scene, reach) === reporter);
    return { reporter, distinct: new Set(own.map(({ subject }) => subject)).size };
  });
  const each = reporters.reduce((sum, { distinct }) => sum + distinct, 0);
  const distinct = subjects.length;
  return {
    indicator: indicator.code,
    group: scene.group,
    distinct,
    reporters,
    overlap: each - distinct,
  };
}

/** "organised by one agency or unit (the reporter)" */
function reporterOf({ district, land }: Scene, { activity }: Placed): string {
  if (activity.agency) return `agency:${activity.agency}`;
  const day = firstDayOf(district, activity.code);
  const place = day === undefined ? undefined : placeOn(land.places, activity.unit, day);
  return `unit:${activity.unit}:${place?.first ?? ''}`;
}

/** "`attendances`, `distinct` and `new` are added likewise" over the groups of an indicator. */
function addOverlaps(indicator: IndicatorFile, groups: Overlap[]): Overlap {
  const names = [...new Set(groups.flatMap((one) => one.reporters.map((r) => r.reporter)))].sort();
  const all = groups.flatMap(({ reporters }) => reporters);
  return {
    indicator: indicator.code,
    group: '*',
    distinct: groups.reduce((sum, { distinct }) => sum + distinct, 0),
    reporters: names.map((reporter) => ({
      reporter,
      distinct: all.filter((one) => one.reporter === reporter).reduce((sum, { distinct }) => sum + distinct, 0),
    })),
    overlap: groups.reduce((sum, { overlap }) => sum + overlap, 0),
  };
}
