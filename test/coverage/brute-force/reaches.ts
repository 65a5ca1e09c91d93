import type { ActivityRow, District, ParticipationRow, SessionRow } from './district.js';
import { placeOfHome, placeOfRecord } from './homes.js';
import type { Land, Place } from './land.js';

/** A participation that qualifies some day (§2), whatever the window. */
export interface Reach {
  /** The position in participations.csv: "The rows of `participations.csv` are recorded in file order." */
  order: number;
  activity: ActivityRow;
  /** The person, or the organisation that the person attended for. */
  subject: string;
  /** The place of the participation on the day of the activity's first session. */
  place: Place;
  date: string;
  /** The sessions at which the person was there. */
  there: SessionRow[];
}

/** What an indicator asks of a participation in one of its groups. */
export interface Question {
  measure: string;
  group: string;
  trainingsInform: boolean;
}

/** "an organisation [...] if the group counts organisations"; "the eight of the counting method are built in" */
export function countsOrganisations(district: District, group: string): boolean {
  if (['enterprise', 'cooperative', 'household'].includes(group)) return true;
  const row = district.groups?.find(({ code }) => code === group);
  return row?.counts === 'organisations';
}

/** "An indicator can switch trainings off: trainings, their participations and their headcounts then do not exist for it." */
export function existsFor(question: Question, activity: ActivityRow): boolean {
  if (question.measure === 'trained') return activity.kind !== 'campaign';
  return activity.kind !== 'training' || question.trainingsInform;
}

/** All participations that qualify some day for the measure in the group. */
export function reachesOf(district: District, land: Land, question: Question): Reach[] {
  return roster(district, question.group).flatMap(({ row, person, order }) => {
    const activity = district.activities.find(({ code }) => code === row.activity);
    if (!activity || !existsFor(question, activity)) return [];
    const there = existingSessions(district, activity).filter((session) => wasThere(district, person, session));
    const date = qualifiedOn(district, question, activity, row, there);
    if (date === undefined) return [];
    const organised = countsOrganisations(district, question.group);
    const subject = organised ? (row.organisation ?? '') : person;
    return [{ order, activity, subject, date, there, place: placeOf(district, land, row) }];
  });
}

/** "A completed course qualifies for both measures, on the day of completion." */
function qualifiedOn(
  district: District,
  question: Question,
  activity: ActivityRow,
  row: ParticipationRow,
  there: SessionRow[],
): string | undefined {
  if (activity.kind !== 'course') {
    const person = realPerson(district, row.person);
    return question.measure === 'informed' ? there[0]?.date : trainedOn(district, activity, person, there);
  }
  const exists = activity.status !== 'draft' && activity.status !== 'cancelled';
  return exists ? completedOn(district, row) : undefined;
}

/** The earliest day on which somebody completed a course in a group, by whichever record. */
export function completedOn(district: District, row: ParticipationRow): string | undefined {
  return (district.completions ?? [])
    .filter(({ activity, group }) => activity === row.activity && group === row.group)
    .filter(({ person }) => realPerson(district, person) === realPerson(district, row.person))
    .map(({ date }) => date)
    .sort()[0];
}

interface OnRoster {
  row: ParticipationRow;
  person: string;
  order: number;
}

/**
 * The rosters in one group. Once two people are one, "every figure is then as if it had been so from the start": a
 * person is on an activity's roster in a group once, by the row recorded first.
 */
function roster(district: District, group: string): OnRoster[] {
  const rows = recorded(district)
    .map((row, order) => ({ row, order, person: realPerson(district, row.person) }))
    .filter(({ row }) => row.group === group);
  return rows.filter(
    (one) =>
      !rows.some(
        (other) => other.order < one.order && other.person === one.person && other.row.activity === one.row.activity,
      ),
  );
}

/** Everybody recorded: "`completions.csv` registers the participation where there is none yet", after all of the rosters. */
export function recorded(district: District): ParticipationRow[] {
  const added = (district.completions ?? []).filter(
    (row) =>
      !district.participations.some(
        (other) => other.activity === row.activity && other.person === row.person && other.group === row.group,
      ),
  );
  return [...district.participations, ...added.map(({ date: _, ...row }) => row)];
}

