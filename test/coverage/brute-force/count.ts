import { baselineOf } from './baseline.js';
import type { District, SessionRow } from './district.js';
import type { Counts } from './figures.js';
import { placeOfRecord } from './homes.js';
import { childrenOf, goneTo, isAtOrBelow, treeOn } from './land.js';
import type { Land, Place, Tree } from './land.js';
import { existingSessions, existsFor, reachesOf } from './reaches.js';
import type { Question, Reach } from './reaches.js';

/** First and last day, both included; empty where the first is after the last. */
export interface Window {
  from: string;
  to: string;
}

/** A headcount that exists, at the place where it counts in the tree. */
interface Heads {
  session: SessionRow;
  place: Place | undefined;
  count: number;
  counted: boolean;
}

/** A participation that counts, at the place where it counts in the tree. */
export type Placed = Omit<Reach, 'place'> & { place: Place | undefined };

/** One plan, one measure, one group, one as-of date and one window: all that is counted in it. */
export interface Scene {
  district: District;
  land: Land;
  tree: Tree;
  group: string;
  /** Qualifying participations since the plan's start, and those of the window asked for. */
  cumulative: Placed[];
  asked: Placed[];
  window: Window;
  heads: Heads[];
}

/**
 * The scene of a question. `to` of both windows is the as-of date; "no window starts before [the plan], and nothing
 * dated after the plan's end counts (the tree and the year of the baselines still follow the as-of date)"
 */
export function sceneOf(district: District, land: Land, question: Question, asOf: string, from?: string): Scene {
  const { start, end } = district.plan;
  const to = asOf < end ? asOf : end;
  const window = { from: from !== undefined && from > start ? from : start, to };
  const tree = treeOn(land, asOf);
  const since = { from: start, to };
  const reaches = reachesOf(district, land, question).map((reach) => ({
    ...reach,
    place: isIn(since, reach.date) ? goneTo(land, reach.place, asOf) : undefined,
  }));
  return {
    district,
    land,
    tree,
    group: question.group,
    cumulative: reaches.filter(({ date }) => isIn(since, date)),
    asked: reaches.filter(({ date }) => isIn(window, date)),
    window: since,
    heads: headsOf(district, land, question, since, asOf),
  };
}

function isIn(window: Window, date: string): boolean {
  return window.from <= date && date <= window.to;
}

/** "Headcounts serve `informed` only. A headcount is `counted` [...] or `estimated` [...], counted if nothing is said" */
function headsOf(district: District, land: Land, question: Question, window: Window, asOf: string): Heads[] {
  if (question.measure !== 'informed') return [];
  const sessions = district.activities
    .filter((activity) => existsFor(question, activity))
    .flatMap((activity) => existingSessions(district, activity))
    .filter((session) => isIn(window, session.date));
  return sessions.flatMap((session) =>
    district.headcounts
      .filter((row) => row.activity === session.activity && row.session === session.number)
      .filter((row) => row.group === question.group)
      .map((row) => ({
        session,
        place: goneTo(land, placeOfRecord(land, row.unit, session.date), asOf),
        count: Number(row.count),
        counted: row.method !== 'estimated',
      })),
  );
}

/**
 * "A subject counts once per group", "at the place of its earliest qualifying participation in the window (then: the
 * one recorded first)": these participations, one for each subject.
 */
export function earliestOfEach(reaches: Placed[]): Placed[] {
  const inOrder = [...reaches].sort((a, b) => (a.date === b.date ? a.order - b.order : a.date < b.date ? -1 : 1));
  return inOrder.filter((reach, index) => inOrder.findIndex(({ subject }) => subject === reach.subject) === index);
}

/** "`named(n)` = subjects counted at n or below it": the participation by which each is counted. */
function named(scene: Scene, place: Place): Placed[] {
  return earliestOfEach(scene.cumulative).filter((reach) => isAtOrBelow(scene.tree, reach.place, place));
}

/**
 * "`size_s(n)` = for session s in the window: subjects counted at n or below (at the place where they are counted,
 * whatever the place of this participation) who were there in this group by a participation that itself counts in the
 * window, plus the *counted* headcounts of s at n or below"
 */
function size(scene: Scene, session: SessionRow, place: Place): number {
  const counted = named(scene, place).map(({ subject }) => subject);
  const there = scene.cumulative.filter((reach) => reach.there.includes(session));
  const subjects = new Set(there.map(({ subject }) => subject));
  const heads = scene.heads
    .filter((head) => head.session === session && head.counted)
    .filter((head) => isAtOrBelow(scene.tree, head.place, place));
  return counted.filter((subject) => subjects.has(subject)).length + total(heads);
}

/** "`floor(n)` = max( named(n), sum of floor over the children of n, max over s of size_s(n) )" */
function floor(scene: Scene, place: Place): number {
  const below = childrenOf(scene.tree, place).map((child) => floor(scene, child));
  // A session without counted heads is no larger than named(n).
  const sessions = new Set(scene.heads.map(({ session }) => session));
  const sizes = [...sessions].map((session) => size(scene, session, place));
  return Math.max(named(scene, place).length, add(below), ...sizes);
}

/**
 * "`ceiling(n)` = named at n itself + all headcounts at n itself + sum of ceiling over the children; if the baseline of n
 * is known (0 is known), at most that; never below floor(n)"
 */
function ceiling(scene: Scene, place: Place): number {
  const { district, land, tree, group } = scene;
  const here = named(scene, place).filter((reach) => reach.place === place).length;
  const heads = total(scene.heads.filter((head) => head.place === place));
  const below = childrenOf(tree, place).map((child) => ceiling(scene, child));
  const possible = here + heads + add(below);
  const baseline = baselineOf(district, land, place, group, tree.day);
  const capped = baseline === undefined ? possible : Math.min(possible, baseline);
  return Math.max(capped, floor(scene, place));
}

/** All that a row shows of one group at one place. */
export function countsAt(scene: Scene, place: Place): Counts {
  const { district, land, tree, group } = scene;
  const at = (reaches: Placed[]) => reaches.filter((reach) => isAtOrBelow(tree, reach.place, place));
  return {
    population: baselineOf(district, land, place, group, tree.day),
    floor: floor(scene, place),
    ceiling: ceiling(scene, place),
    // "qualifying participations dated in it, at their own places"
    attendances: at(scene.asked).length,
    // "subjects with at least one of these, at the place of the earliest in the window"
    distinct: at(earliestOfEach(scene.asked)).length,
    // "subjects whose first qualifying date since the plan's start lies in it, where they are counted"
    new: named(scene, place).filter((reach) => scene.asked.some((asked) => asked === reach)).length,
  };
}

function total(heads: Heads[]): number {
  return add(heads.map(({ count }) => count));
}

function add(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
