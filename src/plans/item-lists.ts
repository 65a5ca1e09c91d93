import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import type { AgencyDocument } from './plan-document.js';
import { readItem, readOptional } from './plan-forms.js';
import { type ItemList, StillFilled } from './plan-items.js';

/** The objectives of a plan; one with indicators is not left out. */
export const OBJECTIVES: ItemList = {
  noun: 'objective',
  items: ({ objectives }) => objectives,
  addresses: { all: paths.objectives, one: paths.objective, removal: paths.objectiveRemoval },
  edit(form, code) {
    const item = readItem(form, code);
    return (plan) => ({
      ...plan,
      objectives: code
        ? plan.objectives.map((each) => (each.code === code ? { ...each, ...item } : each))
        : [...plan.objectives, { ...item, indicators: [] }],
    });
  },
  without(plan, code) {
    const objective = plan.objectives.find((each) => each.code === code);
    if (objective && objective.indicators.length > 0) throw new StillFilled('plan.objective_has_indicators', code);
    return { ...plan, objectives: plan.objectives.filter((each) => each !== objective) };
  },
};

/** The tasks of a plan; the agencies that had one lose it with it. */
export const TASKS: ItemList = {
  noun: 'task',
  items: ({ tasks }) => tasks,
  addresses: { all: paths.tasks, one: paths.task, removal: paths.taskRemoval },
  edit(form, code) {
    const item = readItem(form, code);
    return (plan) => ({ ...plan, tasks: put(plan.tasks, item, code) });
  },
  without: (plan, code) => ({
    ...plan,
    tasks: plan.tasks.filter((each) => each.code !== code),
    agencies: plan.agencies.map((agency) => ({ ...agency, tasks: agency.tasks.filter((task) => task !== code) })),
  }),
};

/** The agencies of a plan; the one that leads it may be left out: then nobody is said to. */
export const AGENCIES: ItemList = {
  noun: 'agency',
  items: ({ agencies }) => agencies,
  addresses: { all: paths.agencies, one: paths.agency, removal: paths.agencyRemoval },
  edit(form, code) {
    const item = readAgency(form, code);
    return (plan) => ({ ...plan, agencies: put(plan.agencies, item, code) });
  },
  without: (plan, code) => ({
    ...plan,
    lead_agency: plan.lead_agency === code ? null : plan.lead_agency,
    agencies: plan.agencies.filter((each) => each.code !== code),
  }),
};

function readAgency(form: Form, code?: string): AgencyDocument {
  return { ...readItem(form, code), role: readOptional(form, 'role', 32), tasks: form.many('tasks') };
}

function put<T extends { code: string }>(list: readonly T[], item: T, code?: string): T[] {
  return code ? list.map((each) => (each.code === code ? item : each)) : [...list, item];
}
