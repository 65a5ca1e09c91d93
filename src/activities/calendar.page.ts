import type { LinkInUse } from '../accounts/calendar-links.js';
import type { ErrorParams } from '../errors.js';
import { formatInstant } from '../i18n/format.js';
import { translate } from '../i18n/translate.js';
import type { CsvValue } from '../interchange/writer.js';
import { placeOptions } from '../people/homes.js';
import { paths } from '../web/paths.js';
import type { SessionStatus } from './activities.entities.js';
import type { ActivityWords } from './activity-words.js';
import {
  type CalendarChoice,
  type CalendarOption,
  type CalendarSession,
  type CalendarTrainer,
  isOff,
} from './calendar-list.js';
import { type Month, monthAfter, weekdayOf, weeksOf } from './calendar-month.js';
import { sessionState } from './show.page.js';

/** What the address of the calendar asks for, as it was typed. */
export interface CalendarAsked extends CalendarChoice {
  month: string;
  view: string;
}

/** What the calendar shows. */
export interface CalendarShown {
  month: Month;
  sessions: CalendarSession[];
  agencies: CalendarOption[];
  trainers: CalendarTrainer[];
  /** Whether the reader takes attendance, and so has sessions of their own. */
  records: boolean;
  /** The link by which their telephone fetches the calendar. */
  link: LinkInUse | undefined;
}

/** The calendar of a month, as a table from Monday or as a list. */
export function calendarPage(words: ActivityWords, asked: CalendarAsked, shown: CalendarShown): object {
  const { month, sessions, agencies, trainers } = shown;
  const { unit, agency, trainer, kind } = asked;
  const filter = { unit, agency, trainer, kind };
  const list = asked.view === 'list';
  const now = { ...filter, view: list ? 'list' : '', month: month.month };
  return {
    title: monthWords(words, month),
    crumbs: [{ text: words.say('title'), href: paths.activities() }, { text: say(words, 'title') }],
    asked: now,
    filtered: Object.values(filter).some((value) => value !== ''),
    clearHref: paths.calendar({ month: month.month, view: now.view }),
    ...waysOn(words, now, month),
    tabs: tabsOf(words, now, shown.records),
    kinds: ['training', 'campaign'].map((value) => ({ value, text: words.say(`kind.${value}`) })),
    units: placeOptions(words.scope, words.locale),
    agencies,
    trainers: trainers.map(({ value, text }) => ({ value, text })),
    total: sessions.length,
    csv: paths.calendarCsv({ ...filter, month: month.month }),
    phone: {
      text: say(words, shown.link ? 'phone.in_use' : 'phone.lede', linkTimes(words, shown.link)),
      href: paths.calendarLink(filter),
    },
    ...(list ? listTable(words, sessions, trainers) : monthTable(words, month, sessions)),
  };
}

/** The sentence of a key under `calendar.`. */
export function say({ locale }: ActivityWords, key: string, params: ErrorParams = {}): string {
  return translate(locale, `calendar.${key}`, params);
}

/** When a link was made and last fetched, in words. */
export function linkTimes(words: ActivityWords, link: LinkInUse | undefined): { made: string; fetched: string } {
  const when = (at: string | null | undefined): string =>
    at ? formatInstant(words.locale, at) : say(words, 'phone.not_yet');
  return { made: when(link?.created_at), fetched: when(link?.fetched_at) };
}

function monthWords(words: ActivityWords, { month }: Month, form = 'month'): string {
  const [year = '', number = ''] = month.split('-');
  const name = say(words, `month_name.${Number(number)}`);
  return say(words, form, { name, year });
}

function waysOn(words: ActivityWords, now: Record<string, string>, month: Month): object {
  const link = (months: number): object => {
    const other = monthAfter(month, months);
    return { text: monthWords(words, other, 'month_short'), href: paths.calendar({ ...now, month: other.month }) };
  };
  const current = words.scope.day.slice(0, 7);
  const todayHref = current === month.month ? null : paths.calendar({ ...now, month: '' });
  return { previous: link(-1), next: link(1), todayHref };
}

