import { ALL_GROUPS } from '../coverage/count.js';
import { type CoverageRow, coverageRow } from '../coverage/output.js';
import type { CoverageIndicator } from '../coverage/scope.js';
import { FIRST_DAY, isAdministrative, type Place } from '../territory/place.js';
import { paths } from '../web/paths.js';
import { comparePlaceNames, kindsOf, shortName, wholeOf } from './place-words.js';
import { planHead } from './plan-head.js';
import { keptHere, keptOnBoard, type PlanView } from './plan-views.js';
import { isCountedAbove } from './scoreboard-row.js';

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
  place: Place;
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
  const { words, scope, dates, own, place } = view;
  const below = placesBelow(view, visible);
  const rows = below.map((each) => rowOf(view, each, shortName(each)));
  const keep = Object.entries(keptHere(view)).map(([name, value]) => ({ name, value }));
  const title = words.t('coverage.matrix.title');
  return {
    title: [scope.code, ...(place === own ? [] : [place.name]), title].join(' · '),
    pageClass: 'matrix-page',
    head: planHead(view, 'matrix'),
    heading: heading(view, below),
    tree: treeWords(view),
    sort: {
      action: paths.planMatrix(scope.code),
      value: sort,
      keep,
      options: SORTS.map((value) => ({ value, text: words.t(`coverage.matrix.sort_${value}`) })),
    },
    columns: scope.indicators.map((indicator) => columnOf(view, indicator)),
    caption: words.t('coverage.matrix.caption', { as_of: words.date(dates.as_of) }),
    wide: scope.indicators.length > FITTING,
    all: { ...rowOf(view, place, wholeOf(words, place)), href: null },
    rows: sorted(rows, sort),
    csv: paths.planCsv(scope.code, keptHere(view)),
  };
}

function heading({ words, scope }: PlanView, below: readonly Place[]): string {
  const indicators = scope.indicators.length;
  if (below.length === 0) return words.t('coverage.matrix.heading_alone', { indicators });
  return words.t('coverage.matrix.heading', { places: below.length, kinds: kindsOf(words, below), indicators });
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
    groups: words.groupList(indicator.groups),
    promise: words.t(`coverage.matrix.${indicator.measure}`, {
      promise: words.promise(indicator.comparator, indicator.target),
    }),
  };
}

function rowOf(view: PlanView, place: Place, name: string): MatrixRow {
  const { scope, count } = view;
  const cells = scope.indicators.map((indicator) => {
    const row = coverageRow(scope.code, indicator, ALL_GROUPS, place, count.figures(indicator, ALL_GROUPS, place));
    return cellOf(view, place, indicator, row);
  });
  const met = cells.filter(({ status }) => status === 'met').length;
  const applies = cells.filter(({ status }) => status !== 'above' && status !== 'nobody').length;
  return { place, name, href: paths.plan(scope.code, keptOnBoard(view, place)), cells, met, applies };
}

function cellOf(view: PlanView, place: Place, indicator: CoverageIndicator, row: CoverageRow): Cell {
  const { words } = view;
  const href = paths.planFigure(view.scope.code, indicator.code, keptHere(view, place));
  if (row.population === 0 && row.ceiling === 0) return { status: 'nobody', href };
  if (isCountedAbove(view, place, indicator, row)) {
    return row.ceiling === 0 ? { status: 'above' } : { status: 'above', href, value: words.num(row.floor) };
  }
  const { status, percent, percent_max } = row;
  if (percent === null || percent_max === null || row.population === null) {
    return { status, href, value: words.num(row.floor), note: lackOf(view, place, indicator) };
  }
  const value = words.percent(percent);
  if (status === 'met') return { status, href, value, note: `${words.num(row.floor)}/${words.num(row.population)}` };
  if (status === 'uncertain') {
    return { status, href, value, note: words.t('coverage.matrix.maybe', { percent: words.percent(percent_max) }) };
  }
  return { status, href, value, note: words.t('coverage.matrix.missing', { missing: row.missing ?? 0 }) };
}

/** Of how many places the baseline still lacks, where others of them are known. */
function lackOf({ words, count }: PlanView, place: Place, { groups }: CoverageIndicator): string {
  const missing = [...new Set(groups.flatMap((group) => count.baseline(place, group).missing))];
  if (missing.includes(place)) return words.t('coverage.matrix.no_baseline');
  return words.t('coverage.matrix.lacking', { count: missing.length, kinds: kindsOf(words, missing) });
}

function sorted(rows: MatrixRow[], sort: MatrixSort): MatrixRow[] {
  const byName = (a: MatrixRow, b: MatrixRow): number => comparePlaceNames(a.place, b.place);
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
