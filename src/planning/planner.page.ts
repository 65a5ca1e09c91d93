import type { CoverageIndicator } from '../coverage/scope.js';
import { indicatorCrumbs, planHead } from '../plans/plan-head.js';
import { byName, nameInSentence, wholeOf } from '../plans/place-words.js';
import { indicatorsOf, isSeen, keptHere, type PlanView } from '../plans/plan-views.js';
import { isAdministrative } from '../territory/place.js';
import { paths } from '../web/paths.js';
import { type Ahead, aheadRow, type AheadRow, indicatorOf, leftOver } from './planner.js';
import { canServe } from './prospects.js';
import type { ListedPlan } from './prospects.store.js';

/** Every counted indicator at the place looked at: what is missing, what is planned, who could be invited. */
export function plannerPage(ahead: Ahead): object {
  const { view } = ahead;
  const { words, scope, place } = view;
  const rows = scope.indicators.map((indicator) => aheadRow(ahead, indicator, place));
  return {
    title: [scope.code, ...(place === view.own ? [] : [place.name]), words.t('planner.title')].join(' · '),
    head: planHead(view, 'planner'),
    say: sayOf(view, rows),
    table: {
      columns: columnsOf(view, 'indicator'),
      rows: rows.map((each) => ({ cells: [indicatorCell(view, each), ...cellsOf(view, each)] })),
    },
    activities: activityTable(view, ahead.planned),
  };
}

/** One indicator at the place and at every unit directly below it. @param mayPlan whether the reader plans activities */
export function plannerIndicatorPage(ahead: Ahead, mayPlan: boolean): object {
  const { view } = ahead;
  const { words, count, place } = view;
  const indicator = indicatorOf(view);
  const { code } = indicator;
  const below = count.asked.view.children(place).filter((each) => isAdministrative(each.level) && isSeen(view, each));
  const rows = [place, ...byName(below)].map((each) => aheadRow(ahead, indicator, each));
  return {
    title: [view.scope.code, code, words.t('planner.title')].join(' · '),
    crumbs: [...indicatorCrumbs(view, code), { text: words.t('planner.of', { code }) }],
    heading: words.t('planner.heading_of', { code, title: titleOf(view, code) }),
    lede: words.t('planner.lede_of', {
      place: nameInSentence(words, place),
      groups: words.groupsInSentence(indicator.groups),
      as_of: words.date(view.dates.as_of),
    }),
    table: {
      columns: columnsOf(view, 'place'),
      rows: rows.map((each) => ({ cells: [placeCell(view, each), ...cellsOf(view, each)] })),
    },
    activities: activityTable(
      view,
      ahead.planned.filter((activity) => canServe(indicator, activity)),
    ),
    plan: mayPlan ? planLinks(view, indicator) : [],
  };
}

/** From the gap to the form that plans for it. */
function planLinks({ words, scope, place, own }: PlanView, { code, measure }: CoverageIndicator): object[] {
  const kinds = measure === 'trained' ? (['training'] as const) : (['campaign', 'training'] as const);
  const unit = place === own ? undefined : place.code;
  return kinds.map((kind) => ({
    text: words.t(`planning.new_${kind}`),
    href: paths.activityNew({ kind, plan: scope.code, unit, indicator: code }),
  }));
}

function columnsOf({ words }: PlanView, first: 'indicator' | 'place'): object[] {
  const names = ['now', 'missing', 'planned', 'left', 'known'];
  return [
    { text: words.t(`planner.col.${first}`) },
    ...names.map((name) => ({ text: words.t(`planner.col.${name}`), num: true })),
  ];
}

/** "Các hoạt động đã lên lịch có thể bù đủ cho 2 trên 5 chỉ tiêu còn thiếu." */
function sayOf({ words }: PlanView, rows: readonly AheadRow[]): string {
  const lacking = rows.filter(({ row }) => (row.missing ?? 0) > 0);
  if (lacking.length === 0) return words.t('planner.say_none');
  const covered = lacking.filter((each) => leftOver(each) === 0).length;
  return words.t('planner.say', { covered, lacking: lacking.length });
}

function titleOf({ content, words }: PlanView, code: string): string {
  const found = indicatorsOf(content).find((each) => each.code === code);
  return found ? words.local(found.title_vi, found.title_en) : code;
}

function indicatorCell(view: PlanView, { indicator }: AheadRow): object {
  const { words, scope } = view;
  return {
    text: `${indicator.code} ${titleOf(view, indicator.code)}`,
    href: paths.planPlannerOf(scope.code, indicator.code, keptHere(view)),
    sub: words.promise(indicator.comparator, indicator.target),
  };
}

function placeCell(view: PlanView, { place, indicator }: AheadRow): object {
  const { words, scope, place: looked } = view;
  if (place === looked) return { text: wholeOf(words, place) };
  return { text: place.name, href: paths.planPlannerOf(scope.code, indicator.code, keptHere(view, place)) };
}

function cellsOf(view: PlanView, each: AheadRow): object[] {
  const { words, scope } = view;
  const { row, indicator, place, known } = each;
  const left = leftOver(each);
  const here = keptHere(view, place);
  const of = row.population === null ? words.num(row.floor) : `${words.num(row.floor)}/${words.num(row.population)}`;
  return [
    {
      text: row.percent === null ? of : words.percent(row.percent),
      href: paths.planFigure(scope.code, indicator.code, here),
      ...(row.percent === null ? { sub: words.t('status.no_baseline') } : { sub: of }),
    },
    { text: row.missing === null ? '–' : words.num(row.missing) },
    plannedCell(view, each),
    { text: left === null ? '–' : words.num(left) },
    known === 0
      ? { text: words.num(0) }
      : { text: words.num(known), href: paths.planInvitations(scope.code, indicator.code, here) },
  ];
}

/** "60", and under it "12 có tên, 48 chỗ trống". */
function plannedCell({ words }: PlanView, { prospect }: AheadRow): object {
  const { activities, enrolled, free, unlimited, most } = prospect;
  if (activities === 0 && enrolled === 0) return { text: words.num(0) };
  const parts = Object.entries({ enrolled, free, unlimited }).filter(([, count]) => count > 0);
  const sub = parts.map(([name, count]) => words.t(`planner.${name}`, { count })).join(', ');
  return { text: most === null ? words.t('planner.no_end') : words.num(most), sub };
}

function activityTable({ words, mine }: PlanView, planned: readonly ListedPlan[]): object | null {
  if (planned.length === 0) return null;
  const columns = ['activity', 'next', 'at', 'free', 'serves'];
  return {
    columns: columns.map((name) => ({ text: words.t(`planner.col.${name}`), num: name === 'free' })),
    rows: planned.map((activity) => ({
      cells: [
        {
          text: activity.title,
          href: paths.activity(activity.code),
          sub: words.t(`activities.kind.${activity.kind}`) + draftOf(words, activity),
        },
        { text: words.date(activity.next_date), nowrap: true },
        { text: placeOf(mine, activity) },
        { text: activity.free === null ? words.t('planner.no_capacity') : words.num(activity.free) },
        { text: activity.serves.size === 0 ? words.t('planner.serves_any') : [...activity.serves].join(', ') },
      ],
    })),
  };
}

function draftOf(words: PlanView['words'], { status }: ListedPlan): string {
  return status === 'draft' ? `, ${words.t('activities.status.draft').toLocaleLowerCase('vi')}` : '';
}

function placeOf({ territory }: PlanView['mine'], { place_id, unit_code }: ListedPlan): string {
  const place = place_id === null ? undefined : territory.placeById(place_id);
  return place?.name ?? unit_code;
}
