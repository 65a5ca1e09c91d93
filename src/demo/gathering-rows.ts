import { PLAN_CODE } from './communes.js';
import type { Entry, Gathering } from './gathering.js';
import type { DemoFiles, DemoRow } from './rows.js';

type RecordFiles = Pick<
  DemoFiles,
  'activities' | 'sessions' | 'participations' | 'attendance' | 'headcounts'
>;

/** Gives the activities their codes in order of time and writes all of them as rows. */
export function gatheringRows(gatherings: readonly Gathering[]): RecordFiles {
  const files: RecordFiles = {
    activities: [],
    sessions: [],
    participations: [],
    attendance: [],
    headcounts: [],
  };
  const inOrder = [...gatherings].sort((a, b) => (a.firstDate < b.firstDate ? -1 : a.firstDate > b.firstDate ? 1 : 0));
  const numbers = new Map<string, number>();
  for (const gathering of inOrder) {
    const series = `${gathering.head.kind === 'training' ? 'TH' : 'TT'}-${gathering.firstDate.slice(0, 4)}`;
    const number = (numbers.get(series) ?? 0) + 1;
    numbers.set(series, number);
    writeGathering(files, `${series}-${String(number).padStart(3, '0')}`, gathering);
  }
  return files;
}

function writeGathering(files: RecordFiles, code: string, gathering: Gathering): void {
  const { head } = gathering;
  files.activities.push({
    code,
    plan: PLAN_CODE,
    kind: head.kind,
    title: `${head.title} (hư cấu)`,
    unit: head.unit,
    agency: head.agency,
    min_attendance: head.min_attendance === undefined ? '' : String(head.min_attendance),
    capacity: head.capacity === undefined ? '' : String(head.capacity),
    trainer: head.trainer ?? '',
    status: head.status ?? 'done',
    test: head.test ? 'true' : '',
  });
  for (const session of gathering.sessions) {
    files.sessions.push({
      ...session,
      activity: code,
      number: String(session.number),
      makes_up: session.makes_up === null ? '' : String(session.makes_up),
    });
  }
  writeRoster(files, code, gathering);
}

function participationRow(activity: string, entry: Entry): DemoRow<'participations'> {
  return {
    activity,
    person: entry.person,
    group: entry.group,
    organisation: entry.organisation ?? '',
    unit: entry.unit ?? '',
  };
}

function writeRoster(files: RecordFiles, activity: string, gathering: Gathering): void {
  for (const entry of gathering.entries) files.participations.push(participationRow(activity, entry));
  for (const { session, person, mark } of gathering.marks.values()) {
    files.attendance.push({ activity, session: String(session), person, status: mark });
  }
  for (const headcount of gathering.headcounts) {
    files.headcounts.push({
      ...headcount,
      activity,
      session: String(headcount.session),
      count: String(headcount.count),
    });
  }
}
