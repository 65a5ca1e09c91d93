import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coverageCells, COVERAGE_COLUMNS, type CoverageRow } from '../../src/coverage/output.js';
import { World } from '../support/world.js';
import { bringIn, coverageOf } from './bring-in.js';
import { ACTIVITIES } from './examples/activities.js';
import { BASELINES } from './examples/baselines.js';
import { BOUNDS } from './examples/bounds.js';
import { type Figures, rowsOf, type Step, writeStep } from './examples/example.js';
import { HOMES } from './examples/homes.js';
import { OWN_UNIT } from './examples/own-unit.js';
import { PERCENTS } from './examples/percents.js';
import { REFORMS } from './examples/reforms.js';
import { SUBJECTS } from './examples/subjects.js';

const EXAMPLES = [...ACTIVITIES, ...SUBJECTS, ...HOMES, ...BOUNDS, ...PERCENTS, ...BASELINES, ...REFORMS, ...OWN_UNIT];

/** The key of an expected row; of two places with one code the second is `D#1`. */
function keyed(rows: readonly CoverageRow[]): Map<string, CoverageRow> {
  const found = new Map<string, CoverageRow>();
  for (const row of rows) {
    const key = `${row.indicator} ${row.group} ${row.unit}`;
    found.set(found.has(key) ? `${key}#1` : key, row);
  }
  return found;
}

/** The cells that an expected row names, as the CSV would show them. */
function seen(row: CoverageRow | undefined, columns: string[]): string {
  const cells = row ? coverageCells(row).map((cell) => String(cell ?? '')) : [];
  const at = (column: string): number => COVERAGE_COLUMNS.findIndex((name) => name === column);
  return columns.map((column) => `${column}=${cells[at(column)] ?? 'no such cell'}`).join(' ');
}

/** Compares every expected row, and the order of the units, with what the product says. */
async function compare(world: World, { rows, order, ...question }: Figures): Promise<void> {
  const given = await coverageOf(world, 'P', question);
  const byKey = keyed(given);
  const expected = rowsOf(rows);
  const got = expected.map((line) => {
    const [indicator, group, unit, ...cells] = line.split(' ');
    const key = `${indicator} ${group} ${unit}`;
    return `${key} ${seen(
      byKey.get(key),
      cells.map((cell) => cell.slice(0, cell.indexOf('='))),
    )}`;
  });
  expect({ question, rows: got }).toEqual({ question, rows: expected });
  if (order === undefined) return;
  const [first] = given;
  const block = given.filter(({ indicator, group }) => indicator === first?.indicator && group === first.group);
  expect(block.map(({ unit }) => unit).join(' ')).toBe(order);
}

async function take(world: World, step: Step, folder: string): Promise<void> {
  writeStep(step.files, folder);
  if (step.refused === undefined) await bringIn(world, folder);
  else await expect(bringIn(world, folder)).rejects.toThrow(`${step.refused}.csv: `);
  for (const figures of step.figures) await compare(world, figures);
}

describe('cases worked out by hand from the counting method, through import and database', () => {
  it.each(EXAMPLES)('$name: $rule', async ({ steps }) => {
    const folder = mkdtempSync(join(tmpdir(), 'lan-toa-example-'));
    const world = await World.create();
    try {
      for (const [at, step] of steps.entries()) await take(world, step, join(folder, String(at)));
    } finally {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
