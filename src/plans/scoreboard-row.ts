import { ALL_GROUPS } from '../coverage/count.js';
import { type CoverageRow, coverageRow } from '../coverage/output.js';
import { isOverBaseline } from '../coverage/ratio.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import type { Place } from '../territory/place.js';
import { paths } from '../web/paths.js';
import { type Bullet, bullet } from './bullet.js';
import type { Strong } from './figure-words.js';
import { placesInWords } from './place-words.js';
import { keptHere, type PlanView } from './plan-views.js';
import type { IndicatorContent } from './plans.js';

/** A status of any indicator; `no_value`: nothing was entered; `above`: only larger places have figures of it. */
export type BoardStatus = CoverageRow['status'] | 'no_value' | 'above';

/** What an indicator still lacks; where it leads, the whole sentence is the link. */
export type Miss = Strong & { href: string | null };

/** One indicator on the scoreboard, in words. */
export interface BoardRow {
  code: string;
  title: string;
  status: BoardStatus;
  /** Instead of the word of the status. */
  status_text: string | null;
  bullet: Bullet | null;
  lead: string;
  /** Null: nothing to be opened, or not by this reader. */
  href: string | null;
  rest: string;
  parts: { name: string; text: string; href: string; rest: string }[];
  note: string | null;
  miss: Miss | null;
  due: string;
  due_day: string;
}

/** The row of an indicator that is counted. */
export function countedRow(view: PlanView, content: IndicatorContent, indicator: CoverageIndicator): BoardRow {
  const { words, place } = view;
  const row = rowAt(view, indicator, ALL_GROUPS);
  const href = paths.planFigure(view.scope.code, indicator.code, keptHere(view));
  const above = isCountedAbove(view, place, indicator, row);
  return {
    code: indicator.code,
    title: words.local(content.title_vi, content.title_en),
    status: above ? 'above' : row.status,
    status_text: above ? words.t('legend.above') : null,
    bullet: barOf(view, indicator, row),
    lead: row.percent === null ? words.num(row.floor) : words.percent(row.percent),
    href,
    rest: restOf(view, indicator, row),
    parts: partsOf(view, indicator),
    note: isOverBaseline(row.floor, row.population) ? words.t('coverage.over_baseline') : null,
    miss: above ? null : missOf(view, indicator, row, href),
    due: words.date(content.due),
    due_day: content.due,
  };
}

/** Whether a place has no baseline of an indicator because only larger places have one: that is no gap. */
export function isCountedAbove(
  { count, own }: PlanView,
  place: Place,
  indicator: CoverageIndicator,
  row: CoverageRow,
): boolean {
  return place !== own && row.population === null && count.isCountedAbove(place, indicator);
}

/** The row of one group of an indicator, or of all (`*`), at the place looked at. */
export function rowAt({ scope, count, place }: PlanView, indicator: CoverageIndicator, group: string): CoverageRow {
  return coverageRow(scope.code, indicator, group, place, count.figures(indicator, group, place));
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
  const { words } = view;
  if (indicator.groups.length < 2) return [];
  return indicator.groups.map((group) => {
    const { percent, floor, population } = rowAt(view, indicator, group);
    const href = paths.planFigure(view.scope.code, indicator.code, { ...keptHere(view), group });
    const about = { name: words.group(group), href };
    if (percent === null || population === null) {
      return { ...about, text: `${words.num(floor)} ${words.unit([group])}`, rest: words.t('coverage.part_no_rate') };
    }
    return { ...about, text: `${words.num(floor)}/${words.num(population)}`, rest: ` = ${words.percent(percent)}` };
  });
}

function missOf(view: PlanView, indicator: CoverageIndicator, row: CoverageRow, href: string): Miss | null {
  const { words, count, place } = view;
  const plain = (text: string, to: string | null): Miss => ({ before: text, strong: '', after: '', href: to });
  if (row.status === 'no_baseline') {
    if (row.population === 0) return plain(words.t('coverage.population_zero'), null);
    const missing = new Set(indicator.groups.flatMap((group) => count.baseline(place, group).missing));
    const places = placesInWords(view, [...missing]);
    return plain(words.t('coverage.enter_baselines', { places }), `${href}#baseline`);
  }
  if (row.missing === null || row.missing === 0) return null;
  const params = { missing: row.missing, unit: words.unit(indicator.groups) };
  const key = row.missing === 1 ? 'coverage.missing_one' : 'coverage.missing';
  const lacks = { ...words.around(key, params, 'missing'), href: null };
  if (row.status !== 'uncertain') return lacks;
  return { ...lacks, after: `${lacks.after}. ${words.t('coverage.names_decide')}` };
}
