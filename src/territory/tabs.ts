import { paths } from '../web/paths.js';
import type { Words } from './words.js';

export interface Tab {
  text: string;
  href: string;
  current?: boolean;
}

export type TabName = 'tree' | 'successions' | 'groups' | 'baselines';

/** The four parts of the territory, as links. */
export function tabs(words: Words, current: TabName): { label: string; items: Tab[] } {
  const hrefs: Record<TabName, string> = {
    tree: paths.territory(),
    successions: paths.successions(),
    groups: paths.groups(),
    baselines: paths.baselines(),
  };
  const items = (Object.keys(hrefs) as TabName[]).map((name) => ({
    text: words.say(`tab.${name}`),
    href: hrefs[name],
    ...(name === current ? { current: true } : {}),
  }));
  return { label: words.say('tabs'), items };
}
