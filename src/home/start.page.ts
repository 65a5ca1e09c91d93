import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';

/** The kinds of files that a new installation needs, in their order: a plan needs places, baselines need a plan's groups. */
export const FIRST_FILES = {
  units: 'units.csv',
  successions: 'successions.csv',
  plan: 'plan.json',
  baselines: 'baselines.csv',
  people: 'people.csv',
} as const;

export type FirstFile = keyof typeof FIRST_FILES;

/** Borders need not have changed: this one may be left out. */
const OPTIONAL: FirstFile = 'successions';

/** The page of an installation without a plan: what to load, in which order, and what is there already. */
export function startPage(locale: Locale, there: ReadonlySet<FirstFile>, mayLoad: boolean): object {
  const say = (key: string, params = {}): string => translate(locale, `home.start.${key}`, params);
  const files = Object.keys(FIRST_FILES) as FirstFile[];
  const next = files.find((file) => !there.has(file) && file !== OPTIONAL);
  return {
    title: say(mayLoad ? 'title' : 'others_title'),
    mayLoad,
    steps: files.map((file) => ({
      title: say(file),
      text: say(`${file}_text`),
      status: there.has(file) ? 'met' : 'not_met',
      state: say(there.has(file) ? 'done' : 'open'),
      // What a step needs must be there first; only the next one is the main one.
      href: there.has(file) || !(there.has('units') || file === 'units') ? null : paths.imports(file),
      action: say('load', { file: FIRST_FILES[file] }),
      main: file === next,
    })),
  };
}
