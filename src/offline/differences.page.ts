import type { ActivityWords } from '../activities/activity-words.js';
import { formatInstant } from '../i18n/format.js';
import { homeWords } from '../people/homes.js';
import { bornWords } from '../people/people.page.js';
import type { ShownPerson } from '../people/people.list.js';
import { type Paged, pagerIfMore, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { OpenDifference } from './differences.js';

/** What devices noted that does not fit to what stands there: both sides, and a button for each. */
export function differencesPage(words: ActivityWords, differences: readonly OpenDifference[], list: Paged): object {
  return {
    title: words.t('offline.differences'),
    narrow: true,
    crumbs: [
      { text: words.t('calendar.my_sessions'), href: paths.mySessions() },
      { text: words.t('offline.differences') },
    ],
    differences: differences.map((each) => ({
      id: `d${each.id}`,
      title: whatOf(words, each),
      about: [
        `${each.title}, ${words.say('session', { number: String(each.number) })}, ${words.date(each.date)}`,
        words.t('offline.noted_by', {
          by: each.noted_by ?? '–',
          at: formatInstant(words.locale, each.done_at),
        }),
      ],
      href: paths.activityAttendance(each.code, each.number),
      why: words.t(`offline.reason.${each.reason}`),
      action: paths.differenceDecision(each.id),
      choices: choicesOf(words, each),
    })),
    pager: pagerIfMore(list, pagesOf(paths.differences(), {})),
  };
}

function whatOf(words: ActivityWords, { act, person }: OpenDifference): string {
  if (act.kind === 'walk_in') return act.full_name;
  if (act.kind === 'mark') return person?.full_name ?? words.t('offline.somebody');
  return words.t('offline.heads', { unit: placeOf(words, act.unit) });
}

function choicesOf(words: ActivityWords, difference: OpenDifference): { value: string; text: string }[] {
  const { act, reason, present, namesakes } = difference;
  const mark = (status: string | number | null): string => words.say(`mark.${status ?? 'none'}`);
  if (reason === 'cancelled' || reason === 'refused') return [{ value: 'noted', text: words.t('offline.drop') }];
  if (act.kind === 'mark') {
    const stays = reason === 'off_roster' ? 'offline.stays_off' : 'offline.keep_mark';
    const sent = reason === 'off_roster' ? 'offline.put_back' : 'offline.take_mark';
    return [
      { value: 'noted', text: words.t(stays, { mark: mark(present) }) },
      { value: 'sent', text: words.t(sent, { mark: mark(act.status) }) },
    ];
  }
  if (act.kind === 'headcount') {
    return [
      { value: 'noted', text: words.t('offline.keep_count', { count: Number(present ?? 0) }) },
      { value: 'sent', text: words.t('offline.take_count', { count: act.count }) },
    ];
  }
  return [
    ...namesakes.map((each) => ({
      value: String(each.id),
      text: words.t('offline.is', { who: aboutOf(words, each) }),
    })),
    { value: 'sent', text: words.t('offline.is_new', { place: placeOf(words, act.unit) }) },
    { value: 'noted', text: words.t('offline.drop') },
  ];
}

function aboutOf(words: ActivityWords, person: ShownPerson): string {
  const about = [homeWords(words.scope, person.unit_code).text, bornWords(words.locale, person)];
  return [person.full_name, ...about].filter(Boolean).join(', ');
}

function placeOf(words: ActivityWords, code: string): string {
  return homeWords(words.scope, code).text;
}
