import type { Row } from './coverage.ts';
import { eachRow } from './csv.ts';

const COLUMNS =
  'plan,indicator,measure,group,unit,unit_name,level,population,floor,ceiling,percent,percent_max,target,comparator,status,missing,attendances,distinct,new'.split(
    ',',
  );

export interface Comparison {
  /** Rows that stand on both sides. */
  compared: number;
  /** A line for each row that stands on one side only, or differs. */
  differences: string[];
}

/** The rows of a coverage output. */
export function readOutput(file: string): Row[] {
  const rows: Row[] = [];
  eachRow(file, COLUMNS, (row) => rows.push({ ...row } as Row));
  return rows;
}

/** Compares row by row, in every column that the output has. */
export function compareRows(expected: readonly Row[], output: readonly Row[]): Comparison {
  const found = keyed(output);
  const comparison: Comparison = { compared: 0, differences: [] };
  for (const [key, row] of keyed(expected)) {
    const other = found.get(key);
    found.delete(key);
    if (!other) {
      comparison.differences.push(`${key}: not in the output`);
      continue;
    }
    comparison.compared += 1;
    const different = COLUMNS.filter((column) => other[column] !== undefined && other[column] !== row[column]);
    if (different.length === 0) continue;
    const words = different.map((column) => `${column} ${other[column]}, counted ${row[column]}`);
    comparison.differences.push(`${key}: ${words.join('; ')}`);
  }
  for (const key of found.keys()) comparison.differences.push(`${key}: not counted`);
  return comparison;
}

/** A unit may stand twice: the own unit after its end, and a new place that has its code. */
function keyed(rows: readonly Row[]): Map<string, Row> {
  const all = new Map<string, Row>();
  for (const row of rows) {
    let key = `${row.indicator} ${row.group} ${row.unit}`;
    while (all.has(key)) key += ' again';
    all.set(key, row);
  }
  return all;
}
