import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';

export type PlanTab = 'scoreboard' | 'matrix' | 'content';

/** The tabs of a plan's pages. @param filter the as-of date and window to keep, where the page has them */
export function planTabs(
  locale: Locale,
  code: string,
  current: PlanTab,
  filter: Record<string, string | undefined> = {},
): { text: string; href: string; current: boolean }[] {
  const hrefs: Record<PlanTab, string> = {
    scoreboard: paths.plan(code, filter),
    matrix: paths.planMatrix(code, filter),
    content: paths.planContent(code),
  };
  return (Object.keys(hrefs) as PlanTab[]).map((tab) => ({
    text: translate(locale, `plan.tab.${tab}`),
    href: hrefs[tab],
    current: tab === current,
  }));
}
