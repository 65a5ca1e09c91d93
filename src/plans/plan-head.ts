import type { FigureWords } from './figure-words.js';
import { isAdministrative } from '../territory/place.js';
import { paths } from '../web/paths.js';
import { kept, keptHere, keptOnBoard, type PlanView } from './plan-views.js';
import { planTabs } from './plan-tabs.js';
import { kindsOf } from './place-words.js';
import { hashOf, objectiveShort } from './plan-words.js';
import type { Crumb } from './plans.page.js';
import type { PlanContent } from './plans.js';

/** What stands above the pages of a plan's figures: title, territory and period, the dates of the count, the tabs. */
export function planHead(view: PlanView, tab: 'scoreboard' | 'matrix' | 'planner'): object {
  const { words, content, own, place } = view;
  const { code } = content.plan;
  const filter = {
    scoreboard: keptOnBoard(view),
    matrix: onMatrix(view),
    planner: keptHere(view),
    content: kept(view),
  };
  const page = { scoreboard: paths.plan, matrix: paths.planMatrix, planner: paths.planPlanner }[tab];
  const whole = page(code, tab === 'scoreboard' ? keptOnBoard(view, own) : kept(view));
  const title = planTitle(content, words);
  return {
    title: place === own ? title : place.name,
    lede: place === own ? planPeriod(view) : `${title}. ${planPeriod(view)}.`,
    whole: place === own ? null : { href: whole, text: words.t('coverage.see_whole', { kind: kindsOf(words, [own]) }) },
    asof: asOfForm(view, page(code), [{ name: 'unit', value: filter[tab].unit }]),
    notices: dateNotices(view),
    tabs: { label: words.t('coverage.tabs'), items: planTabs(words.locale, code, tab, filter) },
  };
}

/** The matrix of a place where it has units below it, else of the whole plan. */
function onMatrix(view: PlanView): Record<string, string | undefined> {
  const hasUnits = view.count.asked.view.children(view.place).some(({ level }) => isAdministrative(level));
  return hasUnits ? keptHere(view) : kept(view);
}

/** The form of as-of date and window, with what was typed where it could not be used. */
export function asOfForm(
  { dates, words, content }: Pick<PlanView, 'dates' | 'words' | 'content'>,
  action: string,
  keep: { name: string; value: string | undefined }[] = [],
): object {
  const wrong = dates.errors.length > 0;
  const from = dates.from ?? (dates.as_of < content.plan.start ? undefined : content.plan.start);
  return {
    action,
    to: wrong ? dates.typed.to : words.typed(dates.as_of),
    from: wrong ? dates.typed.from : from === undefined ? '' : words.typed(from),
    keep: keep.filter(({ value }) => value !== undefined),
  };
}

/** What a reader must know of the days of the figures: that they are not those that were typed, or lie outside the plan. */
export function dateNotices({ dates, words, content }: Pick<PlanView, 'dates' | 'words' | 'content'>): string[] {
  const start = words.date(content.plan.start);
  const as_of = words.date(dates.as_of);
  if (dates.errors.length > 0) return [words.t('coverage.dates_refused', { as_of })];
  if (dates.as_of < content.plan.start) return [words.t('coverage.before_start', { start, as_of })];
  const isEarly = dates.from !== undefined && dates.from < content.plan.start;
  return isEarly ? [words.t('coverage.from_before_start', { start })] : [];
}

/** The way from a plan's scoreboard to one of its indicators, which stands in an objective. */
export function indicatorCrumbs(view: PlanView, code: string): Crumb[] {
  const { words, content } = view;
  const board = paths.plan(content.plan.code, keptOnBoard(view));
  const objective = content.objectives.find(({ indicators }) => indicators.some((each) => each.code === code));
  return [
    { text: words.t('coverage.crumb_plans'), href: board },
    ...(objective
      ? [{ text: objectiveShort(words.locale, objective), href: `${board}${hashOf('objective', objective.code)}` }]
      : []),
  ];
}

/** The plan's title in the reader's language. */
export function planTitle({ plan }: PlanContent, words: FigureWords): string {
  return words.local(plan.title_vi, plan.title_en);
}

function planPeriod({ content: { plan }, own, words }: PlanView): string {
  const params = { unit: own.name, start: words.date(plan.start), end: words.date(plan.end) };
  if (plan.orientation_until === null) return words.t('coverage.period', params);
  return words.t('coverage.period_orientation', { ...params, until: plan.orientation_until.slice(0, 4) });
}
