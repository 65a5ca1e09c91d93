import { formatDate, formatInstant, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { wholeByName } from './place-words.js';
import { asOfForm, dateNotices, indicatorCrumbs } from './plan-head.js';
import type { PlanView } from './plan-views.js';
import { targetWords, valueWords } from './plan-words.js';
import type { IndicatorContent } from './plans.js';
import type { Standing, ValueInHistory } from './reported-values.js';
import { missOf, reportedBar, restOf, scaleOf, statusText, valueText } from './scoreboard-reported.js';
import { valuesTrend } from './values-trend.page.js';

/** What the page of entered values shows. */
export interface ValuesShown {
  indicator: IndicatorContent;
  /** As of the day of the view. */
  standing: Standing;
  history: readonly ValueInHistory[];
  mayEdit: boolean;
}

/** The figure of an indicator whose values are entered, their trend and history, and the form to enter one. */
export function valuesPage(view: PlanView, shown: ValuesShown, form?: Form) {
  const { words, content } = view;
  const { indicator, history, standing, mayEdit } = shown;
  const { code } = content.plan;
  const unit = indicator.unit === 'percent' ? 'percent' : 'number';
  const lead = standing.latest ? valueText(words, indicator, standing.latest.value) : null;
  return {
    title: [indicator.code, ...(lead === null ? [] : [lead]), code].join(' · '),
    heading: `${indicator.code} ${words.local(indicator.title_vi, indicator.title_en)}`,
    crumbs: [
      ...indicatorCrumbs(view, indicator.code),
      { text: words.t('coverage.crumb_indicator', { code: indicator.code }) },
    ],
    asof: asOfForm(view, paths.reportedValues(code, indicator.code)),
    notices: dateNotices(view),
    lede: ledeOf(view, indicator),
    figure: lead === null ? null : figureOf(view, shown, lead),
    status: standing.status,
    status_text: statusText(words, indicator, standing.status),
    trend: valuesTrend(view, indicator, history),
    columns: ['value_date', 'value', 'value_made_of', 'value_source', 'value_entered', 'value_state'].map((field) =>
      words.t(`plan.field.${field}`),
    ),
    rows: history.map((value) => valueRow(view, shown, value)),
    mayEdit,
    action: paths.reportedValues(code, indicator.code),
    isPercent: unit === 'percent',
    valueHint: words.t(`plan.hint.value_${unit}`, { unit: indicator.unit }),
    values: form ? form.typed() : {},
  };
}

function ledeOf({ words, own, dates }: PlanView, indicator: IndicatorContent): string {
  return words.t('plan.values.lede', {
    place: wholeByName(words, own),
    as_of: words.date(dates.as_of),
    target: targetWords(words.locale, indicator),
    due: words.date(indicator.due),
  });
}

/** The latest value by the as-of date with its bar, as the scoreboard has it. */
function figureOf({ words }: PlanView, { indicator, standing }: ValuesShown, lead: string): object {
  const scale = scaleOf(indicator, standing.latest ? [standing.latest.value] : []);
  return {
    lead,
    rest: restOf(words, indicator, standing, scale),
    bullet: reportedBar(words, indicator, standing.latest, scale),
    miss: missOf(words, indicator, standing),
  };
}

function valueRow({ words, content, dates }: PlanView, { indicator, mayEdit }: ValuesShown, value: ValueInHistory) {
  const { locale } = words;
  const { numerator, denominator } = value;
  const holds = value.current === 1;
  return {
    day: formatDate(locale, value.date),
    value: valueWords(locale, value.value, indicator.unit),
    made_of:
      numerator === null || denominator === null
        ? '–'
        : `${formatNumber(locale, numerator)}/${formatNumber(locale, denominator)}`,
    source: value.source ?? '–',
    entered: formatInstant(locale, value.recorded_at),
    author: value.author ?? words.t('plan.values.command'),
    state: stateOf(locale, value, dates.as_of),
    withdraw: holds && mayEdit ? paths.reportedValueWithdrawal(content.plan.code, indicator.code, value.id) : null,
  };
}

function stateOf(locale: Locale, { current, date, withdrawn_at }: ValueInHistory, asOf: string): string {
  if (withdrawn_at !== null) {
    return translate(locale, 'plan.values.withdrawn', { when: formatInstant(locale, withdrawn_at) });
  }
  if (current === 0) return translate(locale, 'plan.values.replaced');
  return translate(locale, date > asOf ? 'plan.values.later' : 'plan.values.holds');
}
