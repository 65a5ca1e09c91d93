import fc from 'fast-check';
import { gainReport, type Tested } from '../../src/knowledge/gain.js';
import { type CountedRow, shownRows } from '../../src/knowledge/suppression.js';

function rows(...sizes: number[]): CountedRow[] {
  let next = 1;
  return sizes.map((size, at) => ({ key: `r${at}`, people: Array.from({ length: size }, () => next++) }));
}

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
    // With both others the total would tell of BB.
    expect([...shownRows(places, groups)]).toEqual(['KT']);
  });

  it('keep back a commune that is two groups and one official', () => {
    const groups: CountedRow[] = [
      { key: 'teacher', people: [1, 2, 3, 4, 5] },
      { key: 'parent', people: [6, 7, 8, 9, 10] },
      { key: 'official', people: [11, 12, 13, 14, 15, 16] },
    ];
    const places: CountedRow[] = [
      { key: 'P1', people: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
      { key: 'P2', people: [12, 13, 14, 15, 16] },
    ];
    expect(shownRows(groups).size).toBe(3);
    expect(shownRows(places, groups).size).toBe(0);
  });

  it.each([
    ['the same people', [1, 2, 3, 4, 5, 6], true],
    ['one person less', [1, 2, 3, 4, 5], false],
    ['one person more', [1, 2, 3, 4, 5, 6, 7], false],
    ['four more', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], false],
    ['five more', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], true],
    ['two less and one more', [1, 2, 3, 4, 11], false],
    ['two less and two more', [1, 2, 3, 4, 11, 12], false],
    ['three less and three more', [1, 2, 3, 11, 12, 13], true],
    ['as many others', [11, 12, 13, 14, 15, 16], true],
  ])('may stand beside a row of six people: %s', (_, people, isShown) => {
    const beside = [{ key: 'teacher', people: [1, 2, 3, 4, 5, 6] }];
    const others = Array.from({ length: 30 }, (__, at) => at + 1).filter((each) => !people.includes(each));
    const wanted = [
      { key: 'KT', people },
      { key: 'BB', people: others },
    ];
    expect(shownRows(wanted, beside).has('KT')).toBe(isShown);
  });

  it('are none beside a table of very many rows', () => {
    const many = rows(...Array.from({ length: 13 }, () => 5));
    expect(shownRows(many, many).size).toBe(0);
    expect(shownRows(many, many.slice(1)).size).toBe(13);
  });

  it('leave no sum or difference that depends on one to four people', () => {
    let together = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom<number>(0, 0, 1, 3, 5, 8), { minLength: 9, maxLength: 9 }), (counts) => {
        const cells = counts.map((count, at) => ({ group: `g${at % 3}`, place: `p${Math.floor(at / 3)}`, count }));
        const report = gainReport(peopleOf(cells), []);
        const all = counts.reduce((sum, count) => sum + count, 0);
        expect(report.gain === null).toBe(all < 5);
        if (report.gain === null) return expect([...report.groups, ...report.places]).toEqual([]);
        const shownOf = (table: 'groups' | 'places', of: 'group' | 'place'): number[][] =>
          report[table].flatMap(({ key, gain }) => (gain ? [cells.map((cell) => (cell[of] === key ? 1 : 0))] : []));
        const [groups, places] = [shownOf('groups', 'group'), shownOf('places', 'place')];
        if (groups.length > 1 && places.length > 1) together += 1;
        for (const weights of combinations([cells.map(() => 1), ...groups, ...places])) {
          const people = cells.reduce((sum, { count }, at) => sum + (weights[at] === 0 ? 0 : count), 0);
          if (people > 0 && people < 5) throw new Error(`${people} people: ${weights.join(' ')}`);
        }
      }),
      { numRuns: 500 },
    );
    // Else nothing was said of two tables side by side.
    expect(together).toBeGreaterThan(10);
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

/** As many people as each cell has, each with the same two tests. */
function peopleOf(cells: readonly { group: string; place: string; count: number }[]): Tested[] {
  const took = { score: 5000, isPassed: false, questions: new Map<string, number>() };
  const people = cells.flatMap(({ count, ...cell }) => Array.from({ length: count }, () => cell));
  return people.map((each, at) => ({ ...each, person_id: at + 1, before: took, after: took }));
}

/** All sums and differences of rows of weights. */
function combinations(table: readonly (readonly number[])[]): number[][] {
  const [first, ...more] = table;
  return more.reduce<number[][]>(
    (found, row) =>
      found.flatMap((each) => [-1, 0, 1].map((sign) => each.map((weight, at) => weight + sign * (row[at] ?? 0)))),
    [-1, 0, 1].map((sign) => (first ?? []).map((weight) => sign * weight)),
  );
}
