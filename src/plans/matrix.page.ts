import { ALL_GROUPS } from '../coverage/count.js';
import { type CoverageRow, coverageRow } from '../coverage/output.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import { compareText } from '../i18n/format.js';
import { FIRST_DAY, isAdministrative, type Place } from '../territory/place.js';
import { paths } from '../web/paths.js';
import { planHead, planTitle } from './plan-head.js';
import { kept, type PlanView } from './plan-views.js';

export const SORTS = ['name', 'fewest'] as const;
export type MatrixSort = (typeof SORTS)[number];

/** What views/partials/matrix-cell.hbs draws. */
interface Cell {
  status: CoverageRow['status'] | 'above' | 'nobody';
  href?: string;
  value?: string;
  note?: string;
}

interface MatrixRow {
  name: string;
  href: string | null;
  cells: Cell[];
  met: number;
  applies: number;
}

/** More indicators than these do not fit a screen. */
const FITTING = 8;

/**
 * Places and indicators: the place of the count first, then those directly below it.
 * @param visible of all places that have rows those whose figures the reader sees
 */
export function matrixPage(view: PlanView, visible: readonly Place[], sort: MatrixSort): object {
  const { words, content, count, scope, dates } = view;
  const { root } = count.asked;
  const below = placesBelow(view, visible);
  const rows = below.map((place) =>
    rowOf(view, place, paths.planMatrix(scope.code, { ...kept(view), unit: place.code })),
  );
  const asked = root === view.own ? undefined : root.code;
  const address = { ...kept(view), unit: asked };
  return {
    title: `${words.t('coverage.matrix.title')} · ${planTitle(content, words)}`,
    pageClass: 'matrix-page',
    head: planHead(view, 'matrix', paths.planMatrix(scope.code), keepUnit(asked)),
    heading: words.t('coverage.matrix.heading', { places: below.length, indicators: scope.indicators.length }),
    where: root === view.own ? null : root.name,
    tree: treeWords(view),
    sort: {
      action: paths.planMatrix(scope.code),
      value: sort,
      keep: [{ name: 'as_of', value: dates.as_of }, { name: 'from', value: dates.from ?? '' }, ...keepUnit(asked)],
      options: SORTS.map((value) => ({ value, text: words.t(`coverage.matrix.sort_${value}`) })),
    },
    columns: scope.indicators.map((indicator) => columnOf(view, indicator)),
    caption: words.t('coverage.matrix.caption', { as_of: words.date(dates.as_of) }),
    wide: scope.indicators.length > FITTING,
    all: rowOf(view, root, null),
    rows: sorted(view, rows, sort),
    csv: paths.planCsv(scope.code, address),
    whole: asked === undefined ? null : paths.planMatrix(scope.code, kept(view)),
  };
}

function keepUnit(unit: string | undefined): { name: string; value: string }[] {
  return unit === undefined ? [] : [{ name: 'unit', value: unit }];
}

/** Those directly below; for somebody whose territory lies deeper, the places of it. */
function placesBelow({ count }: PlanView, visible: readonly Place[]): Place[] {
  const { view, root } = count.asked;
  const children = view.children(root).filter((place) => isAdministrative(place.level) && visible.includes(place));
  return children.length > 0 ? children : visible.filter((place) => place !== root && view.isBelow(place, root));
}

function columnOf({ words }: PlanView, indicator: CoverageIndicator): object {
  return {
    code: indicator.code,
    groups: indicator.groups.map((group) => words.short(group)).join(', '),
    promise: words.t(`coverage.matrix.${indicator.measure}`, {
      promise: words.promise(indicator.comparator, indicator.target),
    }),
  };
}

function rowOf(view: PlanView, place: Place, href: string | null): MatrixRow {
  const { scope, count } = view;
  const found = scope.indicators.map((indicator) => ({
    indicator,
    row: coverageRow(scope.code, indicator, ALL_GROUPS, place, count.figures(indicator, ALL_GROUPS, place)),
  }));
  const cells = found.map(({ indicator, row }) => cellOf(view, place, indicator, row));
  const met = cells.filter(({ status }) => status === 'met').length;
  const applies = cells.filter(({ status }) => status !== 'above' && status !== 'nobody').length;
  const hasBelow = view.count.asked.view.children(place).some(({ level }) => isAdministrative(level));
  return { name: place.name, href: hasBelow ? href : null, cells, met, applies };
}

function cellOf(view: PlanView, place: Place, indicator: CoverageIndicator, row: CoverageRow): Cell {
  const { words, own } = view;
  const unit = place === own ? undefined : place.code;
  const href = paths.planFigure(view.scope.code, indicator.code, { ...kept(view), unit });
  if (row.population === 0 && row.ceiling === 0) return { status: 'nobody', href };
  if (isCountedAbove(view, place, indicator, row)) return { status: 'above' };
  const { status, percent, percent_max } = row;
  if (percent === null || percent_max === null || row.population === null) {
    return { status, href, value: words.num(row.floor), note: words.t('coverage.matrix.no_baseline') };
  }
  const value = words.percent(percent);
  if (status === 'met') return { status, href, value, note: `${words.num(row.floor)}/${words.num(row.population)}` };
  if (status === 'uncertain') {
    return { status, href, value, note: words.t('coverage.matrix.maybe', { percent: words.percent(percent_max) }) };
  }
  return { status, href, value, note: words.t('coverage.matrix.missing', { missing: row.missing ?? 0 }) };
}

/** Nothing is known and nobody was reached here, and the plan's own unit has figures entered for itself. */
function isCountedAbove(view: PlanView, place: Place, indicator: CoverageIndicator, row: CoverageRow): boolean {
  const { count, own } = view;
  if (place === own || row.population !== null || row.ceiling > 0) return false;
  return indicator.groups.every((group) => count.baseline(own, group).rule === 'figure');
}

function sorted({ words }: PlanView, rows: MatrixRow[], sort: MatrixSort): MatrixRow[] {
  const byName = (a: MatrixRow, b: MatrixRow): number => compareText(words.locale, a.name, b.name);
  if (sort === 'name') return rows.sort(byName);
  return rows.sort((a, b) => a.met - b.met || b.applies - a.applies || byName(a, b));
}

/** Which tree this is: the one of the as-of date, and the reform of the territory next to it. */
function treeWords({ words, count, own, dates }: PlanView): string {
  const { territory } = count;
  const days = territory.places
    .filter(
      (place) => place.valid_from !== FIRST_DAY && place.level !== 'cohort' && territory.beganWithPredecessors(place),
    )
    .filter((place) => {
      const then = territory.view(place.valid_from, own);
      return then.stands(own) && then.isBelow(place, own);
    })
    .map((place) => place.valid_from)
    .sort();
  const next = days.find((day) => day > dates.as_of);
  const last = days.findLast((day) => day <= dates.as_of);
  const as_of = words.date(dates.as_of);
  if (next) return words.t('coverage.matrix.tree_before', { as_of, reform: words.date(next) });
  if (last) return words.t('coverage.matrix.tree_after', { as_of, reform: words.date(last) });
  return words.t('coverage.matrix.tree', { as_of });
}
