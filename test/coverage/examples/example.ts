import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../../../src/interchange/writer.js';
import type { CoverageQuestion } from '../../../src/coverage/scope.js';

/** Columns of the lists of an example, in the order of its cells; cells left out at the end of a row are empty. */
const COLUMNS = {
  units: ['code', 'level', 'parent', 'valid_from', 'valid_to', 'name'],
  successions: ['predecessor', 'successor', 'date', 'main'],
  groups: ['code', 'name', 'counts'],
  baselines: ['unit', 'group', 'year', 'value'],
  people: ['ref', 'unit', 'full_name'],
  organisations: ['ref', 'group', 'unit', 'name'],
  activities: ['code', 'kind', 'unit', 'min_attendance', 'status', 'title', 'plan'],
  sessions: ['activity', 'number', 'date', 'makes_up', 'status'],
  participations: ['activity', 'person', 'group', 'organisation', 'unit'],
  attendance: ['activity', 'session', 'person', 'status'],
  headcounts: ['activity', 'session', 'unit', 'group', 'count', 'method'],
} as const;

type List = keyof typeof COLUMNS;

/** What a reader expects of one question: rows `indicator group unit column=value …`, and the units in their order. */
export interface Figures extends CoverageQuestion {
  rows: string;
  order?: string;
}

/**
 * One import, and the figures after it. Lists hold rows of cells (`A,commune,D`), a row to a line or between bars; the
 * plan holds its indicators (`1 informed teacher+parent 66.7 gte`). `refused`: the one file that is not taken.
 */
export interface Step {
  files: Partial<Record<List | 'plan', string>>;
  refused?: string;
  figures: Figures[];
}

/** A case worked out by hand from one sentence of the method; its steps follow each other in one database. */
export interface Example {
  name: string;
  rule: string;
  steps: Step[];
}

/** The rows of a list: one to a line, or between bars. */
export function rowsOf(text: string): string[] {
  return text
    .split(/[\n|]/)
    .map((row) => row.trim())
    .filter((row) => row !== '');
}

/** Writes the files of a step as an interchange folder. */
export function writeStep(files: Step['files'], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const list of Object.keys(COLUMNS) as List[]) {
    const text = files[list];
    if (text === undefined) continue;
    const lines = rowsOf(text).flatMap((row) => records(list, row.split(',')));
    writeFileSync(join(folder, `${list}.csv`), [COLUMNS[list], ...lines].map((cells) => csvLine([...cells])).join(''));
  }
  if (files.plan !== undefined) writeFileSync(join(folder, 'plan.json'), planFile(rowsOf(files.plan)));
}

/** The records of one row: names, titles and the plan are filled in; a row of attendance may list several people. */
function records(list: List, cells: string[]): string[][] {
  if (list === 'attendance') {
    const [activity = '', session = '', ...people] = cells;
    return people.map((person) => [activity, session, ...`${person}:present`.split(':').slice(0, 2)]);
  }
  const [code = ''] = cells;
  const spare: Partial<Record<string, string>> = { name: code, full_name: code, title: code, plan: 'P' };
  return [COLUMNS[list].map((column, at) => cells[at] || (spare[column] ?? ''))];
}

/** The plan `P` of unit D, 2024 and 2025, unless a row `plan UNIT START END` says otherwise. */
function planFile(rows: string[]): string {
  const own = rows.find((row) => row.startsWith('plan ')) ?? 'plan D 2024-01-01 2025-12-31';
  const [, unit, start, end = ''] = own.split(' ');
  const indicators = rows.filter((row) => row !== own).map((row) => indicator(row, end));
  const title = { vi: 'Ví dụ', en: 'Example' };
  return JSON.stringify({ code: 'P', title, unit, start, end, objectives: [{ code: 'O', title, indicators }] });
}

function indicator(row: string, due: string): Record<string, unknown> {
  const [code = '', measure, groups = '', target, comparator, trainings] = row.split(' ');
  return {
    code,
    measure,
    groups: groups.split('+'),
    target: Number(target),
    comparator,
    due,
    title: { vi: code, en: code },
    ...(trainings === undefined ? {} : { trainings_inform: trainings.endsWith('true') }),
  };
}
