import { Baselines, describedDay, type Figure } from '../../src/territory/baseline.js';
import { Territory } from '../../src/territory/tree.js';
import { build, codes, type Built } from './territory-builder.js';

const BEFORE = '2025-06-30';
const AFTER = '2025-07-01';

/** Figures from short rows: `code year value`, and a day on which the place stands where the code is reused. */
function figures({ at }: Built, rows: string[]): Figure[] {
  return rows.map((row) => {
    const [code = '', year, value, day] = row.split(' ');
    return { place_id: at(code, day).id, group_code: 'teacher', year: Number(year), value: Number(value) };
  });
}

function asked(built: Built, rows: string[], code: string, asOf: string, own?: string, day?: string) {
  const view = built.territory.view(asOf, own === undefined ? undefined : built.at(own));
  const result = new Baselines(built.territory, figures(built, rows)).baseline(view, built.at(code, day), 'teacher');
  return {
    value: result.value,
    rule: result.rule,
    parts: result.parts.map((part) => `${part.place.code} ${part.value ?? '?'}${part.year ? ` of ${part.year}` : ''}`),
    missing: codes(result.missing),
  };
}

const merger = () =>
  build(
    [
      'P province -',
      'D district P ..2025-06-30',
      'A commune D ..2025-06-30',
      'B commune D ..2025-06-30',
      'N commune P 2025-07-01..',
      'X commune P ..2026-12-31',
      'k cohort A',
    ],
    ['A N 2025-07-01', 'B N 2025-07-01', 'X N 2027-01-01'],
  );

describe('rule 1: the figure entered for the place', () => {
  it('is that of the latest year not after the as-of year', () => {
    const rows = ['A 2021 10', 'A 2024 12', 'A 2026 14'];
    expect(asked(merger(), rows, 'A', '2023-12-31')).toMatchObject({
      value: 10,
      rule: 'figure',
      parts: ['A 10 of 2021'],
    });
    expect(asked(merger(), rows, 'A', '2024-01-01').value).toBe(12);
    expect(asked(merger(), rows, 'A', '2020-12-31')).toMatchObject({ value: null, rule: 'unknown', missing: ['A'] });
  });

  it('comes before the sum of the children', () => {
    expect(asked(merger(), ['D 2021 35', 'A 2021 10', 'B 2021 20'], 'D', BEFORE).value).toBe(35);
  });

  it('knows 0', () => {
    expect(asked(merger(), ['A 2021 0'], 'A', BEFORE)).toMatchObject({ value: 0, rule: 'figure' });
  });

  it('gains what joined since a day after the one it describes, by the as-of date', () => {
    const rows = ['N 2026 30', 'X 2021 7'];
    expect(asked(merger(), rows, 'N', '2026-12-31').value).toBe(30);
    expect(asked(merger(), rows, 'N', '2027-01-01')).toMatchObject({
      value: 37,
      rule: 'figure',
      parts: ['N 30 of 2026', 'X 7 of 2021'],
    });
  });

  it('does not gain what joined on the day it describes: 1 January, or the first day within the year', () => {
    const joined2027 = ['N 2027 40', 'X 2021 7'];
    expect(asked(merger(), joined2027, 'N', '2027-06-01').value).toBe(40);
    const began2025 = ['N 2025 31', 'A 2021 10', 'B 2021 20'];
    expect(asked(merger(), began2025, 'N', AFTER).value).toBe(31);
  });

  it('is unknown where one that joined is, and no further rule is tried', () => {
    const result = asked(merger(), ['N 2026 30', 'A 2021 10', 'B 2021 20'], 'N', '2027-01-01');
    expect(result).toEqual({ value: null, rule: 'unknown', parts: ['N 30 of 2026', 'X ?'], missing: ['X'] });
  });

  it('follows each group on its own', () => {
    const built = merger();
    const baselines = new Baselines(built.territory, figures(built, ['A 2021 10']));
    expect(baselines.baseline(built.territory.view(BEFORE), built.at('A'), 'parent').value).toBeNull();
  });
});

