import { join } from 'node:path';
import { coverageCells, COVERAGE_COLUMNS, type CoverageRow } from '../../src/coverage/output.js';
import { PersonMerges } from '../../src/people/person-merges.js';
import { World } from '../support/world.js';
import { bringIn, coverageOf } from './bring-in.js';
import { readCsv } from './brute-force/to-files.js';

const FOLDER = join(__dirname, '../fixtures/worked-example');

let world: World;
beforeAll(async () => {
  world = await World.create();
  await bringIn(world, FOLDER);
});
afterAll(() => world.close());

/** Rows as text cells, with the columns of an expected file. */
function cells(rows: readonly CoverageRow[], columns: string[]): Record<string, string>[] {
  return rows.map((row) => {
    const texts = coverageCells(row).map((cell) => String(cell ?? ''));
    const all = Object.fromEntries(COVERAGE_COLUMNS.map((column, at) => [column, texts[at] ?? '']));
    return Object.fromEntries(columns.map((column) => [column, all[column] ?? '']));
  });
}

describe('the worked example through import and database (counting method §8)', () => {
  it.each([
    ['2025-06-15', undefined, 'expected-2025-06-15.csv'],
    ['2025-12-10', '2025-06-16', 'expected-2025-12-10-from-2025-06-16.csv'],
    ['2026-06-15', '2025-12-11', 'expected-2026-06-15-from-2025-12-11.csv'],
  ])('gives the expected figures as of %s from %s', async (as_of, from, file) => {
    const expected = readCsv(join(FOLDER, file));
    const rows = await coverageOf(world, 'P', { as_of, from });
    expect(cells(rows, Object.keys(expected[0] ?? {}))).toEqual(expected);
  });

  it('counts cohorts where they are asked for, and one unit alone', async () => {
    const rows = await coverageOf(world, 'P', { as_of: '2025-06-15', unit: 'C', cohorts: true });
    const child = rows.filter(({ indicator, group }) => indicator === '2.3' && group === 'child');
    expect(child.map(({ unit, floor, ceiling }) => [unit, floor, ceiling])).toEqual([
      ['6A', 35, 38],
      ['C', 300, 338],
    ]);
  });

  it('counts one fewer once p3 and p4 turn out to be one person, and as before when that is undone', async () => {
    const floor = async (): Promise<number | undefined> => {
      const rows = await coverageOf(world, 'P', { as_of: '2025-12-10' });
      return rows.find(({ indicator, group, unit }) => indicator === '2.1' && group === '*' && unit === 'D')?.floor;
    };
    expect(await floor()).toBe(4);
    const merges = world.get(PersonMerges);
    const merge = await merges.merge('p4', 'p3', 'the same teacher');
    expect(await floor()).toBe(3);
    await merges.undo(merge.id);
    expect(await floor()).toBe(4);
  });

  it('asks the database the same few times, however many indicators, groups and places there are', async () => {
    const seen = jest.spyOn(world.database, 'rows');
    await coverageOf(world, 'P', { as_of: '2025-12-10', cohorts: true });
    const statements = seen.mock.calls.length;
    seen.mockRestore();
    expect(statements).toBeLessThanOrEqual(22);
  });

  it.each([
    [{ as_of: '2025-06-15', from: '2025-06-16' }, 'coverage.from_after_as_of'],
    [{ as_of: '2025-06-15', unit: 'N' }, 'coverage.unit'],
    [{ as_of: '2025-07-01', unit: 'A' }, 'coverage.unit'],
    [{ as_of: '2025-02-30' }, 'form.day_of_month'],
  ])('refuses %j with a sentence', async (question, key) => {
    await expect(coverageOf(world, 'P', question)).rejects.toMatchObject({ key });
  });
});
