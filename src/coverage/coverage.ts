import type { Place } from '../territory/place.js';
import type { TerritoryView } from '../territory/tree.js';
import { Tally } from './tally.js';

/**
 * What the ledger says of a place itself, without all below it, in the windows that are asked for. A place that has ended is
 * among them as it was recorded; where it counts by now the view knows.
 */
export interface PlaceCounts {
  place_id: number;
  /** Subjects reached first here in the cumulative window. */
  named: number;
  /** Qualifying participations in the window asked for. */
  attendances: number;
  /** Subjects whose earliest qualifying participation of the window asked for lies here. */
  distinct: number;
  /** Subjects reached first here in the window asked for. */
  new: number;
  /** Headcounts of the cumulative window, counted and estimated. */
  heads: number;
  /** How many people of this place were certainly at one session of the cumulative window, at most; 0 where nobody counted heads. */
  largest: number;
}

/** Of a session with headcounts: how many were certainly there, of those who count at a place (§3, `size_s` before it is added up). */
export interface GatheringSize {
  session_id: number;
  place_id: number;
  /** 0: nobody counted heads. */
  size: number;
}

/**
 * What was counted of one measure and one group: every place once, and the sessions of the cumulative window. Left out may be
 * those that raise no floor (`sessions-that-raise.ts`).
 */
export interface CountedList {
  counts: readonly PlaceCounts[];
  gatherings: readonly GatheringSize[];
}

/** Everything about one plan, one measure and one group (counting method §3). */
export interface CoverageInput extends CountedList {
  view: TerritoryView;
  /** The place to count at, with all below it: the plan's own unit, or one below. It stands in the view. */
  root: Place;
  baseline(place: Place): number | null;
}

/** The figures of one place for one group, all in subjects except attendances (participations). */
export interface PlaceFigures {
  floor: number;
  ceiling: number;
  attendances: number;
  distinct: number;
  new: number;
  named: number;
  population: number | null;
}

/** The figures of every place of the tree at the root and below, cohorts included, by place id. */
export function coverGroup(input: CoverageInput): Map<number, PlaceFigures> {
  const places = input.view.subtree(input.root);
  const ownNamed = tallyOf(input, ({ named }) => named);
  const named = ownNamed.copy().rollUp();
  const population = places.map((place) => input.baseline(place));
  const floors = floorsOf(input, named);
  const ceilings = ceilingsOf(input, ownNamed, floors, population);
  const attendances = tallyOf(input, (counts) => counts.attendances).rollUp();
  const distinct = tallyOf(input, (counts) => counts.distinct).rollUp();
  const fresh = tallyOf(input, (counts) => counts.new).rollUp();
  const figures = new Map<number, PlaceFigures>();
  for (const [at, place] of places.entries()) {
    figures.set(place.id, {
      floor: floors.get(at),
      ceiling: ceilings.get(at),
      attendances: attendances.get(at),
      distinct: distinct.get(at),
      new: fresh.get(at),
      named: named.get(at),
      population: population[at] ?? null,
    });
  }
  return figures;
}

/** The figures of the `*` row: added over the groups, the population unknown where one is (§5). */
export function addGroups(groups: readonly PlaceFigures[]): PlaceFigures {
  const sum: PlaceFigures = { floor: 0, ceiling: 0, attendances: 0, distinct: 0, new: 0, named: 0, population: 0 };
  for (const group of groups) {
    sum.floor += group.floor;
    sum.ceiling += group.ceiling;
    sum.attendances += group.attendances;
    sum.distinct += group.distinct;
    sum.new += group.new;
    sum.named += group.named;
    sum.population = sum.population === null || group.population === null ? null : sum.population + group.population;
  }
  return sum;
}

/** An amount of the counts, at each place itself. */
export function tallyOf({ view, root, counts }: FloorInput, amount: (counts: PlaceCounts) => number): Tally {
  const tally = new Tally(view, root);
  for (const place of counts) tally.add(tally.at(place.place_id), amount(place));
  return tally;
}

/** What floors are made of. */
export type FloorInput = Pick<CoverageInput, 'view' | 'root' | keyof CountedList>;

/**
 * max(named, sum of the children's floors, the largest session) for every place, the deepest first.
 * @param named at each place or below it
 */
export function floorsOf(input: FloorInput, named: Tally): Tally {
  const floors = largestSessions(input);
  const below = new Tally(input.view, input.root);
  floors.eachUpwards((at, parent) => {
    floors.raise(at, named.get(at));
    floors.raise(at, below.get(at));
    below.add(parent, floors.get(at));
  });
  return floors;
}

/** named and all headcounts at the place itself plus the children's ceilings, at most the baseline, at least the floor. */
function ceilingsOf(
  input: CoverageInput,
  ownNamed: Tally,
  floors: Tally,
  population: readonly (number | null)[],
): Tally {
  const ceilings = ownNamed.copy();
  for (const { place_id, heads } of input.counts) ceilings.add(ceilings.at(place_id), heads);
  ceilings.eachUpwards((at, parent) => {
    ceilings.lower(at, population[at] ?? Infinity);
    ceilings.raise(at, floors.get(at));
    ceilings.add(parent, ceilings.get(at));
  });
  return ceilings;
}

/**
 * The largest size_s of every place. Without counted headcounts a session is a subset of those named, so only
 * sessions that have some can be larger.
 */
function largestSessions({ view, root, counts, gatherings }: FloorInput): Tally {
  const largest = new Tally(view, root);
  for (const { place_id, largest: size } of counts) largest.raise(largest.at(place_id), size);
  const sessions = new Map<number, Map<number, number>>();
  for (const { session_id, place_id, size } of gatherings) {
    const at = largest.at(place_id);
    if (at < 0 || size === 0) continue;
    const sizes = sessions.get(session_id) ?? new Map<number, number>();
    sessions.set(session_id, sizes.set(at, (sizes.get(at) ?? 0) + size));
  }
  for (const sizes of sessions.values()) largest.raiseByRolledUp(sizes);
  return largest;
}
