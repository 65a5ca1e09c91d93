import type { Place } from '../territory/place.js';
import type { TerritoryView } from '../territory/tree.js';
import { askedWindow, cumulativeWindow, firstReaches, isIn, type PlanDates, type Reach } from './reaches.js';
import { Tally } from './tally.js';

export { askedWindow, cumulativeWindow, firstReaches, type Reach, type Window } from './reaches.js';
export { countedSubjects, overlap, type CountedSubject, type Overlap } from './subjects.js';

/** People at a session beside those on the roster; `counted`: somebody counted heads, else it is an estimate. */
export interface Headcount {
  session_id: number;
  place_id: number;
  count: number;
  counted: boolean;
  date: string;
}

/** A participation that was there at a session. Needed only for sessions with counted headcounts. */
export interface Presence {
  session_id: number;
  participation_id: number;
}

/**
 * Everything about one plan, one measure and one group (counting method §3). `reaches`: all qualifying participations
 * of the plan, of any date, also from outside the territory. `headcounts`: for `informed` only. What does not exist
 * for the indicator (drafts, cancelled sessions, trainings where switched off) is already left out.
 */
export interface CoverageInput extends PlanDates {
  view: TerritoryView;
  /** The place to count at, with all below it: the plan's own unit, or one below. It stands in the view. */
  root: Place;
  /** Where the window of attendances, distinct and new begins; before the plan's start it is the plan's start. */
  from: string;
  reaches: readonly Reach[];
  headcounts: readonly Headcount[];
  presence: readonly Presence[];
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
  const firsts = firstReaches(input.reaches, cumulativeWindow(input));
  const ownNamed = new Tally(input.view, input.root).addReaches(firsts.values());
  const named = ownNamed.copy().rollUp();
  const population = places.map((place) => input.baseline(place));
  const floors = floorsOf(input, firsts, named);
  const ceilings = ceilingsOf(input, ownNamed, floors, population);
  const asked = windowFigures(input, firsts, named);
  const figures = new Map<number, PlaceFigures>();
  for (const [at, place] of places.entries()) {
    figures.set(place.id, {
      floor: floors.get(at),
      ceiling: ceilings.get(at),
      attendances: asked.attendances.get(at),
      distinct: asked.distinct.get(at),
      new: asked.new.get(at),
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

/** max(named, sum of the children's floors, the largest session) for every place, the deepest first. */
function floorsOf(input: CoverageInput, firsts: ReadonlyMap<number, Reach>, named: Tally): Tally {
  const floors = largestSessions(input, firsts);
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
  const window = cumulativeWindow(input);
  const ceilings = ownNamed.copy();
  for (const { place_id, count, date } of input.headcounts) {
    if (isIn(window, date)) ceilings.add(ceilings.at(place_id), count);
  }
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
function largestSessions(input: CoverageInput, firsts: ReadonlyMap<number, Reach>): Tally {
  const largest = new Tally(input.view, input.root);
  const window = cumulativeWindow(input);
  const sessions = new Map<number, Map<number, number>>();
  for (const { session_id, place_id, count, counted, date } of input.headcounts) {
    const at = largest.at(place_id);
    if (!counted || at < 0 || !isIn(window, date)) continue;
    const heads = sessions.get(session_id) ?? new Map<number, number>();
    sessions.set(session_id, heads.set(at, (heads.get(at) ?? 0) + count));
  }
  if (sessions.size > 0) addThoseThere(input, firsts, sessions, largest);
  for (const heads of sessions.values()) largest.raiseByRolledUp(heads);
  return largest;
}

/** Adds to each session the subjects who were there by a participation that counts in the window, each once. */
function addThoseThere(
  input: CoverageInput,
  firsts: ReadonlyMap<number, Reach>,
  sessions: ReadonlyMap<number, Map<number, number>>,
  places: Tally,
): void {
  const window = cumulativeWindow(input);
  const attended = sessionsOfParticipations(input.presence, sessions);
  const seen = new Map<number, Set<number>>();
  for (const reach of input.reaches) {
    const of = attended.get(reach.participation_id);
    const first = of && firsts.get(reach.subject_id);
    if (!first || !isIn(window, reach.date)) continue;
    const at = places.at(first.place_id);
    for (const session of at < 0 ? [] : of) {
      const there = seen.get(session) ?? new Set<number>();
      if (there.has(reach.subject_id)) continue;
      seen.set(session, there.add(reach.subject_id));
      const heads = sessions.get(session);
      heads?.set(at, (heads.get(at) ?? 0) + 1);
    }
  }
}

/** Of each participation the sessions that matter at which it was there. */
function sessionsOfParticipations(
  presence: readonly Presence[],
  sessions: ReadonlyMap<number, unknown>,
): Map<number, number[]> {
  const attended = new Map<number, number[]>();
  for (const { session_id, participation_id } of presence) {
    if (!sessions.has(session_id)) continue;
    const list = attended.get(participation_id);
    if (list) list.push(session_id);
    else attended.set(participation_id, [session_id]);
  }
  return attended;
}

/** attendances, distinct and new of the window asked for (§5). */
function windowFigures(
  input: CoverageInput,
  firsts: ReadonlyMap<number, Reach>,
  named: Tally,
): { attendances: Tally; distinct: Tally; new: Tally } {
  const { view, root } = input;
  const window = askedWindow(input);
  const attendances = new Tally(view, root);
  for (const reach of input.reaches) if (isIn(window, reach.date)) attendances.add(attendances.at(reach.place_id), 1);
  attendances.rollUp();
  // a window that starts with the plan: whoever is reached in it is new, and counted where it was
  if (window.from === cumulativeWindow(input).from) return { attendances, distinct: named, new: named };
  const distinct = new Tally(view, root).addReaches(firstReaches(input.reaches, window).values()).rollUp();
  const fresh = new Tally(view, root);
  for (const reach of firsts.values()) if (reach.date >= window.from) fresh.add(fresh.at(reach.place_id), 1);
  return { attendances, distinct, new: fresh.rollUp() };
}
