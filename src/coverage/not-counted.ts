import { isThere, Schedule, type Standing } from '../activities/qualification.js';
import type { Place } from '../territory/place.js';
import type { Attempt, OtherGroup } from './attempts.js';
import type { Count } from './count.js';
import { leavesTrainingsOut } from './lists.js';
import { compareReaches, isIn, type Reach } from './reaches.js';
import type { CoverageIndicator } from './scope.js';
import type { SubjectReaches } from './subject-reaches.store.js';

/** Why somebody who came is not counted, in the order in which the reasons are tried: of several the first holds. */
export const REASONS = [
  'elsewhere',
  'outside',
  'possible',
  'no_longer',
  'before_start',
  'after_end',
  'training_off',
  'cancelled',
  'draft',
  'other_group',
] as const;
export type Reason = (typeof REASONS)[number];

/** A subject that came and is not counted at a place. */
export interface NotCounted {
  subject_id: number;
  reason: Reason;
  /** Where the participation lies that says so; a reader sees the name if it lies in the own territory. */
  place_id: number | null;
  activity_id: number;
  date: string | null;
  /** `possible` and `no_longer`: how many sessions there were and how many are needed. */
  standing?: Standing;
  /** `other_group`: where it qualified instead. */
  group_code?: string;
  /** `elsewhere`: where it is counted. */
  counted_at?: Place;
}

/** What was tried besides what was reached. */
export interface Tried {
  attempts: readonly Attempt[];
  others: readonly OtherGroup[];
}

/**
 * Those who came in a group and are not counted at a place or below it as of the day, each subject once with its
 * first reason. For the plan's own unit everybody who came to the plan's activities is looked at, for a place below it
 * those whose participation lies there.
 */
export function notCounted(
  count: Count,
  indicator: CoverageIndicator,
  { all, firsts }: SubjectReaches,
  tried: Tried,
): NotCounted[] {
  const { view, root } = count.asked;
  const isInside = (placeId: number | null): boolean => view.holds(root, placeId);
  const found = new Map<number, NotCounted>();
  for (const candidate of candidates(count, indicator, all, tried, firsts)) {
    const first = firsts.get(candidate.subject_id);
    if (first && isInside(first.place_id)) continue;
    const inside = isInside(candidate.place_id);
    if (!inside && root !== count.scope.unit) continue;
    const settled = first ? countedElsewhere(count, candidate, first) : inside ? candidate : outside(candidate);
    const known = found.get(candidate.subject_id);
    if (!known || rank(settled) < rank(known)) found.set(candidate.subject_id, settled);
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** How many subjects there are for each reason, the most first. */
export function byReason(list: readonly NotCounted[]): { reason: Reason; count: number }[] {
  const groups = Map.groupBy(list, ({ reason }) => reason);
  return [...groups]
    .map(([reason, those]) => ({ reason, count: those.length }))
    .sort((a, b) => b.count - a.count || REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason));
}

/**
 * How many subjects are not counted yet and can still reach the measure in a training that goes on.
 * @param reached those of them that are counted
 */
export function stillPossible(
  count: Count,
  indicator: CoverageIndicator,
  attempts: readonly Attempt[],
  reached: ReadonlySet<number>,
): number {
  const { view, root } = count.asked;
  const possible = new Set<number>();
  for (const attempt of attempts) {
    if (!view.holds(root, attempt.place_id) || reached.has(attempt.subject_id)) continue;
    for (const { reason } of fromAttempt(count, attempt, indicator)) {
      if (reason === 'possible') possible.add(attempt.subject_id);
    }
  }
  return possible.size;
}

function* candidates(
  count: Count,
  indicator: CoverageIndicator,
  all: readonly Reach[],
  tried: Tried,
  firsts: ReadonlyMap<number, Reach>,
): Generator<NotCounted> {
  yield* fromReaches(count, indicator, all);
  for (const attempt of tried.attempts) yield* fromAttempt(count, attempt, indicator);
  for (const other of tried.others) {
    if (!firsts.has(other.subject_id) && inTime(count, other.date)) yield { ...other, reason: 'other_group' };
  }
}

/** Qualifications that do not count for this indicator: by their date, or as trainings where these are switched off. */
function* fromReaches(count: Count, indicator: CoverageIndicator, all: readonly Reach[]): Generator<NotCounted> {
  for (const reach of [...all].sort(compareReaches)) {
    if (reach.date > count.asked.as_of) continue;
    const { subject_id, place_id, activity_id, date } = reach;
    yield { subject_id, place_id, activity_id, date, reason: reasonOf(count, indicator, reach) };
  }
}

function reasonOf(count: Count, indicator: CoverageIndicator, reach: Reach): Reason {
  if (reach.date < count.scope.start) return 'before_start';
  if (reach.date > count.scope.end) return 'after_end';
  // a reach inside the window counts somewhere: `countedElsewhere` will say where
  return leavesTrainingsOut(indicator) && reach.kind === 'training' ? 'training_off' : 'elsewhere';
}

function* fromAttempt(count: Count, attempt: Attempt, indicator: CoverageIndicator): Generator<NotCounted> {
  const { as_of: asOf } = count.asked;
  const { activity, marks, subject_id, place_id, completed_on } = attempt;
  const came = activity.sessions.filter(({ id, date }) => date <= asOf && isThere(marks.get(id) ?? 'absent'));
  const base = { subject_id, place_id, activity_id: activity.id, date: came[0]?.date ?? null };
  if (completed_on !== null && (activity.status === 'draft' || activity.status === 'cancelled')) {
    yield { ...base, date: completed_on, reason: activity.status };
  }
  if (came.length === 0) return;
  if (activity.status === 'draft') yield { ...base, reason: 'draft' };
  else if (activity.status === 'cancelled') yield { ...base, reason: 'cancelled' };
  else if (came.every(({ status }) => status === 'cancelled')) yield { ...base, reason: 'cancelled' };
  else if (indicator.measure === 'trained') {
    const schedule = new Schedule(activity, activity.sessions);
    const standing = schedule.standing(marks, asOf, attempt.passed_on);
    const { state } = schedule.standing(marks, asOf, attempt.passed_on, count.scope.end);
    // Still possible in the training, but too late for the plan.
    const reason = standing.state === 'possible' && state === 'no_longer' ? 'after_end' : standing.state;
    if (reason !== 'reached') yield { ...base, reason, standing };
  }
}

function countedElsewhere(count: Count, candidate: NotCounted, first: Reach): NotCounted {
  const { view } = count.asked;
  const located = view.placeAtPosition(view.positionOf(first.place_id));
  const { subject_id, place_id } = candidate;
  const base = { subject_id, place_id, activity_id: first.activity_id, date: first.date };
  const inPlan = located !== undefined && view.isBelow(located, count.scope.unit);
  return inPlan ? { ...base, reason: 'elsewhere', counted_at: located } : { ...base, reason: 'outside' };
}

function outside(candidate: NotCounted): NotCounted {
  return { ...candidate, reason: 'outside' };
}

function inTime(count: Count, date: string): boolean {
  return isIn(count.window(), date);
}

function rank({ reason }: NotCounted): number {
  return REASONS.indexOf(reason);
}
