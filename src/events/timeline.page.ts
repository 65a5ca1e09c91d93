import { formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { ToldEvent } from './timeline.js';

/** Who acted where nobody was signed in, by the door. */
const DOORS: Record<string, string> = { command: 'command', link: 'link' };

/** What happened to something, as a table: when, who, what. @param more what a feature has to say of an event, or '' */
export function timelineTable(
  locale: Locale,
  events: readonly ToldEvent[],
  more: (event: ToldEvent) => string = () => '',
): object {
  const say = (key: string): string => translate(locale, `timeline.${key}`);
  return {
    columns: ['when', 'who', 'what'].map((name) => ({ text: say(name) })),
    rows: events.map((event) => {
      const detail = more(event);
      return {
        cells: [
          { text: formatInstant(locale, event.at) },
          { text: event.actor ?? say(DOORS[event.door] ?? 'nobody') },
          { text: translate(locale, `events.${event.kind}`), ...(detail === '' ? {} : { sub: detail }) },
        ],
      };
    }),
  };
}