function tabsOf(words: ActivityWords, now: Record<string, string>, records: boolean): object {
  const tab = (view: string, key: string): object => ({
    text: say(words, key),
    href: paths.calendar({ ...now, view }),
    current: now.view === view,
  });
  const mine = { text: say(words, 'my_sessions'), href: paths.mySessions() };
  return {
    label: say(words, 'views'),
    items: [tab('', 'as_month'), tab('list', 'as_list'), ...(records ? [mine] : [])],
  };
}

function monthTable(words: ActivityWords, month: Month, sessions: CalendarSession[]): object {
  const byDay = Map.groupBy(sessions, ({ date }) => date);
  return {
    weekdays: Array.from({ length: 7 }, (_, at) => say(words, `weekday.${at}`)),
    weeks: weeksOf(month).map((week) => week.map((day) => (day === null ? { out: true } : dayCell(words, day, byDay)))),
  };
}

function dayCell(words: ActivityWords, day: string, byDay: Map<string, CalendarSession[]>): object {
  const number = String(Number(day.slice(8)));
  const today = day === words.scope.day;
  const full = say(words, 'full_day', { weekday: say(words, `weekday.${weekdayOf(day)}`), day });
  return {
    today,
    number: today ? say(words, 'today_number', { number }) : number,
    full: today ? say(words, 'today_full', { day: full }) : full,
    sessions: (byDay.get(day) ?? []).map((session) => entryOf(words, session)),
  };
}

function entryOf(words: ActivityWords, session: CalendarSession): object {
  const { code, number, kind, start } = session;
  return {
    href: paths.activitySession(code, number),
    start,
    title: titleOf(words, session),
    campaign: kind === 'campaign',
    off: isOff(session),
    draft: session.activity_status === 'draft',
    where: whereOf(words, session),
  };
}

/** "Tập huấn cán bộ xã, buổi 2". */
export function titleOf(words: ActivityWords, { title, number }: CalendarSession): string {
  return say(words, 'entry', { title, number: String(number) });
}

/** Venue and place, as far as they are known. */
export function whereOf(words: ActivityWords, { venue, place_id, unit_code }: CalendarSession): string {
  return [venue, words.place(place_id, unit_code).text].filter((part) => part !== null && part !== '').join(', ');
}

function listTable(words: ActivityWords, sessions: CalendarSession[], trainers: CalendarTrainer[]): object {
  const columns = ['session', 'when', 'where', 'organizer', 'trainer', 'status'];
  return {
    list: true,
    columns: columns.map((name) => ({ text: say(words, `column.${name}`) })),
    rows: sessions.map((session) => ({
      cells: [
        {
          text: titleOf(words, session),
          href: paths.activitySession(session.code, session.number),
          sub: words.say(`kind.${session.kind}`),
        },
        { text: words.when(session) },
        { text: whereOf(words, session) },
        { text: words.organizer(session) },
        { text: trainersOf(session, trainers) ?? '–' },
        sessionState(words, statusOf(session)),
      ],
    })),
  };
}

/** All who train, as far as the reader knows them. */
function trainersOf(session: CalendarSession, trainers: CalendarTrainer[]): string | null {
  const known = session.trainers.flatMap((each) => trainers.find(({ email }) => email === each)?.text ?? []);
  return known.length === 0 ? null : known.join(', ');
}

function statusOf(session: CalendarSession): SessionStatus {
  return isOff(session) ? 'cancelled' : session.status;
}

/** The sessions as rows of a file. */
export function* calendarRows({
  sessions,
  trainers,
}: Pick<CalendarShown, 'sessions' | 'trainers'>): Generator<CsvValue[]> {
  yield [
    ...['date', 'start', 'end', 'activity', 'session', 'kind', 'title', 'unit'],
    ...['agency', 'trainer', 'venue', 'status'],
  ];
  for (const session of sessions) {
    const { date, start, end, code, number, kind, title, unit_code, agency_code, venue } = session;
    const status = statusOf(session);
    yield [
      ...[date, start, end, code, number, kind, title, unit_code],
      ...[agency_code, trainersOf(session, trainers), venue, status],
    ];
  }
}