function realPerson(district: District, ref: string): string {
  const merge = district.merges?.find(({ from }) => from === ref);
  return merge ? realPerson(district, merge.into) : ref;
}

/** "Cancelled sessions, and all sessions of a draft or cancelled activity, do not exist"; "in order of date, then number" */
export function existingSessions(district: District, activity: ActivityRow): SessionRow[] {
  if (activity.status === 'draft' || activity.status === 'cancelled') return [];
  return district.sessions
    .filter((session) => session.activity === activity.code && session.status !== 'cancelled')
    .sort((a, b) => (a.date === b.date ? Number(a.number) - Number(b.number) : a.date < b.date ? -1 : 1));
}

/** "`present`, `late` (both count as there)"; "Attendance holds for every group in which the person is on the roster." */
function wasThere(district: District, person: string, session: SessionRow): boolean {
  return district.attendance.some(
    (row) =>
      row.activity === session.activity &&
      row.session === session.number &&
      realPerson(district, row.person) === person &&
      (row.status === 'present' || row.status === 'late'),
  );
}

/**
 * "slots satisfied >= ceil(min_attendance% x planned), at least one, 80% unless the activity says otherwise"; "Date:
 * the day on which the last missing condition was met"; "Where the activity has a test, it must be passed as well."
 */
function trainedOn(district: District, activity: ActivityRow, person: string, there: SessionRow[]): string | undefined {
  const enough = enoughOn(district, activity, there);
  if (enough === undefined || activity.test !== 'true') return enough;
  const passed = (district.test_results ?? [])
    .filter((row) => row.activity === activity.code && realPerson(district, row.person) === person)
    .map(({ date }) => date)
    .sort()[0];
  if (passed === undefined) return undefined;
  return passed > enough ? passed : enough;
}

function enoughOn(district: District, activity: ActivityRow, there: SessionRow[]): string | undefined {
  const slots = existingSessions(district, activity).map((session) => slotOf(district, session));
  const planned = new Set(slots).size;
  const hundredths = Math.round(Number(activity.min_attendance || '80') * 100);
  const needed = Math.max(1, Math.ceil((hundredths * planned) / 10000));
  const satisfied = new Set<string>();
  for (const session of there) {
    satisfied.add(slotOf(district, session));
    if (satisfied.size >= needed) return session.date;
  }
  return undefined;
}

/**
 * "a session and all that make up for it, directly or through another make-up, are one slot (also where the first was
 * cancelled)": the number of the first one.
 */
function slotOf(district: District, session: SessionRow): string {
  if (!session.makes_up) return session.number;
  const first = district.sessions.find(
    (other) => other.activity === session.activity && other.number === session.makes_up,
  );
  if (!first) throw new Error(`no session ${session.makes_up} in ${session.activity}`);
  return slotOf(district, first);
}

/** "the day of the activity's first session (the earliest date that is not cancelled)"; of a course its first completion. */
export function firstDayOf(district: District, activity: string): string | undefined {
  const completions = (district.completions ?? []).filter((row) => row.activity === activity);
  if (completions.length > 0) return completions.map(({ date }) => date).sort()[0];
  return district.sessions
    .filter((session) => session.activity === activity && session.status !== 'cancelled')
    .map(({ date }) => date)
    .sort()[0];
}

/** "By default it is the home of the subject (of the organisation where the group counts organisations)." */
function placeOf(district: District, land: Land, row: ParticipationRow): Place {
  const isCourse = district.activities.some(({ code, kind }) => code === row.activity && kind === 'course');
  const day = isCourse ? completedOn(district, row) : firstDayOf(district, row.activity);
  if (day === undefined) throw new Error(`${row.activity} has no session`);
  if (row.unit) return placeOfRecord(land, row.unit, day);
  return placeOfHome(land, homeOf(district, row), day);
}

/** The code where the subject of a participation lives or sits. */
export function homeOf(district: District, row: ParticipationRow): string {
  const subject = countsOrganisations(district, row.group)
    ? district.organisations.find(({ ref }) => ref === row.organisation)
    : district.people.find(({ ref }) => ref === row.person);
  if (!subject) throw new Error(`nobody is counted by ${row.activity} ${row.person} ${row.group}`);
  return subject.unit;
}
