import { formatInstant } from '../i18n/format.js';
import { groupText } from '../people/history.page.js';
import type { CsvValue } from '../interchange/writer.js';
import { LIST_PAGE, offsetOf, pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { Session } from './activities.entities.js';
import type { ActivityRecord, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import type { Waiting } from './waiting-list.js';
import { isThere } from './qualification.js';
import { completedIn, ledeOf, tabsOf } from './show.page.js';
import { activityCrumbs } from './crumbs.js';

/** The roster of an activity: who, from where, how often there, and how far. */
export function rosterPage(
  words: ActivityWords,
  record: ActivityRecord,
  page: number,
  { load, add, waiting }: { load: boolean; add: boolean; waiting: readonly WaitingPerson[] },
): object {
  const { activity, roster } = record;
  const writes = add && words.scope.covers(activity.place_id);
  const list = { page, total: roster.length };
  const part = roster.slice(offsetOf(list), offsetOf(list) + LIST_PAGE);
  const organisations = roster.some(({ organisation_id }) => organisation_id !== null);
  const came = activity.kind === 'course' ? [] : ['came_to'];
  const columns = ['name', 'group', 'place', ...(organisations ? ['organisation'] : []), ...came, 'standing'];
  if (writes) columns.push('act');
  const base = paths.activityRoster(activity.code);
  const csv = paths.activityRosterCsv(activity.code);
  return {
    title: words.say('roster_title', { title: activity.title }),
    crumbs: [...activityCrumbs(words, activity), { text: words.say('tab.roster') }],
    heading: words.say('tab.roster'),
    loadHref: load ? paths.imports() : undefined,
    addHref: writes ? paths.activityRosterAdditions(activity.code) : undefined,
    seats: seatsOf(words, record),
    waiting: writes ? waitingPart(words, record, waiting) : null,
    lede: `${activity.title}. ${ledeOf(words, record)}`,
    tabs: tabsOf(words, activity, 'roster', true),
    columns: columns.map((name) => ({ text: words.say(`column.${name}`), screen: name === 'act' })),
    rows: part.map((person) => ({
      cells: [
        ...cellsOf(words, record, person, organisations),
        ...(writes ? [removalCell(words, record, person)] : []),
      ],
    })),
    pager: pager(list, pagesOf(base, {}), csv),
  };
}

/** Somebody who waits, with their name as the reader may see it. */
export interface WaitingPerson extends Waiting {
  name: string;
}

/** "12/60 chỗ"; nothing where the places are not limited. */
function seatsOf(words: ActivityWords, { activity: { capacity, people } }: ActivityRecord): string | null {
  if (capacity === null) return null;
  const free = Math.max(0, capacity - people);
  return words.say(free > 0 ? 'seats_free' : 'seats_full', { people, capacity, free });
}

function waitingPart(words: ActivityWords, record: ActivityRecord, waiting: readonly WaitingPerson[]): object | null {
  if (waiting.length === 0) return null;
  const { activity, groups } = record;
  const free = activity.capacity === null ? waiting.length : Math.max(0, activity.capacity - activity.people);
  return {
    heading: words.say('waiting.title', { count: waiting.length }),
    admitAll: free > 0 ? paths.activityWaitingAdmissions(activity.code) : null,
    admitAllText: words.say('waiting.admit_first', { count: Math.min(free, waiting.length) }),
    lines: waiting.map(({ id, name, group_code, waiting_since }) => ({
      name,
      about: [groupText(words.locale, groups, group_code), formatInstant(words.locale, waiting_since)].join(', '),
      admit: paths.activityWaitingAdmission(activity.code, id),
      drop: paths.activityWaitingRemoval(activity.code, id),
    })),
  };
}

function removalCell(words: ActivityWords, { activity }: ActivityRecord, person: OnRoster): object {
  return {
    text: words.say('removal.short'),
    more: person.name,
    href: paths.activityRosterRemoval(activity.code, person.participation_id),
  };
}

function cellsOf(words: ActivityWords, record: ActivityRecord, person: OnRoster, organisations: boolean): object[] {
  const { groups } = record;
  return [
    { text: person.name, ...(person.open ? { href: paths.person(person.person_id) } : {}) },
    { text: groupText(words.locale, groups, person.group_code) },
    words.place(person.place_id, person.unit_code),
    ...(organisations ? [{ text: person.organisation ?? '–' }] : []),
    ...(record.activity.kind === 'course' ? [] : [cameCell(words, record, person)]),
    standingCell(words, record, person),
  ];
}

function cameCell(words: ActivityWords, record: ActivityRecord, { person_id }: OnRoster): object {
  return {
    text: words.say('of_sessions', { there: timesThere(record, person_id), sessions: record.activity.sessions }),
  };
}

/**
 * "Đủ điều kiện", and under it the sum: "4 buổi, cần 4". For a campaign whether the person came, for a course whether it was
 * completed in this group.
 */
export function standingCell(words: ActivityWords, record: ActivityRecord, person: OnRoster): object {
  if (record.activity.kind === 'course') {
    const day = completedIn(record, person);
    return { status: day === null ? 'no_baseline' : 'met', text: words.completion(day) };
  }
  const standing = record.standings.get(person.person_id);
  if (standing) return { status: standing.state, sub: words.sum(standing) };
  const came = timesThere(record, person.person_id) > 0;
  return { status: came ? 'met' : 'no_baseline', text: words.say(came ? 'came' : 'not_come') };
}

/** At how many sessions that exist somebody was. */
export function timesThere({ sessions, marks }: ActivityRecord, personId: number): number {
  const own = marks.get(personId);
  const there = ({ id, status }: Session): boolean => {
    const mark = own?.get(id);
    return status !== 'cancelled' && mark !== undefined && isThere(mark);
  };
  return sessions.filter(there).length;
}

/** The roster as rows of a file. */
export function* rosterRows(record: ActivityRecord): Generator<CsvValue[]> {
  yield [
    'activity',
    'person',
    'full_name',
    'group',
    'organisation',
    'unit',
    'sessions_attended',
    'sessions',
    'standing',
    'completed_on',
  ];
  for (const person of record.roster) {
    const { ref, name, group_code, organisation, unit_code, person_id } = person;
    const standing = record.standings.get(person_id)?.state ?? null;
    const { code, sessions } = record.activity;
    const there = timesThere(record, person_id);
    const completed = completedIn(record, person);
    yield [code, ref, name, group_code, organisation, unit_code, there, sessions, standing, completed];
  }
}
