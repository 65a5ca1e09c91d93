import { z } from 'zod';
import type { PlanDocument, PlanFault } from './plan-document.js';
import {
  agencyJson,
  codeJson,
  indicatorJson,
  objectiveJson,
  type PlanJson,
  planJson,
  reportingJson,
  taskJson,
} from './plan-json.js';
import { documentOf } from './plan-text.js';

/*
 * Of a plan.json with faults, what can be read all the same: so that everything that is wrong with it is told at once, and
 * not the rules between its parts only after its shape is mended.
 */

/** Stands for a code or a title that cannot be read; no code looks like it. */
const UNREAD = '?';
const FAR = '9999-12-31';
const NAMED = { code: UNREAD, title: UNREAD };

const codes = z.array(codeJson.catch(UNREAD)).catch([]).optional();

/** The shape, with a value in place of each part that cannot be read. */
function softened<T extends z.ZodObject>(shape: T, instead: Partial<Record<keyof T['shape'], unknown>>): z.ZodType {
  const parts = Object.entries<z.ZodType>(shape.shape);
  const soft = parts.map(([key, part]) => [key, part.catch(instead[key])] as const);
  return z.looseObject(Object.fromEntries(soft)).catch({ ...instead });
}

const indicator = softened(indicatorJson.extend({ groups: codes }), {
  ...{ ...NAMED, measure: 'informed', comparator: 'gte', due: FAR },
});
const objective = softened(objectiveJson.extend({ indicators: z.array(indicator).optional() }), NAMED);
const plan = softened(
  planJson.extend({
    objectives: z.array(objective),
    tasks: z.array(softened(taskJson, NAMED)).optional(),
    agencies: z.array(softened(agencyJson.extend({ tasks: codes }), NAMED)).optional(),
    reporting: z.array(softened(reportingJson, { kind: UNREAD })).optional(),
  }),
  { ...NAMED, unit: UNREAD, start: '0001-01-01', end: FAR, objectives: [] },
);

/** The plan, with something harmless wherever a part cannot be read. */
export function soundPlan(value: unknown): PlanDocument {
  return documentOf(plan.parse(value) as PlanJson);
}

/** The faults that follow from none of the places that could not be read. */
export function surelyFaulty(faults: readonly PlanFault[], unread: readonly string[]): PlanFault[] {
  const isUnread = (path: string): boolean => unread.some((place) => isWithin(path, place));
  return faults.filter(({ path, from = [] }) => ![path, ...from].some(isUnread));
}

/** Whether a path is the place or lies inside it; the whole plan is ``. */
function isWithin(path: string, place: string): boolean {
  return place === '' || path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}
