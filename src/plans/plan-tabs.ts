import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';

export type PlanTab = 'scoreboard' | 'matrix' | 'planner' | 'content';

type Filter = Record<string, string | undefined>;

/** The tabs of a plan's pages. @param filter what each page keeps: the as-of date, the window, the place */
export function planTabs(
  locale: Locale,
  code: string,
  current: PlanTab,
  filter: Record<PlanTab, Filter>,
): { text: string; href: string; current: boolean }[] {
  const hrefs: Record<PlanTab, string> = {
    scoreboard: paths.plan(code, filter.scoreboard),
    matrix: paths.planMatrix(code, filter.matrix),
    planner: paths.planPlanner(code, filter.planner),
    content: paths.planContent(code, filter.content),
  };
  return (Object.keys(hrefs) as PlanTab[]).map((tab) => ({
    text: translate(locale, `plan.tab.${tab}`),
    href: hrefs[tab],
    current: tab === current,
  }));
}