describe('rule 2: the sum over the children', () => {
  it('needs one of every administrative unit, never of a cohort', () => {
    expect(asked(merger(), ['A 2021 10', 'B 2021 20'], 'D', BEFORE)).toEqual({
      value: 30,
      rule: 'children',
      parts: ['A 10 of 2021', 'B 20 of 2021'],
      missing: [],
    });
    expect(asked(merger(), ['A 2021 10'], 'D', BEFORE)).toEqual({
      value: null,
      rule: 'unknown',
      parts: ['A 10 of 2021', 'B ?'],
      missing: ['B'],
    });
  });

  it('does not sum cohorts', () => {
    expect(asked(merger(), ['k 2021 5'], 'A', BEFORE)).toMatchObject({ value: null, missing: ['A'] });
  });

  it('comes before the predecessors', () => {
    const built = build(
      ['A commune - ..2025-06-30', 'N commune - 2025-07-01..', 'v village N 2025-07-01..'],
      ['A N 2025-07-01'],
    );
    expect(asked(built, ['A 2021 10', 'v 2025 9'], 'N', AFTER)).toMatchObject({ value: 9, rule: 'children' });
    expect(asked(built, ['A 2021 10'], 'N', AFTER)).toMatchObject({ value: 10, rule: 'predecessors' });
  });
});

describe('rule 3: the sum over the predecessors', () => {
  const rows = ['A 2021 10', 'B 2021 20', 'X 2021 7'];

  it('adds all that ended into a place that began with predecessors, also those that joined later', () => {
    expect(asked(merger(), rows, 'N', AFTER)).toMatchObject({ value: 30, rule: 'predecessors' });
    expect(asked(merger(), rows, 'N', '2027-01-01')).toMatchObject({ value: 37, rule: 'predecessors' });
    expect(asked(merger(), ['A 2021 10'], 'N', AFTER)).toMatchObject({ value: null, missing: ['B'] });
  });

  it('takes predecessors as on their last day', () => {
    expect(asked(merger(), [...rows, 'A 2025 11', 'A 2026 99'], 'N', '2026-06-01').value).toBe(31);
    const children = build(
      ['A commune - ..2025-06-30', 'v village A ..2025-06-30', 'w village A ..2025-06-30', 'N commune - 2025-07-01..'],
      ['A N 2025-07-01'],
    );
    expect(asked(children, ['v 2021 4', 'w 2021 5'], 'N', AFTER)).toMatchObject({ value: 9, rule: 'predecessors' });
  });

  it('goes with the people of a split: to the main part, and 0 to the others', () => {
    const split = build(
      ['S commune - ..2025-06-30', 'T commune - 2025-07-01..', 'U commune - 2025-07-01..'],
      ['S T 2025-07-01', 'S U 2025-07-01 main'],
    );
    expect(asked(split, ['S 2021 50'], 'U', AFTER).value).toBe(50);
    expect(asked(split, ['S 2021 50'], 'T', AFTER)).toEqual({ value: 0, rule: 'predecessors', parts: [], missing: [] });
  });

  it('gives 0 to a place that got its land from one that lives on, which keeps its baseline', () => {
    const given = build(['L commune -', 'N commune - 2025-07-01..'], ['L N 2025-07-01']);
    expect(asked(given, ['L 2021 50'], 'N', AFTER).value).toBe(0);
    expect(asked(given, ['L 2021 50'], 'L', AFTER).value).toBe(50);
  });

  it('does not apply to a place that was there before the first joined it', () => {
    const living = build(['M commune -', 'A commune - ..2025-06-30'], ['A M 2025-07-01']);
    expect(asked(living, ['A 2021 10'], 'M', AFTER)).toMatchObject({ value: null, missing: ['M'] });
    expect(asked(living, ['A 2021 10', 'M 2021 5'], 'M', AFTER).value).toBe(15);
  });
});

