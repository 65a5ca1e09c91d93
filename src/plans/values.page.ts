import { formatDate, formatInstant, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { targetWords, titleWords, valueWords } from './plan-words.js';
import type { Indicator, Plan } from './plans.entities.js';
import { planCrumbs } from './plans.page.js';
import type { ReportedStatus } from './reported-status.js';
import type { ValueInHistory } from './reported-values.js';

/** What the page of entered values shows. */
export interface ValuesShown {
  plan: Plan;
  indicator: Indicator;
  history: readonly ValueInHistory[];
  status: ReportedStatus;
  mayEdit: boolean;
}

/** The values entered for an indicator, with their history, and the form to enter one. */
export function valuesPage(locale: Locale, shown: ValuesShown, form?: Form) {
  const { plan, indicator, history, status, mayEdit } = shown;
  const word = (key: string): string => translate(locale, key);
  return {
    title: translate(locale, 'plan.values.title', { code: indicator.code }),
    heading: `${indicator.code} ${titleWords(locale, indicator)}`,
    crumbs: planCrumbs(locale, plan, { text: indicator.code }),
    facts: [
      { term: word('plan.field.status'), value: statusWords(locale, indicator, status), status },
      { term: word('plan.field.target'), value: targetWords(locale, indicator) },
      { term: word('plan.field.due'), value: formatDate(locale, indicator.due) },
    ],
    columns: ['value_date', 'value', 'value_made_of', 'value_source', 'value_entered', 'value_state'].map((field) =>
      word(`plan.field.${field}`),
    ),
    rows: history.map((value) => valueRow(locale, shown, value)),
    mayEdit,
    action: paths.reportedValues(plan.code, indicator.code),
    isPercent: indicator.unit === 'percent',
    valueHint: translate(locale, `plan.hint.value_${indicator.unit === 'percent' ? 'percent' : 'number'}`, {
      unit: indicator.unit,
    }),
    values: form ? form.typed() : {},
  };
}

/** The status in words: a falling indicator is falling or not. */
export function statusWords(locale: Locale, indicator: Pick<Indicator, 'comparator'>, status: ReportedStatus): string {
  const falling = indicator.comparator === 'falling' && (status === 'met' || status === 'not_met');
  return translate(locale, falling ? `status.falling_${status}` : `status.${status}`);
}

function valueRow(locale: Locale, { plan, indicator, history, mayEdit }: ValuesShown, value: ValueInHistory) {
  const holds = value.current === 1;
  const later = history.some(({ date, revision }) => date === value.date && revision > value.revision);
  const state = holds ? 'holds' : later ? 'replaced' : 'withdrawn';
  const { numerator, denominator } = value;
  return {
    day: formatDate(locale, value.date),
    value: valueWords(locale, value.value, indicator.unit),
    made_of:
      numerator === null || denominator === null
        ? '–'
        : `${formatNumber(locale, numerator)}/${formatNumber(locale, denominator)}`,
    source: value.source ?? '–',
    entered: formatInstant(locale, value.recorded_at),
    author: value.author ?? translate(locale, 'plan.values.command'),
    state: translate(locale, `plan.values.${state}`),
    withdraw: holds && mayEdit ? paths.reportedValueWithdrawal(plan.code, indicator.code, value.id) : null,
  };
}
