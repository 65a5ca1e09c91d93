import { groupText } from '../people/history.page.js';
import type { CsvValue } from '../interchange/writer.js';
import { paths } from '../web/paths.js';
import type { AttendanceStatus, Session } from './activities.entities.js';
import type { ActivityRecord, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import { standingCell } from './roster.page.js';
import { tallyOf } from './show.page.js';
import { BEST_FIRST } from './qualification.js';
import { activityCrumbs } from './crumbs.js';

/** One session: what was marked, and the people without a name. */
export function sessionPage(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  { named, records, plans }: { named: boolean; records: boolean; plans: boolean },
): object {
  const { activity, roster, marks } = record;
  const tally = tallyOf(marks, session.id);
  const number = String(session.number);
  const people = onePerPerson(roster);
  const marked = people.filter(({ person_id }) => marks.get(person_id)?.has(session.id)).length;
  return {
    title: words.say('session_title', { number, title: activity.title }),
    crumbs: [...activityCrumbs(words, activity), { text: words.say('session', { number }) }],
    heading: words.say('session_of', { number, total: record.sessions.length }),
    lede: ledeOf(words, record, session),
    cancelled: session.status === 'cancelled',
    attendanceHref: mayTake(words, record, session, records)
      ? paths.activityAttendance(activity.code, session.number)
      : null,
    ...(plans && words.scope.covers(activity.place_id) ? planningLinks(activity.code, session) : {}),
    tally: BEST_FIRST.map((mark) => ({ term: words.say(`mark.${mark}`), value: words.num(tally[mark]) })),
    unmarked: people.length - marked,
    named,
    csv: named && people.length > 0 ? paths.activityMarksCsv(activity.code, session.number) : null,
    ...(named ? markTable(words, record, session, people) : {}),
    ...headcountTable(words, record, session),
  };
}

/** What somebody who plans can do with the session. */
function planningLinks(code: string, { number, status }: Session): object {
  if (status === 'cancelled') return { restoration: paths.activitySessionRestoration(code, number) };
  return {
    editHref: paths.activitySessionEdit(code, number),
    makeUpHref: paths.activitySessionNew(code, { makes_up: number }),
    cancelHref: paths.activitySessionCancellation(code, number),
  };
}

/** Attendance is taken of whole rosters, and not where nothing of it would count. */
function mayTake(words: ActivityWords, { activity }: ActivityRecord, session: Session, records: boolean): boolean {
  const isCancelled = session.status === 'cancelled' || activity.status === 'cancelled';
  return records && !isCancelled && words.scope.covers(activity.place_id);
}

/** What, when and where, and for which session it makes up. */
export function ledeOf(words: ActivityWords, { activity }: ActivityRecord, session: Session): string {
  const parts = [`${activity.title}. ${words.when(session)}.`];
  if (session.venue !== null) parts.push(`${session.venue}.`);
  if (session.makes_up !== null) parts.push(`${words.say('makes_up', { number: String(session.makes_up) })}.`);
  return parts.join(' ');
}

/** The roster with each person once, in whatever groups. */
export function onePerPerson(roster: OnRoster[]): OnRoster[] {
  return [...Map.groupBy(roster, ({ person_id }) => person_id).values()].flatMap((lines) => lines.slice(0, 1));
}

function markTable(words: ActivityWords, record: ActivityRecord, session: Session, people: OnRoster[]): object {
  const columns = ['name', 'place', 'mark', 'standing'];
  return {
    columns: columns.map((name) => ({ text: words.say(`column.${name}`) })),
    rows: people.map((person) => ({
      cells: [
        { text: person.name, ...(person.open ? { href: paths.person(person.person_id) } : {}) },
        words.place(person.place_id, person.unit_code),
        markCell(words, record.marks.get(person.person_id)?.get(session.id)),
        standingCell(words, record, person),
      ],
    })),
  };
}

function markCell(words: ActivityWords, mark: AttendanceStatus | undefined): object {
  if (mark === undefined) return { text: words.say('mark.none') };
  const shapes = { present: 'met', late: 'uncertain', excused: 'not_met', absent: 'revoked' };
  return { status: shapes[mark], text: words.say(`mark.${mark}`) };
}

/** The marks as rows of a file: the columns of attendance.csv, with the name and the place beside the code of the person. */
export function* markRows({ activity, roster, marks }: ActivityRecord, session: Session): Generator<CsvValue[]> {
  yield ['activity', 'session', 'person', 'name', 'unit', 'status'];
  for (const { person_id, ref, name, unit_code } of onePerPerson(roster)) {
    yield [activity.code, session.number, ref, name, unit_code, marks.get(person_id)?.get(session.id) ?? null];
  }
}

function headcountTable(words: ActivityWords, { headcounts, groups }: ActivityRecord, session: Session): object {
  const own = headcounts.filter(({ session_id }) => session_id === session.id);
  const columns = ['place', 'group', 'count', 'method', 'note'];
  return {
    headcountColumns: columns.map((name) => ({ text: words.say(`column.${name}`), num: name === 'count' })),
    headcountRows: own.map(({ place_id, unit_code, group_code, count, method, note }) => ({
      cells: [
        words.place(place_id, unit_code),
        { text: groupText(words.locale, groups, group_code) },
        { text: words.num(count) },
        { text: words.say(`method.${method}`) },
        { text: note ?? '–' },
      ],
    })),
  };
}
