import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { KeysSeen } from '../../src/interchange/keys-seen.js';
import { LineRuns } from '../../src/interchange/line-runs.js';
import { LineTable } from '../../src/interchange/line-table.js';

/** The smallest table: after 768 keys a run goes to disk. */
const SMALLEST = 10;
const RUN = 768;

/** What a KeysSeen of small runs says of keys: the line named in the error, 0 where there was none. */
function linesNamed(keys: readonly string[]): number[] {
  const seen = new KeysSeen(['a', 'b'], SMALLEST);
  try {
    return keys.map((key, at) => Number(seen.twice(at + 2, { a: key, b: null })?.reason.params.line ?? 0));
  } finally {
    seen.close();
  }
}

/** The same with a Map. */
function linesByMap(keys: readonly string[]): number[] {
  const first = new Map<string, number>();
  return keys.map((key, at) => {
    const line = first.get(key);
    if (line === undefined) first.set(key, at + 2);
    return line ?? 0;
  });
}

describe('keys of a file', () => {
  it('says of any file what a map in memory says, however many runs its keys fill', () => {
    const many = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), fc.nat(2 ** 31 - 1));
    fc.assert(
      fc.property(many, ([rows, different, seed]) => {
        let state = seed;
        const keys = Array.from({ length: rows }, () => {
          state = (Math.imul(state, 1103515245) + 12345) >>> 0;
          return `k${(state >>> 8) % different}`;
        });
        expect(linesNamed(keys)).toEqual(linesByMap(keys));
      }),
      { numRuns: 40 },
    );
  });

  it.each([RUN - 1, RUN, RUN + 1, 3 * RUN, 3 * RUN + 1])('finds each of %i keys again', (count) => {
    const keys = Array.from({ length: count }, (_, at) => `k${at}`);
    const twice = [...keys, ...keys.toReversed()];
    expect(linesNamed(twice)).toEqual(linesByMap(twice));
  });

  it('takes parts of a key apart, and an absent part for an empty one', () => {
    const seen = new KeysSeen(['a', 'b']);
    expect(seen.twice(2, { a: 'x', b: 'yz' })).toBeNull();
    expect(seen.twice(3, { a: 'xy', b: 'z' })).toBeNull();
    expect(seen.twice(4, { a: 'xy', b: null })).toBeNull();
    expect(seen.twice(5, { a: 'xy' })).toMatchObject({ line: 5, column: 'a, b', value: 'xy' });
  });

  it('leaves nothing on disk, also while it is at work', () => {
    const names = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('lan-toa-keys-'));
    const before = names();
    const runs = new LineRuns();
    runs.add(Uint32Array.of(1, 2, 3));
    expect(runs.get(1, 2)).toBe(3);
    expect(names()).toEqual(before);
    runs.close();
  });
});

describe('a table of lines', () => {
  const hash = fc.tuple(fc.oneof(fc.constantFrom(0, 1, 2 ** 32 - 1), fc.nat(2 ** 32 - 1)), fc.nat(3));

  it('gives its entries in the order of their hashes, also where they crowd at its end', () => {
    const last = fc.tuple(fc.constantFrom(2 ** 32 - 1, 2 ** 32 - 2 ** 22), fc.nat(2 ** 32 - 1));
    fc.assert(
      fc.property(fc.array(fc.oneof(hash, last), { maxLength: 600 }), (hashes) => {
        const table = new LineTable(SMALLEST);
        hashes.forEach(([high, low], at) => table.put(high, low, at + 1));
        const entries = table.sorted();
        const listed = Array.from({ length: entries.length / 3 }, (_, at) => [entries[at * 3], entries[at * 3 + 1]]);
        const different = [...new Map(hashes.map((each) => [each.join(), each])).values()];
        expect(listed).toEqual(different.sort(([a, b], [c, d]) => a - c || b - d));
      }),
    );
  });

  it('keeps in runs what it has: each hash with its line, and no other', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hash, { maxLength: 200 }), { maxLength: 4 }), (lists) => {
        const runs = new LineRuns();
        const all = new Map<string, number>();
        lists.forEach((list, run) => {
          const table = new LineTable(SMALLEST);
          list.forEach(([high, low], at) => {
            if (all.has(`${high} ${low}`)) return;
            table.put(high, low, run * 1000 + at + 1);
            all.set(`${high} ${low}`, run * 1000 + at + 1);
          });
          runs.add(table.sorted());
        });
        for (const [key, line] of all) {
          const [high = 0, low = 0] = key.split(' ').map(Number);
          expect(runs.get(high, low)).toBe(line);
          if (!all.has(`${high} ${low + 4}`)) expect(runs.get(high, low + 4)).toBe(0);
        }
        runs.close();
      }),
    );
  });
});
