import { column, type Column } from '../interchange/columns.js';
import { defineFile } from '../interchange/columns-file.js';

const decimal = column.decimal({ min: 0, max: 100 });

/** A percentage from 0 to 100 with at most two decimals; the sign may be written behind it. */
const percent: Column<string | null> = {
  required: false,
  secret: false,
  parse: (raw) => decimal.parse(raw.replace(/\s*[%％]\s*$/, '')),
};

export const activitiesFile = defineFile({
  kind: 'activities',
  columns: {
    code: column.code({ required: true }),
    plan: column.code({ required: true }),
    kind: column.oneOf(['training', 'campaign', 'course'], { required: true, words: 'activities.kind.' }),
    title: column.text({ required: true, max: 500 }),
    unit: column.code({ required: true }),
    agency: column.code(),
    min_attendance: percent,
    capacity: column.integer({ min: 1, max: 1_000_000 }),
    trainer: column.email(),
    status: column.oneOf(['draft', 'open', 'running', 'done', 'cancelled'], { words: 'activities.status.' }),
    test: column.bool(),
  },
  key: ['code'],
});

export const sessionsFile = defineFile({
  kind: 'sessions',
  columns: {
    activity: column.code({ required: true }),
    number: column.integer({ required: true, min: 1, max: 10_000 }),
    date: column.date({ required: true, clerk: true }),
    start: column.time(),
    end: column.time(),
    venue: column.text({ max: 190 }),
    makes_up: column.integer({ min: 1, max: 10_000 }),
    status: column.oneOf(['planned', 'held', 'cancelled'], { words: 'activities.session_status.' }),
  },
  key: ['activity', 'number'],
});

export const participationsFile = defineFile({
  kind: 'participations',
  columns: {
    activity: column.code({ required: true }),
    person: column.code({ required: true }),
    group: column.code({ required: true }),
    organisation: column.code(),
    unit: column.code(),
  },
  key: ['activity', 'person', 'group'],
});

export const completionsFile = defineFile({
  kind: 'completions',
  columns: {
    activity: column.code({ required: true }),
    person: column.code({ required: true }),
    group: column.code({ required: true }),
    organisation: column.code(),
    date: column.date({ required: true, clerk: true }),
  },
  key: ['activity', 'person', 'group'],
});

export const testResultsFile = defineFile({
  kind: 'test_results',
  columns: {
    activity: column.code({ required: true }),
    person: column.code({ required: true }),
    date: column.date({ required: true, clerk: true }),
  },
  key: ['activity', 'person'],
});

export const attendanceFile = defineFile({
  kind: 'attendance',
  columns: {
    activity: column.code({ required: true }),
    session: column.integer({ required: true, min: 1, max: 10_000 }),
    person: column.code({ required: true }),
    status: column.oneOf(['present', 'late', 'excused', 'absent'], { required: true, words: 'activities.mark.' }),
  },
  key: ['activity', 'session', 'person'],
});

export const headcountsFile = defineFile({
  kind: 'headcounts',
  columns: {
    activity: column.code({ required: true }),
    session: column.integer({ required: true, min: 1, max: 10_000 }),
    unit: column.code({ required: true }),
    group: column.code({ required: true }),
    count: column.integer({ required: true, min: 0, max: 10_000_000 }),
    method: column.oneOf(['counted', 'estimated'], { words: 'activities.method.' }),
    note: column.text({ max: 1000, lines: true }),
  },
  key: ['activity', 'session', 'unit', 'group'],
});

/** A percentage as written ("80", "66.67") in hundredths of a percent; null stays null. */
export function toHundredths(text: string | null): number | null {
  if (text === null) return null;
  const [whole = '0', fraction = ''] = text.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

/** Hundredths of a percent as a percentage is written: 8000 gives "80". */
export function fromHundredths(value: number | null): string | null {
  if (value === null) return null;
  const fraction = String(value % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${Math.floor(value / 100)}${fraction === '' ? '' : `.${fraction}`}`;
}
