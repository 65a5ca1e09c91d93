import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Place } from '../territory/place.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { titleWords } from './plan-words.js';
import type { Plan } from './plans.entities.js';

/** A step of the way back up. */
export interface Crumb {
  text: string;
  href?: string;
}

/** The way from all plans to a page of one of them. */
export function planCrumbs(locale: Locale, plan: Plan, ...rest: Crumb[]): Crumb[] {
  return [
    { text: translate(locale, 'nav.plans'), href: paths.planList() },
    { text: plan.code, ...(rest.length > 0 ? { href: paths.planContent(plan.code) } : {}) },
    ...rest,
  ];
}

/** `1/1/2021–31/12/2025` as the reader writes days. */
export function periodWords(locale: Locale, { start, end }: Pick<Plan, 'start' | 'end'>): string {
  return `${formatDate(locale, start)} – ${formatDate(locale, end)}`;
}

/** The list of all plans. @param mayWrite whether the reader may add one */
export function listPage(
  locale: Locale,
  plans: readonly Plan[],
  places: ReadonlyMap<number, Place>,
  mayWrite: boolean,
) {
  const word = (key: string): string => translate(locale, key);
  return {
    titleKey: 'plan.list.title',
    mayWrite,
    columns: [
      { text: word('plan.field.title') },
      { text: word('plan.field.code') },
      { text: word('plan.field.unit') },
      { text: word('plan.field.period') },
    ],
    rows: plans.map((plan) => ({
      cells: [
        { text: titleWords(locale, plan), href: paths.plan(plan.code) },
        { text: plan.code, nowrap: true },
        { text: places.get(plan.place_id)?.name ?? plan.unit_code },
        { text: periodWords(locale, plan) },
      ],
    })),
  };
}

/** The controls of the form of a plan. */
export const PLAN_FIELDS = [
  'code',
  'title_vi',
  'title_en',
  'unit',
  'start',
  'end',
  'orientation_until',
  'lead_agency',
  'legal_basis',
];

/**
 * The form of a plan's own data.
 * @param plan the plan that is edited; null: a new one
 * @param form what was typed, when it is shown again
 */
export function planFormPage(
  locale: Locale,
  plan: Plan | null,
  agencies: readonly { code: string; title_vi: string; title_en: string }[],
  form?: Form,
) {
  const heading = translate(locale, plan ? 'plan.edit.title' : 'plan.new.title');
  const list = { text: translate(locale, 'nav.plans'), href: paths.planList() };
  return {
    title: heading,
    heading,
    saveKey: plan ? 'plan.save' : 'plan.new.save',
    narrow: true,
    crumbs: plan ? planCrumbs(locale, plan, { text: heading }) : [list, { text: heading }],
    action: plan ? paths.planEdit(plan.code) : paths.plans(),
    cancel: plan ? paths.planContent(plan.code) : paths.planList(),
    isNew: plan === null,
    values: form ? form.typed() : plan ? planValues(plan) : {},
    agencies: agencies.map((agency) => ({ value: agency.code, text: titleWords(locale, agency) })),
  };
}

function planValues(plan: Plan): Record<string, string> {
  const day = (value: string | null): string => (value === null ? '' : typedDay(value));
  return {
    code: plan.code,
    title_vi: plan.title_vi,
    title_en: plan.title_en,
    unit: plan.unit_code,
    start: day(plan.start),
    end: day(plan.end),
    orientation_until: day(plan.orientation_until),
    lead_agency: plan.lead_agency ?? '',
    legal_basis: (JSON.parse(plan.legal_basis) as string[]).join('\n'),
    version: String(plan.version),
  };
}

/** A day as it is typed into a field: the same in both languages. */
export function typedDay(day: string): string {
  return formatDate('vi', day);
}
