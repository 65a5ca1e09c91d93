import type { Place } from '../territory/place.js';
import type { TerritoryView } from '../territory/tree.js';
import {
  askedWindow,
  compareReaches,
  cumulativeWindow,
  firstReaches,
  isIn,
  type PlanDates,
  type Reach,
  type Window,
} from './reaches.js';

/** The qualifying participations of subjects, every one of each subject, and the dates for which they are looked at. */
export interface SubjectInput extends PlanDates {
  view: TerritoryView;
  /** Where the window of distinct begins; before the plan's start it is the plan's start. */
  from: string;
  reaches: readonly Reach[];
}

/** A subject, the participation by which it is counted, and the standing place where. */
export interface CountedSubject {
  subject_id: number;
  reach: Reach;
  place: Place;
}

/** How often the reporters reached the same subjects (§5): overlap = sum over reporters - distinct overall. */
export interface Overlap<R> {
  reporters: { reporter: R; distinct: number }[];
  sum: number;
  distinct: number;
  overlap: number;
}

/** The subjects counted at a place or below it on the as-of date, in the order in which they were reached. */
export function countedSubjects(input: SubjectInput, place: Place): CountedSubject[] {
  const counted: CountedSubject[] = [];
  for (const reach of firstsAt(input, place, cumulativeWindow(input))) {
    const located = input.view.placeAtPosition(input.view.positionOf(reach.place_id));
    if (located) counted.push({ subject_id: reach.subject_id, reach, place: located });
  }
  return counted.sort((a, b) => compareReaches(a.reach, b.reach));
}

/**
 * The overlap between reporters in the window asked for, over the subjects that are distinct at the place: each
 * reporter reached those of them that have a qualifying participation of its activities in the window.
 */
export function overlap<R extends string | number>(
  input: SubjectInput,
  place: Place,
  reporterOf: (activityId: number) => R,
): Overlap<R> {
  const window = askedWindow(input);
  const subjects = new Set(firstsAt(input, place, window).map((reach) => reach.subject_id));
  const reached = new Map<R, Set<number>>();
  for (const reach of input.reaches) {
    if (!isIn(window, reach.date) || !subjects.has(reach.subject_id)) continue;
    const reporter = reporterOf(reach.activity_id);
    const seen = reached.get(reporter) ?? new Set<number>();
    reached.set(reporter, seen.add(reach.subject_id));
  }
  const reporters = [...reached].map(([reporter, seen]) => ({ reporter, distinct: seen.size }));
  const sum = reporters.reduce((total, { distinct }) => total + distinct, 0);
  return { reporters, sum, distinct: subjects.size, overlap: sum - subjects.size };
}

/** The first reaches of a window that lie at a place or below it. */
function firstsAt(input: SubjectInput, place: Place, window: Window): Reach[] {
  const firsts = firstReaches(input.reaches, window).values();
  return [...firsts].filter(({ place_id }) => input.view.holds(place, place_id));
}
