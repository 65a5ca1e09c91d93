import { activitiesFile } from '../activities/files.js';
import { readCode } from '../territory/place-choice.js';
import type { Scope } from '../territory/scope.js';
import type { Form } from '../web/form.js';
import type { ActivityInput } from './plannings.js';

/** Somebody who can be chosen as trainer: an account by its id, or an address that has none as it stands. */
export interface TrainerChoice {
  value: string;
  email: string;
  name: string;
}

/** What the fields of the form can say, from the plan that it is for. */
export interface Choices {
  plan: string;
  kind: ActivityInput['kind'];
  agencies: readonly string[];
  indicators: readonly string[];
  tasks: readonly string[];
  trainers: readonly TrainerChoice[];
}

/** What the box of the test says where it is ticked. */
export const TEST_REQUIRED = 'required';

/** The fields of the trainers beside the first. */
export const FURTHER_TRAINERS = ['trainer2', 'trainer3'] as const;

/** Reads the facts of an activity; what is wrong is noted at its field. */
export function readActivity(form: Form, choices: Choices, scope: Scope): ActivityInput {
  const agency = form.raw('agency') === '' ? null : form.choice('agency', choices.agencies);
  const trainers = FURTHER_TRAINERS.map((field) => readTrainer(form, field, choices));
  return {
    plan: choices.plan,
    kind: choices.kind,
    title: form.text('title', 500),
    unit: readCode(form, 'unit', scope),
    agency,
    min_attendance: choices.kind === 'training' ? readPercent(form) : null,
    test: choices.kind === 'training' && form.many('test').includes(TEST_REQUIRED),
    capacity: form.optionalInteger('capacity', 1, 1_000_000),
    trainer: readTrainer(form, 'trainer', choices),
    trainers: trainers.filter((email) => email !== null),
    indicators: form.many('indicators').filter((code) => choices.indicators.includes(code)),
    tasks: form.many('tasks').filter((code) => choices.tasks.includes(code)),
    budget: form.optionalInteger('budget', 0, 999_999_999_999),
    budget_source: form.optionalText('budget_source', 190),
  };
}

function readPercent(form: Form): string | null {
  const typed = form.raw('min_attendance');
  if (typed === '') return null;
  const read = activitiesFile.columns.min_attendance.parse(typed);
  if ('value' in read) return read.value;
  form.refuse('min_attendance', 'planning.percent');
  return null;
}

function readTrainer(form: Form, field: string, { trainers }: Choices): string | null {
  const typed = form.raw(field);
  if (typed === '') return null;
  const found = trainers.find(({ value }) => value === typed);
  if (!found) form.refuse(field, 'form.choose');
  return found?.email ?? null;
}
