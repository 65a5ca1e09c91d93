import { ALL_GROUPS } from '../coverage/count.js';
import { type CoverageRow, coverageRow } from '../coverage/output.js';
import { isOverBaseline } from '../coverage/ratio.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import { paths } from '../web/paths.js';
import { type Bullet, bullet } from './bullet.js';
import { kept, type PlanView } from './plan-views.js';
import type { IndicatorContent } from './plans.js';

/** A status of any indicator; `no_value`: nothing was entered. */
export type BoardStatus = CoverageRow['status'] | 'no_value';

/** One indicator on the scoreboard, in words. */
export interface BoardRow {
  code: string;
  title: string;
  status: BoardStatus;
  /** Instead of the word of the status. */
  status_text: string | null;
  bullet: Bullet | null;
  lead: string;
  href: string;
  rest: string;
  parts: { text: string; href: string }[];
  note: string | null;
  miss: { text: string; href: string | null } | null;
  due: string;
  due_day: string;
}

/** The row of an indicator that is counted. */
export function countedRow(view: PlanView, content: IndicatorContent, indicator: CoverageIndicator): BoardRow {
  const { words, count, own } = view;
  const row = coverageRow(view.scope.code, indicator, ALL_GROUPS, own, count.figures(indicator, ALL_GROUPS, own));
  const href = paths.planFigure(view.scope.code, indicator.code, kept(view));
  return {
    code: indicator.code,
    title: words.local(content.title_vi, content.title_en),
    status: row.status,
    status_text: null,
    bullet: barOf(view, indicator, row),
    lead: row.percent === null ? words.num(row.floor) : words.percent(row.percent),
    href,
    rest: restOf(view, indicator, row),
    parts: partsOf(view, indicator),
    note: isOverBaseline(row.floor, row.population) ? words.t('coverage.over_baseline') : null,
    miss: missOf(view, indicator, row, href),
    due: words.date(content.due),
    due_day: content.due,
  };
}

/** The bar of a counted row; none without a baseline. */
export function barOf({ words }: PlanView, indicator: CoverageIndicator, row: CoverageRow): Bullet | null {
  const { percent, percent_max, population, floor, ceiling } = row;
  if (percent === null || percent_max === null || population === null) return null;
  const target = words.target(indicator.target);
  const key = ceiling > floor ? 'coverage.bar_maybe' : 'coverage.bar';
  const label = words.t(key, { floor: words.percent(percent), ceiling: words.percent(percent_max), target });
  const tip = indicator.comparator === 'gte' ? target : words.promise(indicator.comparator, indicator.target);
  const tick = (Number(indicator.target) * population) / 100;
  return bullet({ floor, ceiling, whole: population, target: tick }, { label, tip });
}

function restOf({ words }: PlanView, indicator: CoverageIndicator, row: CoverageRow): string {
  const unit = words.unit(indicator.groups);
  if (row.percent === null || row.percent_max === null || row.population === null) {
    return row.ceiling > row.floor
      ? words.t('coverage.no_rate_maybe', { unit, ceiling: row.ceiling })
      : words.t('coverage.no_rate', { unit });
  }
  const of = words.t('coverage.of_short', { floor: row.floor, population: row.population, unit });
  return row.ceiling > row.floor
    ? `${of}\u00a0· ${words.t('coverage.maybe', { percent: words.percent(row.percent_max) })}`
    : of;
}

/** The groups of an indicator that has several, each with its two numbers. */
function partsOf(view: PlanView, indicator: CoverageIndicator): BoardRow['parts'] {
  const { words, count, own } = view;
  if (indicator.groups.length < 2) return [];
  return indicator.groups.map((group) => {
    const row = coverageRow(view.scope.code, indicator, group, own, count.figures(indicator, group, own));
    const of = { group: words.short(group), floor: row.floor, unit: words.unit([group]) };
    const text =
      row.percent === null || row.population === null
        ? words.t('coverage.part_no_rate', of)
        : words.t('coverage.part', { ...of, population: row.population, percent: words.percent(row.percent) });
    return { text, href: paths.planFigure(view.scope.code, indicator.code, { ...kept(view), group }) };
  });
}

function missOf(view: PlanView, indicator: CoverageIndicator, row: CoverageRow, href: string): BoardRow['miss'] {
  const { words, count, own } = view;
  if (row.status === 'no_baseline') {
    if (row.population === 0) return { text: words.t('coverage.population_zero'), href: null };
    const places = indicator.groups.flatMap((group) => count.baseline(own, group).missing.map(({ name }) => name));
    const text = words.t('coverage.enter_baselines', { places: someOf(words, [...new Set(places)]) });
    return { text, href: `${href}#baseline` };
  }
  if (row.missing === null || row.missing === 0) return null;
  const text = words.t('coverage.missing', { missing: row.missing, unit: words.unit(indicator.groups) });
  if (row.status !== 'uncertain') return { text, href: null };
  return { text: `${text}. ${words.t('coverage.names_decide')}`, href: null };
}

/** At most three names, and how many more there are. */
export function someOf(words: PlanView['words'], names: readonly string[]): string {
  if (names.length <= 4) return words.list(names);
  return words.t('coverage.and_more', { names: names.slice(0, 3).join(', '), count: names.length - 3 });
}
