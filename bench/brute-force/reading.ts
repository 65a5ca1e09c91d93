import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cells, eachRow } from './csv.ts';
import { completionKey, type Plan, Records } from './records.ts';

/**
 * Reads folders one after the other, as they would be brought in: a row with a known key changes what it says, and what
 * a file does not say stays.
 */
export function readFolders(folders: readonly string[]): Records {
  const records = new Records();
  for (const folder of folders) {
    readTerritory(records, folder);
    readPlans(records, folder);
    readRegisters(records, folder);
    readActivities(records, folder);
    readRosters(records, folder);
    readMarks(records, folder);
  }
  return records;
}

function readTerritory({ units, successions, baselines, countOrganisations }: Records, folder: string): void {
  const unitColumns = ['code', 'name', 'level', 'parent', 'valid_from', 'valid_to'] as const;
  eachRow(join(folder, 'units.csv'), unitColumns, (row) => {
    const { code = '', valid_from = '' } = row;
    const key = `${code} ${valid_from}`;
    const before = units.get(key) ?? { name: '', level: '', parent: '', valid_to: '' };
    units.set(key, { ...before, ...row, code, valid_from });
  });
  eachRow(join(folder, 'successions.csv'), ['predecessor', 'successor', 'date', 'main'], (row) => {
    const { predecessor = '', successor = '', date = '', main } = row;
    const key = `${predecessor} ${successor} ${date}`;
    const isMain = main === undefined ? successions.get(key)?.main === true : main === 'true';
    successions.set(key, { predecessor, successor, date, main: isMain });
  });
  eachRow(join(folder, 'groups.csv'), ['code', 'counts'], ({ code = '', counts }) => {
    if (counts === 'organisations') countOrganisations.add(code);
  });
  eachRow(join(folder, 'baselines.csv'), ['unit', 'group', 'year', 'value'], (row) => {
    const { unit = '', group = '', year, value } = row;
    baselines.set(`${unit} ${group} ${year}`, { unit, group, year: Number(year), value: Number(value) });
  });
}

function readPlans({ plans }: Records, folder: string): void {
  for (const name of readdirSync(folder).filter((each) => /^plan(-.+)?\.json$/.test(each))) {
    const plan = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Plan;
    plans.set(plan.code, plan);
  }
}

function readRegisters({ people, organisations }: Records, folder: string): void {
  eachRow(join(folder, 'people.csv'), ['ref', 'unit'], ({ ref = '', unit = '' }) => people.put(ref, unit));
  eachRow(join(folder, 'organisations.csv'), ['ref', 'unit'], ({ ref = '', unit = '' }) =>
    organisations.put(ref, unit),
  );
}

function readActivities({ activities }: Records, folder: string): void {
  const columns = ['code', 'plan', 'kind', 'status', 'min_attendance', 'test'] as const;
  eachRow(join(folder, 'activities.csv'), columns, (row) => {
    const { code = '', plan = '', kind = '' } = row;
    const before = activities.get(code);
    activities.set(code, {
      ...(before ?? {
        sessions: new Map(),
        roster: [],
        headcounts: new Map(),
        completed: new Map(),
        passed: new Map(),
      }),
      ...{ code, plan, kind },
      status: (row.status ?? before?.status) || 'open',
      minimum: (row.min_attendance ?? before?.minimum) || '80',
      hasTest: row.test === undefined ? before?.hasTest === true : row.test === 'true',
    });
  });
  const sessionColumns = ['activity', 'number', 'date', 'makes_up', 'status'] as const;
  eachRow(join(folder, 'sessions.csv'), sessionColumns, (row) => {
    const activity = activities.get(row.activity ?? '');
    if (!activity) throw new Error(`sessions: no activity has the code ${row.activity}`);
    const number = Number(row.number);
    const before = activity.sessions.get(number);
    activity.sessions.set(number, {
      number,
      date: row.date ?? '',
      makesUp: Number(row.makes_up ?? before?.makesUp ?? 0),
      status: (row.status ?? before?.status) || 'planned',
      there: before?.there ?? new Set(),
    });
  });
}

const ROSTER = ['activity', 'person', 'group', 'organisation', 'unit'] as const;

function readRosters(records: Records, folder: string): void {
  eachRow(join(folder, 'participations.csv'), ROSTER, (row) => enter(records, row));
  const completionColumns = ['activity', 'person', 'group', 'organisation', 'date'] as const;
  eachRow(join(folder, 'completions.csv'), completionColumns, (row) => {
    const { activity = '', person = '', group = '', date = '' } = row;
    const { completed, roster } = records.activity(activity);
    const number = records.people.number(person);
    const isThere = roster.some((entry) => entry.person === number && entry.group === group);
    if (!isThere) enter(records, row);
    completed.set(completionKey(number, group), date);
  });
}

/** Puts somebody on a roster, or changes how they stand there. */
function enter(records: Records, row: Cells<(typeof ROSTER)[number]>): void {
  const { group = '', unit = '' } = row;
  const { roster } = records.activity(row.activity ?? '');
  const person = records.people.number(row.person ?? '');
  const known = roster.find((entry) => entry.person === person && entry.group === group);
  const subject = subjectOf(records, row, known?.subject ?? person);
  const home = (records.countOrganisations.has(group) ? records.organisations : records.people).homes[subject] ?? '';
  if (!known) {
    roster.push({ order: records.recorded, person, group, subject, unit: unit || home, isSaid: unit !== '' });
    records.recorded += 1;
    return;
  }
  if (unit !== '') Object.assign(known, { unit, isSaid: true });
  else if (!known.isSaid && known.subject !== subject) known.unit = home;
  known.subject = subject;
}

/** @param otherwise where the row names no organisation: the one that is known, or the person */
function subjectOf(
  records: Records,
  { group = '', organisation = '' }: Cells<(typeof ROSTER)[number]>,
  otherwise: number,
): number {
  const isNamed = records.countOrganisations.has(group) && organisation !== '';
  return isNamed ? records.organisations.number(organisation) : otherwise;
}

function readMarks(records: Records, folder: string): void {
  eachRow(
    join(folder, 'test_results.csv'),
    ['activity', 'person', 'date'],
    ({ activity = '', person = '', date = '' }) =>
      records.activity(activity).passed.set(records.people.number(person), date),
  );
  eachRow(join(folder, 'attendance.csv'), ['activity', 'session', 'person', 'status'], (row) => {
    const { there } = records.session(row.activity ?? '', row.session ?? '');
    const person = records.people.number(row.person ?? '');
    if (row.status === 'present' || row.status === 'late') there.add(person);
    else there.delete(person);
  });
  const columns = ['activity', 'session', 'unit', 'group', 'count', 'method'] as const;
  eachRow(join(folder, 'headcounts.csv'), columns, (row) => {
    const { unit = '', group = '', session } = row;
    const { headcounts } = records.activity(row.activity ?? '');
    const key = `${session} ${unit} ${group}`;
    const method = (row.method ?? headcounts.get(key)?.method) || 'counted';
    headcounts.set(key, { session: Number(session), unit, group, count: Number(row.count), method });
  });
}
