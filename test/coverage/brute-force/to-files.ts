import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { District, PlanFile } from './district.js';

/** The lists of a district that have a file, in the order in which they are imported. */
const LISTS = [
  'units',
  'successions',
  'groups',
  'baselines',
  'people',
  'organisations',
  'activities',
  'sessions',
  'participations',
  'completions',
  'test_results',
  'attendance',
  'headcounts',
] as const;

/**
 * Writes a district as the interchange files of a folder, which is made if need be. A list without rows gets no file;
 * merges of people have none (they are done afterwards).
 */
export function writeDistrict(district: District, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'plan.json'), `${JSON.stringify(district.plan, null, 2)}\n`);
  for (const list of LISTS) {
    const rows = district[list] ?? [];
    if (rows.length > 0) writeFileSync(join(folder, `${list}.csv`), toCsv(rows));
  }
}

/** Reads a folder of interchange files (comma, CSV) as a district. */
export function readDistrict(folder: string): District {
  const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as PlanFile;
  const lists = LISTS.map((list) => [list, readCsv(join(folder, `${list}.csv`))]);
  return { ...(Object.fromEntries(lists) as Omit<District, 'plan'>), plan };
}

/** The rows of a CSV file; none where there is no file. */
export function readCsv(file: string): Record<string, string>[] {
  if (!existsSync(file)) return [];
  return parse<Record<string, string>>(readFileSync(file), { columns: true, bom: true });
}

function toCsv(rows: object[]): string {
  const cells = rows.map((row) => new Map<string, string>(Object.entries(row)));
  const columns = [...new Set(cells.flatMap((row) => [...row.keys()]))];
  const lines = cells.map((row) => columns.map((column) => cell(row.get(column) ?? '')));
  return [columns, ...lines].map((line) => `${line.join(',')}\n`).join('');
}

/** RFC 4180 quoting. */
function cell(text: string): string {
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
