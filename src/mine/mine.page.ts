import type { ActivityWords } from '../activities/activity-words.js';
import { weekdayOf } from '../activities/calendar-month.js';
import type { Registered } from '../certificates/certificate-register.js';
import { statePill } from '../certificates/certificate-words.js';
import { dayOf } from '../config/clock.js';
import type { ErrorParams } from '../errors.js';
import { LOCALES } from '../i18n/locale.js';
import { initials } from '../people/privacy.js';
import { paths } from '../web/paths.js';
import type { Visitor } from './mine-door.js';
import { type AskedCorrection, MOST_WAITING } from './name-corrections.js';
import type { OwnActivity, OwnSession } from './own-activities.js';
import { MAILS } from './participant-choices.js';

/** Everything that stands on the page of a participant. */
export interface OwnRecord {
  activities: readonly OwnActivity[];
  certificates: readonly Registered[];
  corrections: readonly AskedCorrection[];
}

/** Acts after which the page says what was done. */
const DONE = ['correction', 'choices', 'mail'];

/** The page of a participant: what comes, what is reached, what was received. @param done the act that led here */
export function minePage(visitor: Visitor, record: OwnRecord, publicUrl: string, done: string): object {
  const { token, words, name } = visitor;
  const calendar = new URL(paths.mineCalendar(token), publicUrl).toString();
  const trainings = record.activities.filter(({ activity }) => activity.kind === 'training');
  const campaigns = record.activities.filter(({ activity, there }) => activity.kind === 'campaign' && there > 0);
  const courses = record.activities.filter(({ activity }) => activity.kind === 'course');
  return {
    ...headOf(visitor, say(words, 'title')),
    whose: name.name,
    child: name.isChild ? say(words, name.isHidden ? 'child_hidden' : 'child') : null,
    done: DONE.includes(done) ? say(words, `done.${done}`) : null,
    coming: comingOf(words, record.activities),
    calendarHref: paths.mineCalendar(token),
    subscribeHref: calendar.replace(/^https?:/, 'webcal:'),
    trainings: trainings.map((each) => trainingLine(words, each)),
    courses: courses.map((each) => courseLine(words, each)),
    campaigns: campaigns.map((each) => campaignLine(words, each)),
    certificates: record.certificates.map((each) => certificateLine(words, visitor, each)),
    corrections: record.corrections.map((each) => correctionLine(words, each, name.isHidden)),
    correctionHref: mayAsk(record.corrections) ? paths.mineCorrection(token) : null,
    choices: choicesOf(visitor),
    withdrawalHref: paths.mineWithdrawal(token),
  };
}

/** What stands at the root of every page behind the link. */
export function headOf({ otherLocale }: Visitor, title: string): object {
  return { title, wide: true, ...(otherLocale ? { otherLocale } : {}) };
}

/** The sentence of a key under `mine.`. */
export function say(words: ActivityWords, key: string, params: ErrorParams = {}): string {
  return words.t(`mine.${key}`, params);
}

/** Whether there is room for another correction. */
export function mayAsk(corrections: readonly AskedCorrection[]): boolean {
  return corrections.filter(({ state }) => state === 'waiting').length < MOST_WAITING;
}

/** "Nhà văn hóa, Xã Bản Bo". */
export function whereWords(words: ActivityWords, session: OwnSession): string {
  const { venue, place_id, unit_code } = session;
  return [venue, words.place(place_id, unit_code).text].filter((part) => part !== null && part !== '').join(', ');
}

function comingOf(words: ActivityWords, activities: readonly OwnActivity[]): object[] {
  const coming = activities.flatMap((each) => each.sessions.map((session) => ({ ...each, session })));
  return coming
    .filter(({ session }) => session.date >= words.scope.day)
    .sort((a, b) => compare(a.session, b.session))
    .map(({ activity, session }) => ({
      when: whenWords(words, session),
      title: words.t('calendar.entry', { title: activity.title, number: String(session.number) }),
      where: whereWords(words, session),
      note: session.makes_up === null ? null : words.say('makes_up', { number: String(session.makes_up) }),
      off: session.status === 'cancelled' || activity.status === 'cancelled',
    }));
}

