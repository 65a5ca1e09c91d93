import { qrPath } from '../accounts/totp.js';
import type { Session } from '../activities/activities.entities.js';
import { placesOf } from '../activities/attendance-places.js';
import type { ActivityRecord } from '../activities/activity-records.js';
import type { ActivityWords } from '../activities/activity-words.js';
import { groupsOfPersons, usualGroup } from '../activities/roster-groups.js';
import { onePerPerson } from '../activities/session.page.js';
import { formatInstant } from '../i18n/format.js';
import { homeWords } from '../people/homes.js';
import type { ShownPerson } from '../people/people.list.js';
import { bornWords } from '../people/people.page.js';
import { groupName } from '../territory/groups.js';
import { newFormKey } from '../web/form-key.js';
import { paths, query } from '../web/paths.js';
import type { Claim, FoundName } from './claims.js';
import type { OpenSession } from './doors.js';
import type { Tickets } from './tickets.js';
import { sessionCrumbs } from '../activities/crumbs.js';

/** So long the page on the wall shows new codes without being opened again. */
const MINUTES = 30;

/** What the trainer's page knows beside the session. */
export interface DoorState {
  isOpen: boolean;
  children: boolean;
  claims: readonly Claim[];
  /** Those whom claims name, also who was taken off the roster. */
  people: ReadonlyMap<number, ShownPerson>;
  /** Those who may be meant by the names of claims, by the id of the claim. */
  namesakes: ReadonlyMap<number, readonly ShownPerson[]>;
  codes: readonly WallCode[];
}

/** A code and when it is shown, in seconds from the opening of the page. */
export interface WallCode {
  begin: number;
  seconds: number;
  size: number;
  path: string;
}

/** The codes of the next minutes; the page shows each in its own, without a script. @param at now */
export async function wallCodes(tickets: Tickets, session: number, publicUrl: string, at: Date): Promise<WallCode[]> {
  const first = 60 - at.getUTCSeconds();
  const codes = Array.from({ length: MINUTES }, async (_, minute): Promise<WallCode> => {
    const then = new Date(at.getTime() + minute * 60_000);
    const url = new URL(paths.checkIn(tickets.ticket(session, then)), publicUrl).toString();
    const begin = minute === 0 ? 0 : first + (minute - 1) * 60;
    return { begin, seconds: minute === 0 ? first : 60, ...(await qrPath(url)) };
  });
  return Promise.all(codes);
}

/** The trainer's page: the code for the wall, and who says that they are there. */
export function checkInPage(words: ActivityWords, record: ActivityRecord, session: Session, state: DoorState): object {
  const { activity } = record;
  const { code } = activity;
  const names = new Map(onePerPerson(record.roster).map(({ person_id, name }) => [person_id, name]));
  const known = state.claims.filter(({ person_id }) => names.has(person_id ?? 0));
  return {
    title: words.t('check_in.title'),
    crumbs: [
      ...sessionCrumbs(words, activity, session),
      { text: words.say('attendance'), href: paths.activityAttendance(code, session.number) },
      { text: words.t('check_in.title') },
    ],
    lede: `${activity.title}. ${words.say('session', { number: String(session.number) })}, ${words.when(session)}`,
    isOpen: state.isOpen,
    children: state.children,
    isToday: session.date === words.scope.day,
    opening: paths.checkInOpening(code, session.number),
    closing: paths.checkInClosing(code, session.number),
    codes: state.isOpen ? state.codes : [],
    size: state.codes[0]?.size,
    minutes: MINUTES,
    again: paths.activityCheckIn(code, session.number),
    claims: state.claims.map((claim) => claimLine(words, record, session, claim, names, state)),
    confirmAll: known.length > 0 ? paths.checkInConfirmation(code, session.number) : null,
    confirmText: words.t('check_in.confirm_all', { count: known.length }),
    back: paths.activityAttendance(code, session.number),
  };
}

function claimLine(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  claim: Claim,
  names: ReadonlyMap<number, string>,
  { people, namesakes }: DoorState,
): object {
  const { id, person_id, full_name, unit_code, claimed_at } = claim;
  const at = formatInstant(words.locale, claimed_at);
  const action = paths.checkInDecision(record.activity.code, session.number, id);
  if (person_id !== null && !names.has(person_id)) {
    const name = people.get(person_id)?.full_name ?? '–';
    return { name, about: [at, words.t('check_in.off_roster')].join(', '), action, gone: true };
  }
  if (person_id !== null) {
    const mark = record.marks.get(person_id)?.get(session.id);
    const noted = mark === undefined ? [] : [words.say(`mark.${mark}`)];
    return { name: names.get(person_id) ?? '–', about: [at, ...noted].join(', '), action, known: true };
  }
  const alike = namesakes.get(id) ?? [];
  return {
    name: full_name ?? '',
    about: [unit_code === null ? '' : homeWords(words.scope, unit_code).text, at].filter(Boolean).join(', '),
    action,
    group: usualGroup(record),
    groups: groupsOfPersons(record.groups).map((each) => ({ value: each.code, text: groupName(each, words.locale) })),
    groupId: `g${id}`,
    alike: alike.map((each) => ({
      value: String(each.id),
      text: words.t('offline.is', {
        who: [each.full_name, homeWords(words.scope, each.unit_code).text, bornWords(words.locale, each)]
          .filter(Boolean)
          .join(', '),
      }),
    })),
  };
}

/** The page of a participant: the own name, or somebody who is not on the roster. */
export function arrivalPage(
  words: ActivityWords,
  session: OpenSession,
  pass: string,
  { q, found, typed }: { q: string; found: readonly FoundName[] | null; typed: Record<string, unknown> },
): object {
  const places = placesOf(words, session, session);
  const action = paths.checkInHere(pass);
  return {
    title: words.t('check_in.arrival'),
    activity: session.title,
    lede: `${words.say('session', { number: String(session.number) })}, ${words.when(session)}`,
    action,
    q,
    names: found?.map(({ id, name }) => ({ id, name })) ?? [],
    none: found?.length === 0,
    formKey: newFormKey(),
    places: places.slice(0, 300),
    typed: { unit: session.unit_code, full_name: q, ...typed },
    doneHref: action + query({ done: 1 }),
  };
}
