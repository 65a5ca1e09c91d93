import type { BaselineRow, District } from './district.js';
import { addDays, childrenOf, mainSuccessor, placeOn, treeOn } from './land.js';
import type { Land, Place } from './land.js';

/** A figure entered for a place, and the day that it describes. */
interface Figure {
  place: Place;
  day: string;
  year: number;
  value: number;
}

/** Unknown, or so many subjects. */
export type Known = number | undefined;

/** `baseline(n, group, as-of)` of §4. */
export function baselineOf(district: District, land: Land, place: Place, group: string, asOf: string): Known {
  // "For a plan's own unit after its end, rule 2 comes before rule 1."
  if (place === land.own && asOf > place.last) {
    const first = sumOfChildren(district, land, place, group, asOf);
    if (first !== undefined) return first;
  }
  const figure = entered(district, land, place, group, asOf);
  if (figure) {
    // Rule 1: "plus the baselines of the ended places whose (main) successor is n since a day after the one that
    // this figure describes [...]; if one of these is unknown, so is the baseline of n, and no further rule is tried"
    const joined = sumOfEnded(district, land, endedInto(land, place, asOf, figure.day), group);
    return joined === undefined ? undefined : figure.value + joined;
  }
  // Rule 2.
  const below = sumOfChildren(district, land, place, group, asOf);
  if (below !== undefined) return below;
  // Rule 3: "else, if n began with predecessors: the sum over all places that ended by the as-of date and whose (main)
  // successor is n, also those that joined later (over none: 0), if every one of these has one"
  if (beganWithPredecessors(land, place)) {
    return sumOfEnded(district, land, endedInto(land, place, asOf, ''), group);
  }
  // Rule 4: "else unknown".
  return undefined;
}

/** Rule 1: "the figure entered for n itself, of the latest year Y not after the as-of year" */
function entered(district: District, land: Land, place: Place, group: string, asOf: string): Figure | undefined {
  const asOfYear = Number(asOf.slice(0, 4));
  return district.baselines
    .filter((row) => row.group === group)
    .map((row) => figureOf(land, row))
    .filter((figure) => figure.place === place && figure.year <= asOfYear)
    .sort((a, b) => b.year - a.year)[0];
}

/**
 * "A baseline of year Y describes 1 January Y and belongs to the place that had the code on that day; else it describes
 * the first day of the first place that began with this code within Y."
 */
function figureOf(land: Land, row: BaselineRow): Figure {
  const newYear = `${row.year}-01-01`;
  const figure = { year: Number(row.year), value: Number(row.value) };
  const then = placeOn(land.places, row.unit, newYear);
  if (then) return { ...figure, place: then, day: newYear };
  const began = land.places
    .filter((place) => place.code === row.unit && place.first.startsWith(`${row.year}-`))
    .sort((a, b) => (a.first < b.first ? -1 : 1))[0];
  if (began) return { ...figure, place: began, day: began.first };
  // "its own baselines": the own unit "is a valid place on later dates too".
  if (row.unit === land.own.code && newYear > land.own.last) {
    return { ...figure, place: land.own, day: newYear };
  }
  throw new Error(`no place had the code ${row.unit} in ${row.year}`);
}

/** Rule 2: "the sum over n's children that are administrative units (never cohorts), if there are any and every one has one" */
function sumOfChildren(district: District, land: Land, place: Place, group: string, asOf: string): Known {
  const children = childrenOf(treeOn(land, asOf), place).filter(({ level }) => level !== 'cohort');
  if (children.length === 0) return undefined;
  return sum(children.map((child) => baselineOf(district, land, child, group, asOf)));
}

/** "Predecessors are taken as on their last day." */
function sumOfEnded(district: District, land: Land, ended: Place[], group: string): Known {
  return sum(ended.map((place) => baselineOf(district, land, place, group, place.last)));
}

/**
 * The places that ended into n by the as-of date, on a day after `since`. The plan's own unit "does not end for its
 * plan".
 */
function endedInto(land: Land, place: Place, asOf: string, since: string): Place[] {
  return land.places.filter((ended) => {
    if (ended === land.own || asOf <= ended.last) return false;
    if (mainSuccessor(land, ended) !== place) return false;
    return addDays(ended.last, 1) > since;
  });
}

/** Predecessors of the first day, "ended or not", main or not. */
function beganWithPredecessors(land: Land, place: Place): boolean {
  return land.steps.some((step) => step.to === place && step.date === place.first);
}

/** The sum, unknown if one is unknown. */
export function sum(values: Known[]): Known {
  return values.reduce<Known>(
    (total, value) => (total === undefined || value === undefined ? undefined : total + value),
    0,
  );
}
