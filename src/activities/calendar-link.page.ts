import type { LinkInUse } from '../accounts/calendar-links.js';
import { placeOptions } from '../people/homes.js';
import { newFormKey } from '../web/form-key.js';
import { paths } from '../web/paths.js';
import type { ActivityWords } from './activity-words.js';
import { type FeedFilter, readFeedFilter } from './calendar-feed.js';
import type { CalendarChoice, CalendarOption } from './calendar-list.js';
import { linkTimes, say } from './calendar.page.js';

/** What a link can be narrowed by. */
export interface LinkOptions {
  agencies: readonly CalendarOption[];
  trainers: readonly CalendarOption[];
}

/** What the form of a new link says. */
export interface LinkAsked {
  /** What stood on the calendar page. */
  choice: CalendarChoice;
  covers: 'all' | 'mine';
}

interface LinkShown extends LinkOptions {
  link: LinkInUse | undefined;
  /** Whether the reader takes attendance, and so has sessions of their own. */
  records: boolean;
}

/** The link that is in use, and the form of a new one. */
export function linkPage(words: ActivityWords, { choice, covers }: LinkAsked, shown: LinkShown): object {
  const option = (value: LinkAsked['covers']): object => ({
    value,
    text: coverWords(words, { ...choice, mine: value === 'mine' }, shown),
  });
  return {
    ...head(words, 'phone.title'),
    inUse: shown.link && factsOf(words, shown.link, shown),
    // One's own sessions are those of no other trainer.
    covers: [option('all'), ...(shown.records ? [option('mine')] : [])],
    form: { ...choice, covers, form_key: newFormKey() },
  };
}

/** A new link, shown this once, and how a telephone takes it. @param link in full */
export function linkMadePage(words: ActivityWords, link: string): object {
  return { ...head(words, 'phone.made'), link, subscribeHref: link.replace(/^https?:/, 'webcal:') };
}

function head(words: ActivityWords, key: string): object {
  const title = say(words, key);
  return {
    title,
    narrow: true,
    crumbs: [
      { text: words.say('title'), href: paths.activities() },
      { text: say(words, 'title'), href: paths.calendar() },
      { text: title },
    ],
  };
}

function factsOf(words: ActivityWords, link: LinkInUse, options: LinkOptions): object[] {
  const { made, fetched } = linkTimes(words, link);
  const covers = coverWords(words, readFeedFilter(JSON.parse(link.filter)), options);
  return [
    { term: say(words, 'phone.covers'), value: covers },
    { term: say(words, 'phone.made_at'), value: made },
    { term: say(words, 'phone.fetched_at'), value: fetched },
  ];
}

/** "Các buổi trong địa bàn của bạn (Xã Bản Bo, Lớp tập huấn)". */
function coverWords(words: ActivityWords, filter: FeedFilter, { agencies, trainers }: LinkOptions): string {
  const { mine, unit, agency, trainer, kind } = filter;
  const named = (value: string, options: readonly CalendarOption[]): string =>
    options.find((option) => option.value === value)?.text ?? value;
  const parts = [
    named(unit, placeOptions(words.scope, words.locale)),
    named(agency, agencies),
    mine ? '' : named(trainer, trainers),
    kind === '' ? '' : words.say(`kind.${kind}`),
  ].filter((part) => part !== '');
  const what = say(words, mine ? 'phone.covers_mine' : 'phone.covers_all');
  return parts.length === 0 ? what : say(words, 'phone.narrowed', { what, choice: parts.join(', ') });
}