describe("a plan's own unit after its end", () => {
  const own = () =>
    build(
      ['P province -', 'D district P ..2025-06-30', 'A commune D', 'T district P 2025-07-01..'],
      ['D T 2025-07-01'],
    );

  it('sums its children before it takes its own figure', () => {
    expect(asked(own(), ['D 2021 100', 'A 2021 10'], 'D', AFTER, 'D')).toMatchObject({ value: 10, rule: 'children' });
    expect(asked(own(), ['D 2021 100', 'A 2021 10'], 'D', BEFORE, 'D')).toMatchObject({ value: 100, rule: 'figure' });
    expect(asked(own(), ['D 2021 100'], 'D', AFTER, 'D')).toMatchObject({ value: 100, rule: 'figure' });
  });

  it('gives its baseline to no successor in its plan', () => {
    expect(asked(own(), ['D 2021 100'], 'T', AFTER).value).toBe(100);
    expect(asked(own(), ['D 2021 100'], 'T', AFTER, 'D').value).toBe(0);
  });
});

describe('bad data', () => {
  it('with baselines in a circle is unknown, and ends', () => {
    const { territory, at } = build(['A commune - ..2025-06-30', 'B commune - ..2025-06-30']);
    const circle = [at('A'), at('B')].map((place, index, all) => ({
      id: index,
      predecessor_id: place.id,
      successor_id: (all[1 - index] ?? place).id,
      date: AFTER,
      main: false,
      position: index,
    }));
    const bad = new Territory([at('A'), at('B')], circle);
    const figure = { place_id: at('A').id, group_code: 'teacher', year: 2021, value: 1 };
    const baselines = new Baselines(bad, [figure]);
    expect(baselines.baseline(bad.view(BEFORE), at('A'), 'teacher').value).toBe(1);
    expect(baselines.baseline(bad.view(AFTER), at('A'), 'teacher').value).toBeNull();
    expect(territory.places).toHaveLength(2);
  });
});

describe('the day a baseline of a year describes', () => {
  const built = build([
    'A commune - ..2025-06-30',
    'N commune - 2025-07-01..2025-08-31',
    'N commune - 2025-10-01..',
    'D district - ..2025-06-30',
  ]);

  it('is 1 January, for the place that had the code then', () => {
    expect(describedDay(built.territory, 'A', 2025)).toEqual({ place: built.at('A'), day: '2025-01-01' });
    expect(describedDay(built.territory, 'N', 2026)).toEqual({
      place: built.at('N', '2026-01-01'),
      day: '2026-01-01',
    });
  });

  it('is else the first day of the first place that began with the code within the year', () => {
    expect(describedDay(built.territory, 'N', 2025)).toEqual({ place: built.at('N'), day: AFTER });
  });

  it('is else nothing, but for the own unit of a plan', () => {
    expect(describedDay(built.territory, 'N', 2024)).toBeUndefined();
    expect(describedDay(built.territory, 'D', 2026)).toBeUndefined();
    expect(describedDay(built.territory, 'D', 2026, [built.at('D')])).toEqual({
      place: built.at('D'),
      day: '2026-01-01',
    });
    expect(describedDay(built.territory, 'A', 2026, [built.at('D')])).toBeUndefined();
  });
});

describe('a group that only larger places have', () => {
  const above = (rows: string[], code: string, group = 'teacher'): boolean => {
    const built = merger();
    return new Baselines(built.territory, figures(built, rows)).isCountedAbove(built.at(code), group);
  };

  it('is no gap in a commune', () => {
    expect(above(['D 2021 35'], 'A')).toBe(true);
    expect(above(['D 2021 35'], 'D')).toBe(false);
  });

  it('is one where a place of that kind has a figure, or nobody has', () => {
    expect(above(['D 2021 35', 'B 2021 20'], 'A')).toBe(false);
    expect(above([], 'A')).toBe(false);
  });

  it('is none for district officials in a commune, also before anybody has entered a figure', () => {
    expect(above([], 'A', 'district_official')).toBe(true);
    expect(above([], 'D', 'district_official')).toBe(false);
    expect(above([], 'A', 'commune_official')).toBe(false);
  });
});
