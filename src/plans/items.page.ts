import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Form } from '../web/form.js';
import { roleOptions, titleWords } from './plan-words.js';
import type { Plan, Task } from './plans.entities.js';
import { planCrumbs } from './plans.page.js';
import type { AgencyContent } from './plans.js';
import { paths } from '../web/paths.js';

/** The controls of the forms of objectives, tasks and agencies. */
export const ITEM_FIELDS = ['code', 'title_vi', 'title_en', 'role', 'tasks'];

/** Which list of a plan a form is about, and where it leads. */
export interface ItemForm {
  noun: 'objective' | 'task' | 'agency';
  /** Where the form posts to. */
  action: string;
  /** Where the button that leaves the thing out posts to; null where there is none. */
  removal: string | null;
}

/** What is edited; null: something new. */
export type Item = Pick<Task, 'code' | 'title_vi' | 'title_en'> & Partial<Pick<AgencyContent, 'role' | 'tasks'>>;

/**
 * The form of an objective, a task or an agency.
 * @param tasks the plan's tasks, for an agency
 * @param form what was typed, when it is shown again
 */
export function itemPage(
  locale: Locale,
  plan: Plan,
  { noun, action, removal }: ItemForm,
  item: Item | null,
  tasks: readonly Task[],
  form?: Form,
) {
  const heading = translate(locale, `plan.${noun}.${item ? 'edit' : 'new'}`, { code: item?.code ?? '' });
  const chosen = form ? form.many('tasks') : (item?.tasks ?? []);
  return {
    title: heading,
    heading,
    save: item ? translate(locale, 'plan.save') : heading,
    narrow: true,
    crumbs: planCrumbs(locale, plan, { text: heading }),
    action,
    cancel: paths.planContent(plan.code),
    isNew: item === null,
    isAgency: noun === 'agency',
    values: form ? form.typed() : { ...item, role: item?.role ?? '', version: String(plan.version) },
    roles: roleOptions(locale, item?.role ?? null),
    tasks: tasks.map((task) => ({
      value: task.code,
      text: `${task.code} ${titleWords(locale, task)}`,
      checked: chosen.includes(task.code),
    })),
    removal,
    removalText: translate(locale, `plan.${noun}.remove`, { code: item?.code ?? '' }),
    version: String(plan.version),
  };
}
