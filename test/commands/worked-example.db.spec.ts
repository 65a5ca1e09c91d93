import { parse } from 'csv-parse/sync';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../src/config/settings.js';
import { lantoa, ROOT } from '../support/command.js';
import { freshSettings } from '../support/world.js';

const EXAMPLE = join(ROOT, 'test', 'fixtures', 'worked-example');
const CASES = [
  ['expected-2025-06-15.csv', ['--as-of', '2025-06-15']],
  ['expected-2025-12-10-from-2025-06-16.csv', ['--as-of', '2025-12-10', '--from', '2025-06-16']],
  ['expected-2026-06-15-from-2025-12-11.csv', ['--as-of', '2026-06-15', '--from', '2025-12-11']],
] as const;

let settings: Settings;
const rows = (text: string): Record<string, string>[] => parse(text, { columns: true });
const coverage = (of: Settings, words: readonly string[]) =>
  lantoa(of, ['coverage', '--plan', 'P', '--format', 'csv', ...words]);

beforeAll(async () => {
  settings = await freshSettings();
  const done = await lantoa(settings, ['import-all', EXAMPLE]);
  expect(done).toMatchObject({ status: 0, err: '' });
}, 60_000);

describe('the worked example on the command line', () => {
  it.each(CASES)('gives exactly %s', async (name, words) => {
    const expected = rows(readFileSync(join(EXAMPLE, name), 'utf8'));
    const { out, status } = await coverage(settings, words);
    const columns = Object.keys(expected[0] ?? {});
    const got = rows(out).map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
    expect(got).toEqual(expected);
    expect(status).toBe(0);
  });

  it('changes nothing when everything is imported again', async () => {
    const before = (await coverage(settings, [])).out;
    const again = await lantoa(settings, ['import', 'attendance', join(EXAMPLE, 'attendance.csv'), '--json']);
    expect(JSON.parse(again.out)).toEqual({
      kind: 'attendance',
      rows: 14,
      inserted: 0,
      updated: 0,
      unchanged: 14,
      rejected: [],
    });
    expect((await lantoa(settings, ['import-all', EXAMPLE])).status).toBe(0);
    expect((await coverage(settings, [])).out).toBe(before);
  });

  it('is the same after export and import into an empty database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lan-toa-export-'));
    expect((await lantoa(settings, ['export', folder])).status).toBe(0);
    const other = await freshSettings();
    expect(await lantoa(other, ['import-all', folder])).toMatchObject({ status: 0, err: '' });
    for (const [, words] of CASES) {
      const cohorts = [...words, '--cohorts'];
      expect((await coverage(other, cohorts)).out).toBe((await coverage(settings, cohorts)).out);
    }
  }, 60_000);

  it('has a ledger that a recount agrees with, and is judged sound', async () => {
    expect(await lantoa(settings, ['recount', '--check'])).toMatchObject({ status: 0, err: '' });
    expect((await lantoa(settings, ['check'])).err).toBe('');
  });

  it('comes back from a backup', async () => {
    const file = join(settings.dataDir, 'all.backup');
    expect((await lantoa(settings, ['backup', file])).status).toBe(0);
    const before = (await coverage(settings, [])).out;
    const other = await freshSettings({ SECRET_KEY: 'x'.repeat(40) });
    const restored = await lantoa(other, ['restore', file]);
    expect(restored.status).toBe(0);
    expect((await coverage(other, [])).out).toBe(before);
  }, 60_000);

  it('answers JSON and a table too', async () => {
    const json = await lantoa(settings, ['coverage', '--plan', 'P', '--as-of', '2025-06-15', '--format', 'json']);
    expect(JSON.parse(json.out)[0]).toEqual({
      plan: 'P',
      indicator: '2.1',
      measure: 'informed',
      group: '*',
      unit: 'A',
      unit_name: 'A',
      level: 'commune',
      population: 10,
      floor: 2,
      ceiling: 2,
      percent: 20,
      percent_max: 20,
      target: 90,
      comparator: 'gte',
      status: 'not_met',
      missing: 7,
      attendances: 3,
      distinct: 2,
      new: 2,
    });
    const table = await lantoa(settings, ['coverage', '--plan', 'P', '--as-of', '2025-06-15', '--format', 'table']);
    expect(table.out.split('\n')[0]).toMatch(/^plan +indicator +measure/);
  });
});

describe('the exit status', () => {
  it.each([
    [['nonsense'], 2],
    [['import', 'people'], 2],
    [['import', 'cats', 'x.csv'], 2],
    [['coverage'], 2],
    [['coverage', '--plan', 'P', '--as-of', '15/06/2025'], 2],
    [['coverage', '--plan', 'NOPE'], 1],
    [['import', 'people', '/nowhere.csv'], 1],
    [['import-all', '/nowhere'], 1],
    [['restore', '/nowhere'], 1],
    [['token', 'add', '--email', 'nobody@example.vn'], 1],
    [['user', 'add', '--email', 'x@example.vn', '--name', 'X', '--role', 'king'], 2],
  ])('of %j is %i, with the reason on standard error', async (words, status) => {
    const ended = await lantoa(settings, words);
    expect(ended.status).toBe(status);
    expect(ended.err).not.toBe('');
    expect(ended.out).toBe('');
  });
});
