import type { FigureWords } from './figure-words.js';
import { kept, type PlanView } from './plan-views.js';
import { type PlanTab, planTabs } from './plan-tabs.js';
import type { PlanContent } from './plans.js';

/** What stands above every page of a plan: title, territory and period, the dates of the count, the tabs. */
export function planHead(
  view: PlanView,
  tab: PlanTab,
  action: string,
  keep: { name: string; value: string }[] = [],
): object {
  const { words, content } = view;
  return {
    title: planTitle(content, words),
    lede: planPeriod(view),
    asof: asOfForm(view, action, keep),
    tabs: { label: words.t('coverage.tabs'), items: planTabs(words.locale, content.plan.code, tab, kept(view)) },
  };
}

/** The form of as-of date and window, with what was typed where it could not be used. */
export function asOfForm(
  { dates, words, content }: PlanView,
  action: string,
  keep: { name: string; value: string }[],
): object {
  const wrong = dates.errors.length > 0;
  return {
    action,
    to: wrong ? dates.typed.to : words.typed(dates.as_of),
    from: wrong ? dates.typed.from : words.typed(dates.from ?? content.plan.start),
    keep,
  };
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