/** "Thứ Ba 20/05/2025, 08:00–11:30". */
function whenWords(words: ActivityWords, session: OwnSession): string {
  const weekday = words.t(`calendar.weekday.${weekdayOf(session.date)}`);
  return words.t('calendar.full_day', { weekday, day: words.when(session) });
}

function compare(one: OwnSession, other: OwnSession): number {
  const key = ({ date, start, id }: OwnSession): string => `${date} ${start ?? ''} ${String(id).padStart(12, '0')}`;
  return key(one) < key(other) ? -1 : 1;
}

function daysOf(words: ActivityWords, { sessions }: OwnActivity): string {
  const held = sessions.filter(({ status }) => status !== 'cancelled');
  return words.days({ first_date: held[0]?.date ?? null, last_date: held.at(-1)?.date ?? null });
}

function trainingLine(words: ActivityWords, each: OwnActivity): object {
  const { activity, standing, trained_on } = each;
  const head = { title: activity.title, days: daysOf(words, each) };
  if (activity.status === 'cancelled') return { ...head, status: 'revoked', text: say(words, 'training_off') };
  if (standing === null) return { ...head, about: say(words, 'no_sessions') };
  const { state, satisfied, needed, planned, missed, lacks_test } = standing;
  const more = needed - satisfied;
  const left = planned - missed - satisfied;
  const about = {
    reached: say(words, 'standing.reached', { satisfied, needed, day: words.date(trained_on) }),
    possible: lacks_test
      ? say(words, 'standing.lacks_test', { satisfied, needed })
      : say(words, 'standing.possible', { satisfied, needed, more, left }),
    no_longer: say(words, 'standing.no_longer', { satisfied, needed }),
  };
  return { ...head, status: state, text: say(words, `state.${state}`), about: about[state] };
}

function courseLine(words: ActivityWords, { activity, trained_on }: OwnActivity): object {
  const { title, status } = activity;
  if (status === 'cancelled') return { title, status: 'revoked', text: say(words, 'training_off') };
  return { title, status: trained_on === null ? 'possible' : 'reached', text: words.completion(trained_on) };
}

function campaignLine(words: ActivityWords, each: OwnActivity): object {
  return { title: each.activity.title, days: daysOf(words, each), about: say(words, 'there', { count: each.there }) };
}

function certificateLine(words: ActivityWords, { token, name }: Visitor, each: Registered): object {
  const { code, serial, printed, issued_on, state } = each;
  const isGood = state === 'valid' || state === 'expired';
  return {
    title: printed.facts.title,
    about: say(words, 'certificate_about', { serial, day: words.date(issued_on) }),
    ...statePill(words.locale, state),
    // What was replaced or revoked proves nothing any more; what a child's paper says is handed over by the office.
    href: isGood && !name.isHidden ? paths.mineCertificate(token, code) : null,
    credential: isGood && !name.isHidden ? paths.mineCredential(token, code) : null,
    office: isGood && name.isHidden,
    serial,
  };
}

const CORRECTION_MARKS = { waiting: 'uncertain', done: 'met', refused: 'revoked' };

function correctionLine(words: ActivityWords, each: AskedCorrection, isHidden: boolean): object {
  const { wanted_name, asked_at, state, reason } = each;
  return {
    name: isHidden ? initials(wanted_name) : wanted_name,
    about: say(words, 'asked_on', { day: words.date(dayOf(new Date(asked_at))) }),
    status: CORRECTION_MARKS[state],
    text: say(words, `correction_state.${state}`),
    reason,
  };
}

function choicesOf({ token, words, choices }: Visitor): object {
  return {
    action: paths.mineChoices(token),
    mailAction: choices.mails === 'none' ? null : paths.mineMail(token),
    locale: choices.locale ?? words.locale,
    mails: choices.mails,
    locales: LOCALES.map((value) => ({ value, text: say(words, `language.${value}`) })),
    kinds: MAILS.map((value) => ({ value, text: say(words, `mails.${value}`) })),
  };
}
