import type { District } from './district.js';

/** The territory read in the plainest way: places, the steps between them, and the tree of a day, for one plan. */
export interface Place {
  code: string;
  name: string;
  level: string;
  /** The code of the parent, '' for none. */
  parent: string;
  /** First and last day, both included; open ends are `ALWAYS` and `FOREVER`. */
  first: string;
  last: string;
}

/** One succession, its two codes resolved to places. */
export interface Step {
  from: Place;
  to: Place;
  date: string;
  main: boolean;
}

export interface Land {
  places: Place[];
  steps: Step[];
  /** The plan's own unit. */
  own: Place;
}

export interface Tree {
  day: string;
  /** The places that are valid on the day, and the plan's own unit also after its end. */
  places: Place[];
  parentOf: Map<Place, Place | undefined>;
}

export const ALWAYS = '0001-01-01';
export const FOREVER = '9999-12-31';

/** The day `days` after the given one ('YYYY-MM-DD'). */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** "A place is valid from a date to a date, both included; no first date means always, no last date still." */
export function readLand(district: District): Land {
  const places = district.units.map((row) => ({
    code: row.code,
    name: row.name,
    level: row.level,
    parent: row.parent ?? '',
    first: row.valid_from || ALWAYS,
    last: row.valid_to || FOREVER,
  }));
  const { unit, start } = district.plan;
  const own = placeOn(places, unit, start) ?? firstPlace(places, unit);
  if (!own) throw new Error(`the plan's own unit ${unit} is no place`);
  return { places, steps: readSteps(district, places), own };
}

/**
 * "the predecessor is the place that had the code on the day before [...]; the successor is the one that has it
 * on the date"
 */
function readSteps(district: District, places: Place[]): Step[] {
  return district.successions.map((row) => {
    const from = placeOn(places, row.predecessor, addDays(row.date, -1));
    const to = placeOn(places, row.successor, row.date);
    if (!from || !to) throw new Error(`succession ${row.predecessor} -> ${row.successor} is no good`);
    return { from, to, date: row.date, main: row.main === 'true' };
  });
}

/** The place that had the code on the day. */
export function placeOn(places: Place[], code: string, day: string): Place | undefined {
  return places.find((place) => place.code === code && place.first <= day && day <= place.last);
}

function firstPlace(places: Place[], code: string): Place | undefined {
  return places.filter((place) => place.code === code).sort((a, b) => (a.first < b.first ? -1 : 1))[0];
}

/**
 * "A parent is the place that had the parent's code on the child's first day (with no first day: the first place
 * that had it)"
 */
function parentAtFirst(land: Land, place: Place): Place | undefined {
  if (place.parent === '') return undefined;
  if (place.first === ALWAYS) return firstPlace(land.places, place.parent);
  return placeOn(land.places, place.parent, place.first);
}

/**
 * "Successions say where the people of a place that *ended* went": only those on the day after its last. What a
 * place gave away while it lived on moved nobody: "A place that lives on after giving land away keeps its records".
 */
function endingSteps(land: Land, place: Place): Step[] {
  if (place.last === FOREVER) return [];
  const next = addDays(place.last, 1);
  return land.steps.filter((step) => step.from === place && step.date === next);
}

/** "split (one to many, one of them `main`; if none is marked, the first)"; undefined if it ended without successor. */
export function mainSuccessor(land: Land, place: Place): Place | undefined {
  const steps = endingSteps(land, place);
  const step = steps.find(({ main }) => main) ?? steps[0];
  return step?.to;
}

/** "With an as-of date on or after a succession, everything recorded at the ended predecessor counts at its successor" */
export function goneTo(land: Land, place: Place, day: string): Place | undefined {
  // "A plan's own unit does not end for its plan"
  if (place === land.own) return place;
  if (day < place.first) {
    const up = parentAtFirst(land, place);
    return up && goneTo(land, up, day);
  }
  if (day <= place.last) return place;
  // "(the main one of a split), step by step"
  const successor = mainSuccessor(land, place);
  if (successor) return goneTo(land, successor, day);
  // "one that later ends without a successor counts at the plan's own unit"
  if (chainOfOwn(land, day).includes(place)) return land.own;
  // "a place that ended without a successor counts at its parent"
  const parent = parentAtFirst(land, place);
  return parent && goneTo(land, parent, day);
}

/** "when the parent has ended, the child hangs where the parent went" */
function ordinaryParent(land: Land, place: Place, day: string): Place | undefined {
  const parent = parentAtFirst(land, place);
  return parent && goneTo(land, parent, day);
}

/**
 * After the own unit's end: "its children of the last day" and "all the places to which [they] have gone (all parts
 * of a split)" by the day, ended or not. Before: none.
 */
function chainOfOwn(land: Land, day: string): Place[] {
  const { own } = land;
  if (day <= own.last) return [];
  const chain = land.places.filter(
    (place) => place.first <= own.last && own.last <= place.last && ordinaryParent(land, place, own.last) === own,
  );
  // The list grows while it is walked: step by step.
  for (const place of chain) {
    for (const step of endingSteps(land, place)) {
      if (step.date <= day && !chain.includes(step.to)) chain.push(step.to);
    }
  }
  return chain;
}

/** The tree as it stands on the day, for the plan. */
export function treeOn(land: Land, day: string): Tree {
  const valid = land.places.filter((place) => place.first <= day && day <= place.last);
  const ownHasEnded = day > land.own.last;
  const places = ownHasEnded ? [land.own, ...valid] : valid;
  const ordinary = new Map(places.map((place) => [place, ordinaryParent(land, place, day)]));
  if (!ownHasEnded) return { day, places, parentOf: ordinary };
  return { day, places, parentOf: underOwn(land, ordinary, day) };
}

/** "after its end it stays the root [...] and below it, as children, all the places to which its children [...] have gone" */
function underOwn(land: Land, ordinary: Map<Place, Place | undefined>, day: string): Map<Place, Place | undefined> {
  const chain = chainOfOwn(land, day);
  const parentOf = new Map(ordinary);
  parentOf.set(land.own, undefined);
  // What once stood above the own unit may itself have gone to it: nothing is above a root.
  const rooted = new Map(parentOf);
  for (const place of ordinary.keys()) {
    if (!chain.includes(place)) continue;
    // "One of these that lies below another stays there"
    const above = ancestors(rooted, place);
    if (!above.some((higher) => chain.includes(higher))) parentOf.set(place, land.own);
  }
  return parentOf;
}

function ancestors(parentOf: Map<Place, Place | undefined>, place: Place): Place[] {
  const parent = parentOf.get(place);
  return parent ? [parent, ...ancestors(parentOf, parent)] : [];
}

/** "at n or below it" */
export function isAtOrBelow(tree: Tree, place: Place | undefined, top: Place): boolean {
  if (!place) return false;
  return place === top || ancestors(tree.parentOf, place).includes(top);
}

/** The children of a place in the tree, cohorts too. */
export function childrenOf(tree: Tree, place: Place): Place[] {
  return tree.places.filter((child) => tree.parentOf.get(child) === place);
}
