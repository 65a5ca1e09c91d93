import { missing, type Comparator as CountedComparator } from '../coverage/ratio.js';
import { formatDecimal } from '../i18n/format.js';
import { paths } from '../web/paths.js';
import { type Bullet, bullet } from './bullet.js';
import type { FigureWords } from './figure-words.js';
import { kept, type PlanView } from './plan-views.js';
import type { IndicatorContent } from './plans.js';
import { nameInSentence } from './place-words.js';
import { valueWords } from './plan-words.js';
import { apart } from './reported-status.js';
import type { Standing } from './reported-values.js';
import type { BoardRow, Miss } from './scoreboard-row.js';

const SCALES = [1, 2, 5, 10, 20, 50, 100];

/**
 * The row of an indicator whose values are entered: the latest value by the as-of date, with date and source.
 * @param mayEnter whether the reader may enter values of this plan
 */
export function reportedRow(
  view: PlanView,
  indicator: IndicatorContent,
  standing: Standing,
  mayEnter: boolean,
): BoardRow {
  const { words, content } = view;
  const { latest, status } = standing;
  const scale = scaleOf(indicator, latest === null ? [] : [latest.value]);
  const isShown = latest !== null || mayEnter;
  return {
    code: indicator.code,
    title: words.local(indicator.title_vi, indicator.title_en),
    status,
    status_text: statusText(words, indicator, status),
    bullet: reportedBar(words, indicator, latest, scale),
    lead: latest ? valueText(words, indicator, latest.value) : isShown ? words.t('coverage.value.none') : '',
    href: isShown ? paths.reportedValues(content.plan.code, indicator.code, kept(view)) : null,
    rest: latest ? `· ${restOf(words, indicator, standing, scale)}` : '',
    parts: [],
    note: null,
    miss: missOf(words, indicator, standing),
    due: words.date(indicator.due),
    due_day: indicator.due,
  };
}

/** The row at a place inside the plan of an indicator whose values are entered for the whole of it. */
export function aboveRow(view: PlanView, indicator: IndicatorContent): BoardRow {
  const { words, content, own } = view;
  return {
    code: indicator.code,
    title: words.local(indicator.title_vi, indicator.title_en),
    status: 'above',
    status_text: words.t('legend.above'),
    bullet: null,
    lead: words.t('coverage.value.whole', { whole: nameInSentence(words, own) }),
    href: paths.reportedValues(content.plan.code, indicator.code, kept(view)),
    rest: '',
    parts: [],
    note: null,
    miss: null,
    due: words.date(indicator.due),
    due_day: indicator.due,
  };
}

/** A value in its unit, in the reader's language. */
export function valueText(words: FigureWords, indicator: IndicatorContent, value: string): string {
  return valueWords(words.locale, value, indicator.unit);
}

/** Words for a status that are other than the usual ones. */
export function statusText(words: FigureWords, indicator: IndicatorContent, status: BoardRow['status']): string | null {
  if (status === 'no_value') return words.t('coverage.value.status_none');
  if (indicator.comparator !== 'falling' || status === 'uncertain') return null;
  return words.t(`coverage.value.falling_${status}`);
}

/** A rate that must stay low is drawn on a scale of its own, with room for these values, else it would be a sliver. */
export function scaleOf(indicator: IndicatorContent, values: readonly string[]): number {
  if (indicator.unit !== 'percent' || indicator.comparator !== 'lte' || indicator.target === null) return 100;
  const needed = 1.5 * Math.max(Number(indicator.target), ...values.map(Number));
  return SCALES.find((scale) => scale >= needed) ?? 100;
}

/** The bar of an entered value in per cent; none without a target. */
export function reportedBar(
  words: FigureWords,
  indicator: IndicatorContent,
  latest: Standing['latest'],
  scale: number,
): Bullet | null {
  if (!latest || indicator.target === null || indicator.unit !== 'percent') return null;
  const value = Number(latest.value);
  const promise = words.promise(indicator.comparator, indicator.target);
  const label = words.t('coverage.value.bar', { value: valueText(words, indicator, latest.value), promise });
  const tip = indicator.comparator === 'gte' ? words.target(indicator.target) : promise;
  return bullet({ floor: value, ceiling: value, whole: scale, target: Number(indicator.target) }, { label, tip });
}

/** What an entered value is made of, from which source and day. */
export function restOf(
  words: FigureWords,
  indicator: IndicatorContent,
  { latest, previous }: Standing,
  scale: number,
): string {
  if (!latest) return '';
  const parts: string[] = [];
  if (latest.numerator !== null && latest.denominator !== null) {
    parts.push(words.t('coverage.value.share', { part: latest.numerator, whole: latest.denominator }));
  }
  parts.push(latest.source, words.date(latest.date));
  if (indicator.comparator === 'falling' && previous) {
    const before = valueText(words, indicator, previous.value);
    parts.push(words.t('coverage.value.before', { value: before, date: words.date(previous.date) }));
  }
  if (scale < 100) parts.push(words.t('coverage.value.scale', { scale }));
  // the dot stays with what it follows
  return parts.join('\u00a0· ');
}

/** What the latest value still lacks. */
export function missOf(words: FigureWords, indicator: IndicatorContent, { latest, status }: Standing): Miss | null {
  const { comparator, target, unit } = indicator;
  const nowhere = { href: null };
  if (comparator === 'falling') {
    return { before: words.t('coverage.value.must_fall'), strong: '', after: '', ...nowhere };
  }
  if (!latest || target === null || status !== 'not_met') return null;
  if (unit === 'percent' && comparator !== 'lte' && latest.numerator !== null && latest.denominator) {
    const lacking = missing(latest.numerator, latest.denominator, comparator as CountedComparator, target) ?? 0;
    return { ...words.around('coverage.value.missing', { missing: lacking, count: lacking }, 'missing'), ...nowhere };
  }
  const points = formatDecimal(words.locale, apart(latest, target, unit));
  const isTooHigh = comparator === 'lte';
  if (unit === 'percent') {
    const key = isTooHigh ? 'coverage.value.too_high' : 'coverage.value.too_low';
    return { ...words.around(key, { points }, 'points'), ...nowhere };
  }
  const key = isTooHigh ? 'coverage.value.too_high_unit' : 'coverage.value.too_low_unit';
  return { ...words.around(key, { points, unit }, 'points'), ...nowhere };
}
