import type { ActivityKind } from '../activities/qualification.js';

/** A qualifying participation: `date` is its qualifying date. The ids follow the order in which they were recorded. */
export interface Reach {
  participation_id: number;
  subject_id: number;
  place_id: number;
  date: string;
  activity_id: number;
  kind: ActivityKind;
}

/** A window of qualifying dates, both ends included. */
export interface Window {
  from: string;
  to: string;
}

/** The period of a plan and the as-of date. */
export interface PlanDates {
  planStart: string;
  planEnd: string;
  asOf: string;
}

/** The cumulative window: from the plan's start to the as-of date, at most to the plan's end. */
export function cumulativeWindow(input: PlanDates): Window {
  return { from: input.planStart, to: input.asOf < input.planEnd ? input.asOf : input.planEnd };
}

/** The window asked for, inside the cumulative one. */
export function askedWindow(input: PlanDates & { from: string }): Window {
  const { from, to } = cumulativeWindow(input);
  return { from: input.from > from ? input.from : from, to };
}

/** Of every subject the earliest participation in the window, then the one recorded first: there it is counted (§3). */
export function firstReaches(reaches: readonly Reach[], window: Window): Map<number, Reach> {
  const firsts = new Map<number, Reach>();
  for (const reach of reaches) {
    if (!isIn(window, reach.date)) continue;
    const first = firsts.get(reach.subject_id);
    if (first === undefined || compareReaches(reach, first) < 0) firsts.set(reach.subject_id, reach);
  }
  return firsts;
}

/** By qualifying date, then by the order in which they were recorded. */
export function compareReaches(a: Reach, b: Reach): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.participation_id - b.participation_id;
}

/** Whether a date lies in a window. */
export function isIn(window: Window, date: string): boolean {
  return window.from <= date && date <= window.to;
}
