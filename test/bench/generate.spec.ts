import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../bench/generate/generate.js';
import { type Shape, shapeOfSize } from '../../bench/generate/shape.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'lan-toa-generate-'));
const SMALL: Shape = { provinces: 2, communes: 32, people: 60, participations: 3000 };

/** What was written, by name. */
function bytesOf(path: string): Record<string, string> {
  const hash = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(join(path, file)))
      .digest('hex');
  return Object.fromEntries(readdirSync(path).map((file) => [file, hash(file)]));
}

function rowsOf(path: string, file: string): string[][] {
  const lines = readFileSync(join(path, `${file}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => line.split(','));
}

describe('generated files', () => {
  const [first, second] = [folder(), folder()];
  const [rows, corrections] = generate(SMALL, 'one', first, second);

  it('have the same bytes for the same seed, and others for another', () => {
    const [again, corrected, other] = [folder(), folder(), folder()];
    generate(SMALL, 'one', again, corrected);
    generate(SMALL, 'two', other);
    expect(bytesOf(again)).toEqual(bytesOf(first));
    expect(bytesOf(corrected)).toEqual(bytesOf(second));
    expect(bytesOf(other)['participations.csv']).not.toBe(bytesOf(first)['participations.csv']);
  });

  it('have exactly as many participations as asked for, each once', () => {
    expect(rows.participations).toBe(6000);
    const keys = rowsOf(first, 'participations').map(([activity, person, group]) => `${activity} ${person} ${group}`);
    expect(new Set(keys).size).toBe(6000);
  });

  it('hold a reform in the middle, late entries, headcounts of both kinds, and more than one way to qualify', () => {
    const ends = rowsOf(first, 'units').filter(([, , , , , last]) => last === '2025-06-30');
    expect(new Set(ends.map(([, , level]) => level))).toEqual(new Set(['district', 'commune']));
    expect(rowsOf(first, 'successions').some(([, , , main]) => main === 'true')).toBe(true);
    const dates = rowsOf(first, 'sessions').map(([, , date = '']) => date);
    expect(dates.some((date, at) => at > 0 && date < (dates[at - 1] ?? ''))).toBe(true);
    expect([dates.some((date) => date < '2025-07-01'), dates.some((date) => date > '2025-07-01')]).toEqual([
      true,
      true,
    ]);
    const methods = rowsOf(first, 'headcounts').map(([, , , , , method]) => method);
    expect(new Set(methods)).toEqual(new Set(['counted', 'estimated', '']));
    expect([rows.completions, rows.test_results, rows.organisations].every((count) => (count ?? 0) > 0)).toBe(true);
  });

  it('are corrected in every kind that a figure can follow from', () => {
    const kinds = [
      'people',
      'baselines',
      'activities',
      'sessions',
      'participations',
      'completions',
      'attendance',
      'headcounts',
    ];
    expect(Object.keys(corrections).sort()).toEqual(kinds.sort());
  });
});

describe('a size', () => {
  it('is one of three names, or a number of participations', () => {
    expect(shapeOfSize('district')).toMatchObject({ provinces: 1, participations: 10_000 });
    expect(shapeOfSize('province')).toMatchObject({ provinces: 1, participations: 1_000_000 });
    const country = shapeOfSize('country');
    expect([(country?.communes ?? 0) * 63, Math.round(((country?.participations ?? 0) * 63) / 1e6)]).toEqual([
      10_080, 20,
    ]);
    const large = shapeOfSize('5000000');
    expect((large?.communes ?? 0) * (large?.people ?? 0)).toBe(2_000_000);
    expect([shapeOfSize('0'), shapeOfSize('x'), shapeOfSize('')]).toEqual([undefined, undefined, undefined]);
  });
});
