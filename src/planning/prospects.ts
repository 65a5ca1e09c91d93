import type { ActivityKind, Standing } from '../activities/qualification.js';
import type { Count } from '../coverage/count.js';
import { ledgerMeasure, leavesTrainingsOut } from '../coverage/lists.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import type { Place } from '../territory/place.js';

/** An activity of the plan that has a session still open in the plan's period, on the day itself or after it: not cancelled, not done. */
export interface PlannedActivity {
  id: number;
  code: string;
  title: string;
  kind: ActivityKind;
  place_id: number | null;
  /** Places not taken yet; null: no capacity was set. */
  free: number | null;
  /** Codes of the indicators it was planned for; empty: nothing was said, it may serve any. */
  serves: ReadonlySet<string>;
}

/** A subject on the roster of a planned activity. */
export interface Enrolled {
  activity_id: number;
  group_code: string;
  subject_id: number;
  place_id: number | null;
  standing: Standing['state'];
}

/** A subject that is known in a group: it was on a roster in it, or is an organisation of it. */
export interface Known {
  group_code: string;
  subject_id: number;
  /** The code of its home. */
  home: string;
}

/** Who is counted already, of those whom planning looks at, by what an indicator measures and by group. */
export class Reached {
  private readonly lists = new Map<string, ReadonlySet<number>>();

  /** Whether the counted of a group are known already. */
  knows(indicator: CoverageIndicator, group: string): boolean {
    return this.lists.has(keyOf(indicator, group));
  }

  /** Keeps the counted of a group. */
  keep(indicator: CoverageIndicator, group: string, subjects: ReadonlySet<number>): void {
    this.lists.set(keyOf(indicator, group), subjects);
  }

  /** Whether a subject is counted in a group. */
  has(indicator: CoverageIndicator, group: string, subject: number): boolean {
    return this.lists.get(keyOf(indicator, group))?.has(subject) ?? false;
  }
}

const keyOf = (indicator: CoverageIndicator, group: string): string => `${ledgerMeasure(indicator)} ${group}`;

/** What planned activities would add at most to a figure. */
export interface Prospect {
  activities: number;
  /** Subjects on their rosters that are not counted yet and still can be. */
  enrolled: number;
  /** Places not taken yet. */
  free: number;
  /** How many of the activities take everybody who comes. */
  unlimited: number;
  /** The sum of these, at most what the group has left; null: neither capacity nor baseline says an end. */
  most: number | null;
}

/** Whether attendance at an activity of a kind can count for an indicator (counting method §2). */
export function canServe(indicator: CoverageIndicator, { kind, serves }: PlannedActivity): boolean {
  if (serves.size > 0 && !serves.has(indicator.code)) return false;
  if (indicator.measure === 'trained') return kind === 'training';
  return kind === 'campaign' || (kind === 'training' && !leavesTrainingsOut(indicator));
}

/**
 * What the planned activities would add at most to the figure of a place: everybody on their rosters who is not
 * counted and still can be, and every free place of those that are held for the place, for one below it, or for a
 * larger one that it lies in. An upper end for each place: a free place stands at every place that may take it, so
 * these numbers must not be added up over places.
 */
export function prospectAt(
  count: Count,
  indicator: CoverageIndicator,
  place: Place,
  planned: readonly PlannedActivity[],
  enrolled: readonly Enrolled[],
  reached: Reached,
): Prospect {
  const mine = planned.filter((activity) => canServe(indicator, activity));
  const here = mine.filter(({ place_id }) => overlaps(count, place_id, place));
  const ids = new Set(mine.map(({ id }) => id));
  const coming = new Set<string>();
  for (const group of indicator.groups) {
    for (const { activity_id, group_code, subject_id, place_id, standing } of enrolled) {
      if (group_code !== group || !ids.has(activity_id) || reached.has(indicator, group, subject_id)) continue;
      if (!count.asked.view.holds(place, place_id)) continue;
      if (indicator.measure !== 'trained' || standing !== 'no_longer') coming.add(`${group} ${subject_id}`);
    }
  }
  const free = here.reduce((sum, activity) => sum + (activity.free ?? 0), 0);
  const unlimited = here.filter((activity) => activity.free === null).length;
  const room = roomAt(count, indicator, place);
  const sum = unlimited > 0 ? null : coming.size + free;
  const most = sum === null || room === null ? (sum ?? room) : Math.min(sum, room);
  return { activities: here.length, enrolled: coming.size, free, unlimited, most };
}

/** Of the known subjects of a group those at a place or below it that are counted nowhere in the plan. */
export function notReached<T extends Known>(
  count: Count,
  indicator: CoverageIndicator,
  group: string,
  place: Place,
  known: readonly T[],
  reached: Reached,
  placeOf: (home: string) => number | null,
): T[] {
  const { view } = count.asked;
  return known.filter(
    ({ group_code, subject_id, home }) =>
      group_code === group && !reached.has(indicator, group, subject_id) && view.holds(place, placeOf(home)),
  );
}

/** How many subjects the groups have that are not certain yet; null where a baseline is unknown. */
function roomAt(count: Count, indicator: CoverageIndicator, place: Place): number | null {
  let room = 0;
  for (const group of indicator.groups) {
    const { population, floor } = count.figures(indicator, group, place);
    if (population === null) return null;
    room += Math.max(0, population - floor);
  }
  return room;
}

/** Whether an activity's place lies at or below a place, or holds it. */
function overlaps({ asked: { view } }: Count, placeId: number | null, place: Place): boolean {
  if (placeId === null) return false;
  if (view.holds(place, placeId)) return true;
  const own = view.placeAtPosition(view.positionOf(placeId));
  return own !== undefined && view.isBelow(place, own);
}
