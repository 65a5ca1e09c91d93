import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { compareRows, readOutput } from '../../bench/brute-force/comparison.js';
import { coverageOf } from '../../bench/brute-force/coverage.js';
import { readFolders } from '../../bench/brute-force/reading.js';
import { arbitraryCase } from '../coverage/brute-force/arbitrary.js';
import { bruteForceCoverage } from '../coverage/brute-force/brute-force.js';
import { writeDistrict } from '../coverage/brute-force/to-files.js';

const EXAMPLE = join(__dirname, '../fixtures/worked-example');
const RUNS = Number(process.env['COVERAGE_RUNS'] ?? 200);

describe('the count from the files', () => {
  it.each([
    ['2025-06-15', undefined, 'expected-2025-06-15.csv'],
    ['2025-12-10', '2025-06-16', 'expected-2025-12-10-from-2025-06-16.csv'],
    ['2026-06-15', '2025-12-11', 'expected-2026-06-15-from-2025-12-11.csv'],
  ])('gives the expected figures of the worked example as of %s from %s', (asOf, from, file) => {
    const expected = readOutput(join(EXAMPLE, file));
    const counted = coverageOf(readFolders([EXAMPLE]), { plan: 'P', asOf, from });
    expect(compareRows(counted, expected)).toEqual({ compared: expected.length, differences: [] });
  });

  it('gives what the plainest reading of the rules gives, on random districts', () => {
    fc.assert(
      fc.property(arbitraryCase(), ({ district, request: { unit: _, ...request } }) => {
        const folder = mkdtempSync(join(tmpdir(), 'lan-toa-count-'));
        writeDistrict(district, folder);
        const counted = coverageOf(readFolders([folder]), { ...request, plan: district.plan.code });
        rmSync(folder, { recursive: true });
        expect(counted).toEqual(bruteForceCoverage(district, request));
      }),
      { numRuns: RUNS },
    );
  });

  it('says which rows differ, in which columns, and which stand on one side only', () => {
    const file = join(EXAMPLE, 'expected-2025-06-15.csv');
    const [first = {}, second = {}, ...others] = readOutput(file);
    const wrong = [{ ...first, floor: '99' }, { ...second, unit: 'Z' }, ...others];
    const { compared, differences } = compareRows(readOutput(file), wrong);
    expect(compared).toBe(others.length + 1);
    expect(differences).toEqual([
      `${first.indicator} ${first.group} ${first.unit}: floor 99, counted ${first.floor}`,
      `${second.indicator} ${second.group} ${second.unit}: not in the output`,
      `${second.indicator} ${second.group} Z: not counted`,
    ]);
  });
});
