import { join } from 'node:path';
import type { District } from './brute-force/district.js';
import { readCsv, readDistrict } from './brute-force/to-files.js';
import { PureDistrict } from './pure-district.js';

const FOLDER = join(__dirname, '../fixtures/worked-example');

const DISTRICT = readDistrict(FOLDER);

/** The output for a district, with only the columns of an expected file. */
function output(district: District, asOf: string, from: string, expected: Record<string, string>[]) {
  const columns = Object.keys(expected[0] ?? {});
  return new PureDistrict(district).rows({ asOf, from }).map((row) => {
    const cells: Record<string, string> = row;
    return Object.fromEntries(columns.map((column) => [column, cells[column]]));
  });
}

/** How many of the district's teachers are informed, cumulatively. */
function informed(district: District, asOf: string): string {
  const rows = new PureDistrict(district).rows({ asOf });
  const row = rows.find(({ indicator, unit }) => indicator === '2.1' && unit === 'D');
  return `${row?.floor} of ${row?.population} = ${row?.percent}%`;
}

describe('the worked example (counting method §8)', () => {
  it.each([
    ['2025-06-15', '2021-01-01', 'expected-2025-06-15.csv'],
    ['2025-12-10', '2025-06-16', 'expected-2025-12-10-from-2025-06-16.csv'],
    ['2026-06-15', '2025-12-11', 'expected-2026-06-15-from-2025-12-11.csv'],
  ])('gives the expected figures as of %s from %s', (asOf, from, file) => {
    const expected = readCsv(join(FOLDER, file));
    expect(expected.length).toBeGreaterThan(0);
    expect(output(DISTRICT, asOf, from, expected)).toEqual(expected);
  });

  it('shows how much the reporters overlap', () => {
    const [informedTeachers] = new PureDistrict(DISTRICT).overlaps({ asOf: '2025-06-15' });
    expect(informedTeachers).toEqual({
      reporters: [
        { reporter: 'agency:GDDT', distinct: 3 },
        { reporter: 'unit:A:0001-01-01', distinct: 2 },
      ],
      sum: 5,
      distinct: 3,
      overlap: 2,
    });
  });

  it('counts one fewer once p3 and p4 turn out to be one person, and as before when that is undone', () => {
    const merged = { ...DISTRICT, merges: [{ from: 'p4', into: 'p3' }] };
    expect(informed(DISTRICT, '2025-12-10')).toBe('4 of 30 = 13.3%');
    expect(informed(merged, '2025-12-10')).toBe('3 of 30 = 10.0%');
    expect(informed({ ...merged, merges: [] }, '2025-12-10')).toBe('4 of 30 = 13.3%');
  });
});
