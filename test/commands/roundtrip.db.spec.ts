import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../src/config/settings.js';
import { writeDemo } from '../../src/demo/write.js';
import { FILE_ORDER } from '../../src/interchange/registry.js';
import { freshSettings } from '../support/world.js';
import { DISTRICT, importJson, lantoaHere, tableCounts, writeFolder } from './district.js';

jest.setTimeout(180_000);

/** Before anything was done, around the reform of July 2025, and late enough for everything. */
const DAYS = ['2024-06-15', '2025-06-30', '2025-07-01', '2025-12-10', '2026-11-01'];

let demo: Settings;
let files: string;

const folder = (): string => mkdtempSync(join(tmpdir(), 'lan-toa-round-'));
const nameOf = (kind: string): string => (kind === 'plan' ? 'plan.json' : `${kind}.csv`);

async function done(settings: Settings, ...words: string[]): Promise<string> {
  const { status, out, err } = await lantoaHere(settings, words);
  expect({ status, err }).toMatchObject({ status: 0 });
  return out;
}

/** The coverage of every place, cohorts too, on every day, as one text. */
async function coverage(settings: Settings): Promise<string> {
  const texts: string[] = [];
  for (const day of DAYS) {
    const words = ['--plan', 'TD-CLD-2021', '--as-of', day, '--from', '2024-01-01', '--cohorts', '--format', 'csv'];
    texts.push(await done(settings, 'coverage', ...words));
  }
  return texts.join('\n');
}

async function onSqlite<T>(work: () => Promise<T>): Promise<T> {
  const engine = process.env.LANTOA_TEST_ENGINE;
  process.env.LANTOA_TEST_ENGINE = 'sqlite';
  try {
    return await work();
  } finally {
    process.env.LANTOA_TEST_ENGINE = engine;
  }
}

beforeAll(async () => {
  files = folder();
  await writeDemo(files);
  demo = await freshSettings();
  expect(await lantoaHere(demo, ['import-all', files])).toMatchObject({ status: 0, err: '' });
});

describe('the demonstration district', () => {
  it('imported again changes nothing, whatever the kind of file', async () => {
    const before = await tableCounts(demo);
    for (const kind of FILE_ORDER.filter((each) => readdirSync(files).includes(nameOf(each)))) {
      const { status, report } = await importJson(demo, kind, join(files, nameOf(kind)));
      expect({ status, report }).toEqual({
        status: 0,
        report: { kind, rows: report.rows, inserted: 0, updated: 0, unchanged: report.rows, rejected: [] },
      });
      expect(report.rows).toBeGreaterThan(0);
    }
    // Only the record of who imported what has grown.
    expect({ ...(await tableCounts(demo)), events: 0 }).toEqual({ ...before, events: 0 });
  });

  it('exported and imported into an empty database gives the same coverage, and the same files again', async () => {
    const [first, second] = [folder(), folder()];
    await done(demo, 'export', first);
    const other = await freshSettings();
    expect(await lantoaHere(other, ['import-all', first])).toMatchObject({ status: 0, err: '' });
    expect(await coverage(other)).toBe(await coverage(demo));
    await done(other, 'recount', '--check');
    await done(other, 'export', second);
    expect(readdirSync(second).sort()).toEqual(FILE_ORDER.map(nameOf).sort());
    for (const kind of FILE_ORDER) {
      expect(readFileSync(join(second, nameOf(kind)), 'utf8')).toBe(readFileSync(join(first, nameOf(kind)), 'utf8'));
    }
  });

  it('backed up from SQLite, restored on this engine and on SQLite again gives the same coverage', async () => {
    const expected = await coverage(demo);
    const [one, here, last] = [await onSqlite(freshSettings), await freshSettings(), await onSqlite(freshSettings)];
    await done(one, 'import-all', files);
    expect(await coverage(one)).toBe(expected);
    for (const [from, to, name] of [[one, here, 'first.backup'] as const, [here, last, 'second.backup'] as const]) {
      await done(from, 'backup', join(from.dataDir, name));
      await done(to, 'restore', join(from.dataDir, name));
      expect(await coverage(to)).toBe(expected);
      await done(to, 'recount', '--check');
    }
    expect({ ...(await tableCounts(last)), stamps: 0 }).toEqual({ ...(await tableCounts(one)), stamps: 0 });
  });
});

describe('a folder with every kind of file', () => {
  it('is brought in whole: also the results of tests, whose name has two words', async () => {
    const activities = DISTRICT.activities.replace('unit\n', 'unit,test\n').replaceAll(/(C|03424)$/gm, '$1,');
    const tested = activities.replace('Lớp tập huấn,C,', 'Lớp tập huấn,C,true');
    const results = 'activity,person,date\nL1,lan,2025-07-10';
    const settings = await freshSettings();
    const all = writeFolder({ ...DISTRICT, activities: tested, test_results: results });
    expect(await lantoaHere(settings, ['import-all', all])).toMatchObject({ status: 0, err: '' });
    expect(await tableCounts(settings)).toMatchObject({ test_results: 1 });
  });
});
