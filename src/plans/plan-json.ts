import { z } from 'zod';
import { type Column, column } from '../interchange/columns.js';
import { COMPARATORS, MEASURES } from './plan-measures.js';

/*
 * The shape of a plan.json, as interchange.md gives it. Only what one value can be judged by alone is judged here, and
 * nothing is changed by it; what values must be to each other is in plan-checks.ts. Unknown keys are let through.
 */

/** Text judged as a cell of a file would be: the same rules, the same reasons. */
const judged = (kind: Column<unknown>) =>
  z.string().superRefine((text, context) => {
    const parsed = kind.parse(text);
    if ('reason' in parsed) context.addIssue({ code: 'custom', params: { ...parsed.reason } });
  });

export const codeJson = judged(column.code({ required: true }));
const day = judged(column.date({ required: true, min: '1900-01-01', max: '2200-12-31' }));
const text = (max: number, required = true) =>
  judged(column.text({ required, max } as { required: true; max: number }));

/** `{vi, en}`, or a text, which is Vietnamese. */
const title = z.union([text(2000), z.looseObject({ vi: text(2000), en: text(2000, false).optional() })]);

/** A decimal that can be written out, compared exactly, and read by a person. */
const target = z.number().superRefine((value, context) => {
  if (/^\d{1,9}(\.\d{1,4})?$/.test(String(value))) return;
  context.addIssue({ code: 'custom', params: { key: 'plan.target_number', params: {} } });
});

/** A day of every year, `MM-DD`. */
const monthDay = z.string().superRefine((value, context) => {
  const parsed = /^\d{2}-\d{2}$/.test(value) ? column.date({ required: true }).parse(`2024-${value}`) : null;
  if (parsed && 'value' in parsed) return;
  context.addIssue({ code: 'custom', params: { key: 'plan.month_day', params: {} } });
});

export const indicatorJson = z.looseObject({
  code: codeJson,
  title,
  measure: z.enum(MEASURES),
  groups: z.array(codeJson).max(50).optional(),
  comparator: z.enum(COMPARATORS),
  target: target.nullable().optional(),
  unit: text(32).optional(),
  due: day,
  highlight: text(64).nullable().optional(),
  trainings_inform: z.boolean().optional(),
});

export const objectiveJson = z.looseObject({ code: codeJson, title, indicators: z.array(indicatorJson).optional() });
export const taskJson = z.looseObject({ code: codeJson, title });

export const agencyJson = z.looseObject({
  code: codeJson,
  title,
  role: text(32).nullable().optional(),
  tasks: z.array(codeJson).max(200).optional(),
});

export const reportingJson = z.looseObject({
  kind: judged(column.code({ required: true, max: 32 })),
  due: monthDay.nullable().optional(),
  to: text(190).nullable().optional(),
  from: text(190).nullable().optional(),
});

/** A whole plan.json. */
export const planJson = z.looseObject({
  code: codeJson,
  title,
  unit: codeJson,
  legal_basis: z.array(text(500)).max(40).optional(),
  start: day,
  end: day,
  orientation_until: day.nullable().optional(),
  lead_agency: codeJson.nullable().optional(),
  objectives: z.array(objectiveJson),
  tasks: z.array(taskJson).optional(),
  agencies: z.array(agencyJson).optional(),
  reporting: z.array(reportingJson).optional(),
});

export type PlanJson = z.infer<typeof planJson>;

const TITLE_KEYS = ['vi', 'en'];
const keysOf = (shape: z.ZodObject): string[] => Object.keys(shape.shape);

/** The keys that are known at a path; `[]` stands for any place in a list. */
const KNOWN_KEYS: Record<string, string[]> = {
  '': keysOf(planJson),
  title: TITLE_KEYS,
  'objectives[]': keysOf(objectiveJson),
  'objectives[].title': TITLE_KEYS,
  'objectives[].indicators[]': keysOf(indicatorJson),
  'objectives[].indicators[].title': TITLE_KEYS,
  'tasks[]': keysOf(taskJson),
  'tasks[].title': TITLE_KEYS,
  'agencies[]': keysOf(agencyJson),
  'agencies[].title': TITLE_KEYS,
  'reporting[]': keysOf(reportingJson),
};

/** The paths of keys that nobody reads, each once however often it stands in a list: `objectives[].colour`. */
export function unknownKeys(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => unknownKeys(item, `${path}[]`)))];
  const known = KNOWN_KEYS[path];
  if (!known) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return known.includes(key) ? unknownKeys(inner, here) : [here];
  });
}
