import type { Activity } from '../activities/activities.entities.js';
import { fromHundredths, toHundredths } from '../activities/files.js';
import type { PlanningFacts } from '../activities/planning-facts.js';
import type { ActivityInput } from './plannings.js';

/** What the form of an activity says and can change, in its order. */
export const PLANNED_FACTS = [
  'title',
  'agency',
  'unit',
  'capacity',
  'indicators',
  'min_attendance',
  'test',
  'trainer',
  'trainers',
  'tasks',
  'budget',
  'budget_source',
] as const;

export type PlannedFact = (typeof PLANNED_FACTS)[number];

export type PlannedFacts = Pick<ActivityInput, PlannedFact>;

/** An activity that is there, as its form would say it. */
export function plannedOf(activity: Activity, facts: PlanningFacts): PlannedFacts {
  const { title, agency_code, unit_code, capacity, min_attendance, test_required, trainer } = activity;
  const own = { title, agency: agency_code, unit: unit_code, capacity, test: test_required === 1, trainer };
  return { ...own, min_attendance: fromHundredths(min_attendance), ...facts };
}

/** The facts in which an activity is not as a form would have it. */
export function differing(now: PlannedFacts, input: PlannedFacts): PlannedFact[] {
  const there = comparable(now);
  const wanted = comparable(input);
  return PLANNED_FACTS.filter((fact) => there[fact] !== wanted[fact]);
}

/** Those who train beside the first, each once. */
export function beside({ trainer, trainers }: Pick<PlannedFacts, 'trainer' | 'trainers'>): string[] {
  return [...new Set(trainers)].filter((email) => email !== trainer);
}

/** Percents are numbers, ticks have no order, and nobody trains beside themselves. */
function comparable(facts: PlannedFacts): Record<PlannedFact, string | number | boolean | null> {
  const { min_attendance, indicators, tasks } = facts;
  return {
    ...facts,
    min_attendance: toHundredths(min_attendance),
    indicators: indicators.toSorted().join(),
    tasks: tasks.toSorted().join(),
    trainers: beside(facts).join(),
  };
}
