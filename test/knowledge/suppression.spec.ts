import fc from 'fast-check';
import { gainReport, type Tested } from '../../src/knowledge/gain.js';
import { type CountedRow, shownRows } from '../../src/knowledge/suppression.js';

function rows(...sizes: number[]): CountedRow[] {
  let next = 1;
  return sizes.map((size, at) => ({ key: `r${at}`, people: Array.from({ length: size }, () => next++) }));
}

const person = fc.record({ group: fc.constantFrom('a', 'b', 'c', 'd'), place: fc.constantFrom('p', 'q', 'r', 's') });

describe('rows that are kept back', () => {
  it.each([
    [
      [10, 5],
      ['r0', 'r1'],
    ],
    [[10, 2], []],
    [[10, 7, 2], ['r0']],
    [[7, 10, 2], ['r1']],
    [[10, 7, 2, 2], ['r0']],
    [
      [10, 7, 3, 2],
      ['r0', 'r1'],
    ],
    [[4], []],
    [[2, 2], []],
  ])('of tables of %j people: %j are shown', (sizes, shown) => {
    expect([...shownRows(rows(...sizes))].sort()).toEqual(shown);
  });

  it('keep back a commune from which less than five are missing to a group that is shown', () => {
    const groups = [{ key: 'teacher', people: [1, 2, 3, 4, 5, 6, 7, 8] }];
    const places: CountedRow[] = [
      { key: 'BB', people: [1, 2, 3, 4, 5, 6] },
      { key: 'KT', people: [7, 8, 9, 10, 11, 12] },
      { key: 'TU', people: [13, 14, 15, 16, 17] },
    ];
    expect([...shownRows(places, groups)].sort()).toEqual(['KT', 'TU']);
  });

  it.each([
    ['the same people', [1, 2, 3, 4, 5, 6], true],
    ['one person less', [1, 2, 3, 4, 5], false],
    ['one person more', [1, 2, 3, 4, 5, 6, 7], false],
    ['four more', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false],
    ['five more', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], true],
    ['one less, who is not the only difference', [1, 2, 3, 4, 11], true],
    ['one more, who is not the only difference', [1, 2, 3, 4, 5, 11, 12], true],
    ['as many others', [11, 12, 13, 14, 15, 16], true],
  ])('may stand beside a row of six people: %s', (_, people, isShown) => {
    const beside = [{ key: 'teacher', people: [1, 2, 3, 4, 5, 6] }];
    expect(shownRows([{ key: 'KT', people }], beside).has('KT')).toBe(isShown);
  });

  it('leave nothing below five to be found by subtraction', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 60 }), (all) => {
        const took = { score: 5000, isPassed: false, questions: new Map<string, number>() };
        const tested: Tested[] = all.map((each, at) => ({ ...each, person_id: at + 1, before: took, after: took }));
        const report = gainReport(tested, []);
        expect(report.gain === null).toBe(all.length < 5);
        if (report.gain === null) return expect([...report.groups, ...report.places]).toEqual([]);
        for (const [table, of] of [
          ['groups', 'group'],
          ['places', 'place'],
        ] as const) {
          const shown = report[table].filter(({ gain }) => gain !== null);
          const sizes = shown.map(({ gain }) => gain?.people ?? 0);
          for (const { key, gain } of shown)
            expect(all.filter((each) => each[of] === key)).toHaveLength(gain?.people ?? 0);
          for (const hidden of differences(all.length, sizes)) expect(hidden === 0 || hidden >= 5).toBe(true);
        }
      }),
    );
  });

  it('are as few as that takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }), (sizes) => {
        const shown = shownRows(rows(...sizes));
        const small = sizes.filter((size) => size < 5);
        const rest = small.reduce((sum, size) => sum + size, 0);
        if (rest === 0 || rest >= 5) expect(shown.size).toBe(sizes.length - small.length);
        else expect(shown.size).toBe(Math.max(0, sizes.length - small.length - 1));
      }),
    );
  });
});

/** What can be had from a total and rows that exclude each other: the total less any of them, and any of them. */
function differences(total: number, sizes: readonly number[]): number[] {
  let sums = [0];
  for (const size of sizes) sums = [...sums, ...sums.map((sum) => sum + size)];
  return [...sums.map((sum) => total - sum), ...sums];
}
