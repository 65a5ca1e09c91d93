import { type Collected, comparedTable } from '../../bench/table.js';

const FIGURE: Collected = { bench: 'x', size: '10', engine: 'SQLite', what: 'a page', value: 2, unit: 'ms' };

/** The cells of the only row. */
function cells(figure: Partial<Collected>): string[] {
  const [, , row = ''] = comparedTable([{ ...FIGURE, ...figure }]).split('\n');
  return row.split('|').map((cell) => cell.trim());
}

describe('the table of the benches', () => {
  it('sets what is ours against the naive way, of times and of rates alike: more is better for us', () => {
    expect(cells({ naive: 500, raw: 0.25 }).slice(1, 8)).toEqual([
      ...['10', 'SQLite', 'a page', '2 ms', '500 ms', '250 x', '0.250 ms'],
    ]);
    expect(cells({ unit: 'rows/s', value: 3000, naive: 1500 })[6]).toBe('2 x');
    expect(cells({ naive: 1 })[6]).toBe('0.500 x');
  });

  it('leaves empty what was not measured', () => {
    expect(cells({ budget: '5 ms' }).slice(5, 9)).toEqual(['', '', '', '5 ms']);
  });
});
