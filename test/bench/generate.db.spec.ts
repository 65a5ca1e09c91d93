import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareRows, readOutput } from '../../bench/brute-force/comparison.js';
import { coverageOf } from '../../bench/brute-force/coverage.js';
import { readFolders } from '../../bench/brute-force/reading.js';
import { generate } from '../../bench/generate/generate.js';
import { lantoaHere } from '../commands/district.js';
import { freshSettings } from '../support/world.js';

jest.setTimeout(180_000);

const folder = (): string => mkdtempSync(join(tmpdir(), 'lan-toa-generate-'));

describe('a generated folder', () => {
  it('is brought in without a fault, then its corrections: nothing kept is wrong, and the figures are those counted from the files', async () => {
    const [files, corrections, settings] = [folder(), folder(), await freshSettings()];
    generate({ provinces: 2, communes: 32, people: 40, participations: 1000 }, 'db', files, corrections);
    for (const each of [files, corrections]) {
      expect(await lantoaHere(settings, ['import-all', each])).toMatchObject({ status: 0, err: '' });
      expect(await lantoaHere(settings, ['recount', '--check'])).toMatchObject({ status: 0, err: '' });
    }
    const records = readFolders([files, corrections]);
    for (const [asOf, from] of [
      ['2025-03-31', '2024-06-01'],
      ['2026-09-30', '2025-12-01'],
    ] as const) {
      const words = ['--plan', 'KH-P02', '--as-of', asOf, '--from', from, '--cohorts', '--format', 'csv'];
      const { out } = await lantoaHere(settings, ['coverage', ...words]);
      const file = join(files, 'coverage.csv');
      writeFileSync(file, out);
      const output = readOutput(file);
      expect(output.length).toBeGreaterThan(1000);
      const counted = coverageOf(records, { plan: 'KH-P02', asOf, from, cohorts: true });
      expect(compareRows(counted, output)).toEqual({ compared: output.length, differences: [] });
    }
  });
});
