import { addGroups, type PlaceFigures } from '../../src/coverage/coverage.js';
import type { Reach } from '../../src/coverage/reaches.js';
import { countedSubjects, overlap } from '../../src/coverage/subjects.js';
import { coverRecords, type Headcount, type Recorded } from './from-reaches.js';
import { build, codes, type Built } from '../territory/territory-builder.js';

const AFTER = '2025-07-01';

const district = (): Built =>
  build(
    [
      'P province -',
      'D district P',
      'A commune D ..2025-06-30',
      'B commune D ..2025-06-30',
      'N commune D 2025-07-01..',
      'C commune D',
      'vc village C',
      '6A cohort C',
      '6B cohort C',
      'X commune P',
    ],
    ['A N 2025-07-01', 'B N 2025-07-01'],
  );

interface Case {
  built?: Built;
  /** `subject place date`, and `activity` where it matters; recorded in this order, as participation 1, 2, … */
  reaches?: string[];
  /** `session place count date`, and `estimated`. */
  heads?: string[];
  /** `session participation`. */
  there?: string[];
  baselines?: Record<string, number>;
  asOf?: string;
  from?: string;
  planEnd?: string;
  root?: string;
}

function inputOf(given: Case): Recorded & { built: Built } {
  const built = given.built ?? district();
  const asOf = given.asOf ?? '2025-06-15';
  return {
    built,
    view: built.territory.view(asOf),
    root: built.at(given.root ?? 'D'),
    planStart: '2021-01-01',
    planEnd: given.planEnd ?? '2025-12-31',
    asOf,
    from: given.from ?? '2000-01-01',
    reaches: (given.reaches ?? []).map((row, index) => readReach(built, row, index)),
    headcounts: (given.heads ?? []).map((row) => readHeads(built, row)),
    presence: (given.there ?? []).map((row) => {
      const [session, participation] = row.split(' ').map(Number);
      return { session_id: session ?? 0, participation_id: participation ?? 0 };
    }),
    baseline: (place) => given.baselines?.[place.code] ?? null,
  };
}

function readReach(built: Built, row: string, index: number): Reach {
  const [subject, code = '', date = '', activity = 1] = row.split(' ');
  return {
    participation_id: index + 1,
    subject_id: Number(subject),
    place_id: built.at(code).id,
    date,
    activity_id: Number(activity),
    kind: 'campaign',
  };
}

function readHeads(built: Built, row: string): Headcount {
  const [session, code = '', count, date = '', method] = row.split(' ');
  const place_id = built.at(code).id;
  return { session_id: Number(session), place_id, count: Number(count), counted: method !== 'estimated', date };
}

/** One figure of every place that has it other than 0, by code. */
function shown(given: Case, figure: keyof PlaceFigures): Record<string, number> {
  const input = inputOf(given);
  const figures = coverRecords(input);
  const entries = input.view.subtree(input.root).map((place) => [place.code, figures.get(place.id)?.[figure] ?? 0]);
  return Object.fromEntries(entries.filter(([, value]) => value !== 0)) as Record<string, number>;
}

describe('who is counted, once, and where', () => {
  it('counts a subject once, at its earliest participation, also when a later one is recorded first', () => {
    expect(shown({ reaches: ['1 B 2025-03-02', '1 A 2025-03-01'] }, 'named')).toEqual({ D: 1, A: 1 });
    expect(shown({ reaches: ['1 A 2025-03-01', '1 B 2025-03-02'] }, 'floor')).toEqual({ D: 1, A: 1 });
  });

  it('decides a day by which was recorded first', () => {
    const reaches = ['1 B 2025-03-01', '1 A 2025-03-01'];
    expect(shown({ reaches }, 'named')).toEqual({ D: 1, B: 1 });
    const input = inputOf({ reaches });
    const backwards = { ...input, reaches: [...input.reaches].reverse() };
    expect(coverRecords(backwards).get(input.built.at('B').id)?.named).toBe(1);
  });

  it('counts nowhere in the territory whom it reached first outside', () => {
    expect(shown({ reaches: ['1 X 2025-03-01', '1 A 2025-03-02'] }, 'named')).toEqual({});
  });

  it('counts by the tree of the as-of date', () => {
    const reaches = ['1 A 2025-03-01', '2 B 2025-03-01', '3 N 2025-07-02'];
    expect(shown({ reaches, asOf: '2025-06-30' }, 'floor')).toEqual({ D: 2, A: 1, B: 1 });
    expect(shown({ reaches, asOf: AFTER }, 'floor')).toEqual({ D: 2, N: 2 });
    expect(shown({ reaches, asOf: '2025-07-02' }, 'floor')).toEqual({ D: 3, N: 3 });
  });

  it('knows nothing before the plan, after its end, or after the as-of date', () => {
    const reaches = ['1 A 2020-12-31', '1 C 2021-01-01', '2 A 2025-12-31', '3 A 2026-01-01'];
    expect(shown({ reaches, asOf: '2026-06-01' }, 'named')).toEqual({ D: 2, C: 1, N: 1 });
    expect(shown({ reaches, asOf: '2025-12-30' }, 'named')).toEqual({ D: 1, C: 1 });
    expect(shown({ reaches, asOf: '2020-12-31' }, 'named')).toEqual({});
  });

  it('counts below any place of the tree, cohorts included', () => {
    const reaches = ['1 6A 2025-03-01', '2 C 2025-03-01', '3 A 2025-03-01'];
    expect(shown({ reaches, root: 'C' }, 'named')).toEqual({ C: 2, '6A': 1 });
    expect(coverRecords(inputOf({ root: 'N', asOf: '2025-06-15' })).size).toBe(0);
  });
});

describe('floor and ceiling', () => {
  it('are the named where there are no headcounts', () => {
    const given = { reaches: ['1 A 2025-03-01', '2 6A 2025-03-01'] };
    expect(shown(given, 'ceiling')).toEqual(shown(given, 'floor'));
  });

  const children = { C: 1000, '6A': 38 };

  it('of a class counted twice: the largest, and at most the baseline', () => {
    const heads = ['1 6A 30 2025-03-01', '2 6A 35 2025-03-02'];
    expect(shown({ heads, baselines: children }, 'floor')).toEqual({ D: 35, C: 35, '6A': 35 });
    expect(shown({ heads, baselines: children }, 'ceiling')).toEqual({ D: 38, C: 38, '6A': 38 });
  });

  it('of a market counted at the commune of the class', () => {
    const heads = ['1 6A 30 2025-03-01', '2 6A 35 2025-03-02', '3 C 300 2025-03-03'];
    expect(shown({ heads, baselines: children }, 'floor')).toEqual({ D: 300, C: 300, '6A': 35 });
    expect(shown({ heads, baselines: children }, 'ceiling')).toEqual({ D: 338, C: 338, '6A': 38 });
  });

  it('of a market that was estimated', () => {
    const heads = ['1 6A 30 2025-03-01', '2 6A 35 2025-03-02', '3 C 300 2025-03-03 estimated'];
    expect(shown({ heads, baselines: children }, 'floor')).toEqual({ D: 35, C: 35, '6A': 35 });
    expect(shown({ heads, baselines: children }, 'ceiling')).toEqual({ D: 338, C: 338, '6A': 38 });
  });

  const twenty = Array.from({ length: 20 }, (_, i) => `${i + 1} vc 2025-03-01`);
  const atOne = twenty.map((_, i) => `1 ${i + 1}`);

  it('of a village meeting with a roster and counted heads', () => {
    const first = { reaches: twenty, there: atOne, heads: ['1 vc 100 2025-03-01'] };
    expect(shown(first, 'floor')).toEqual({ D: 120, C: 120, vc: 120 });
    const both = { ...first, heads: [...first.heads, '2 vc 90 2025-04-01'] };
    expect(shown(both, 'floor')).toEqual({ D: 120, C: 120, vc: 120 });
    expect(shown(both, 'ceiling')).toEqual({ D: 210, C: 210, vc: 210 });
    expect(shown({ ...both, baselines: { vc: 150 } }, 'ceiling')).toEqual({ D: 150, C: 150, vc: 150 });
  });

  it('adds the floors of brothers and sisters, and takes a session over several places as one', () => {
    const apart = ['1 6A 30 2025-03-01', '2 6B 20 2025-03-02'];
    expect(shown({ heads: apart }, 'floor')).toEqual({ D: 50, C: 50, '6A': 30, '6B': 20 });
    const together = ['1 6A 30 2025-03-01', '1 6B 20 2025-03-01', '1 C 7 2025-03-01', '2 6A 31 2025-03-02'];
    expect(shown({ heads: together }, 'floor')).toEqual({ D: 57, C: 57, '6A': 31, '6B': 20 });
  });

  it('counts a subject at a session where it is counted, not where it came from', () => {
    const given = { reaches: ['1 C 2025-02-01', '1 A 2025-03-01'], there: ['1 2'] };
    expect(shown({ ...given, heads: ['1 A 5 2025-03-01'] }, 'floor')).toEqual({ D: 6, A: 5, C: 1 });
    const outside = { reaches: ['1 X 2025-02-01', '1 A 2025-03-01'], there: ['1 2'] };
    expect(shown({ ...outside, heads: ['1 A 5 2025-03-01'] }, 'floor')).toEqual({ D: 5, A: 5 });
  });

  it('counts a subject once at a session, also by two participations', () => {
    const given = { reaches: ['1 A 2025-03-01', '1 A 2025-03-01'], there: ['1 1', '1 2'] };
    expect(shown({ ...given, heads: ['1 A 5 2025-03-01'] }, 'floor')).toEqual({ D: 6, A: 6 });
  });

  it('leaves out of a session who was there by a participation that does not count in the window', () => {
    const given = { reaches: ['1 A 2020-05-01', '1 A 2025-02-01'], heads: ['1 A 5 2025-03-01'] };
    expect(shown({ ...given, there: ['1 1'] }, 'floor')).toEqual({ D: 5, A: 5 });
    expect(shown({ ...given, there: ['1 2'] }, 'floor')).toEqual({ D: 6, A: 6 });
  });

  it('leaves out headcounts out of the window, or out of the territory', () => {
    const heads = ['1 A 5 2020-12-31', '2 A 5 2025-06-16', '3 X 5 2025-03-01'];
    expect(shown({ heads }, 'ceiling')).toEqual({});
    expect(shown({ heads: ['1 A 5 2026-01-01'], asOf: '2026-06-01' }, 'ceiling')).toEqual({});
  });

  it('moves headcounts to the successor, where those of one session are one', () => {
    const heads = ['1 A 5 2025-03-01', '2 B 7 2025-03-02'];
    expect(shown({ heads }, 'floor')).toEqual({ D: 12, A: 5, B: 7 });
    expect(shown({ heads, asOf: AFTER }, 'floor')).toEqual({ D: 7, N: 7 });
    expect(shown({ heads, asOf: AFTER }, 'ceiling')).toEqual({ D: 12, N: 12 });
  });

  it('caps the ceiling at a known baseline, 0 too, but never below the floor', () => {
    const given = { reaches: ['1 A 2025-03-01'], heads: ['1 A 50 2025-03-01 estimated', '2 C 9 2025-03-02 estimated'] };
    expect(shown({ ...given, baselines: { A: 20 } }, 'ceiling')).toEqual({ D: 29, A: 20, C: 9 });
    expect(shown({ ...given, baselines: { A: 0, C: 0 } }, 'ceiling')).toEqual({ D: 1, A: 1 });
    expect(shown({ ...given, baselines: { D: 30 } }, 'ceiling')).toEqual({ D: 30, A: 51, C: 9 });
  });

  it('passes the population on', () => {
    const input = inputOf({ baselines: { A: 0, B: 7 } });
    const population = (code: string) => coverRecords(input).get(input.built.at(code).id)?.population;
    expect([population('A'), population('B'), population('C')]).toEqual([0, 7, null]);
  });
});

describe('the window asked for', () => {
  const reaches = ['1 A 2025-03-01', '1 B 2025-05-01', '2 B 2025-05-01', '2 A 2025-05-02'];

  it('counts participations at their own places, subjects at their earliest in it, new ones where they are counted', () => {
    expect(shown({ reaches }, 'attendances')).toEqual({ D: 4, A: 2, B: 2 });
    expect(shown({ reaches }, 'distinct')).toEqual({ D: 2, A: 1, B: 1 });
    const from = '2025-05-01';
    expect(shown({ reaches, from }, 'attendances')).toEqual({ D: 3, A: 1, B: 2 });
    expect(shown({ reaches, from }, 'distinct')).toEqual({ D: 2, B: 2 });
    expect(shown({ reaches, from }, 'new')).toEqual({ D: 1, B: 1 });
    expect(shown({ reaches, from }, 'named')).toEqual({ D: 2, A: 1, B: 1 });
  });

  it('does not begin before the plan, nor end after it', () => {
    const wide = ['1 A 2020-12-31', '2 C 2021-01-01', '3 C 2026-01-01'];
    expect(shown({ reaches: wide, from: '2020-01-01', asOf: '2026-06-01' }, 'attendances')).toEqual({ D: 1, C: 1 });
    expect(shown({ reaches, from: '2025-06-16' }, 'attendances')).toEqual({});
  });
});

describe('the groups of an indicator together', () => {
  const group = (floor: number, population: number | null): PlaceFigures => ({
    floor, ceiling: floor + 1, attendances: 5, distinct: 4, new: 3, named: 2, population,
  }); // prettier-ignore

  it('add up, unknown if one is unknown', () => {
    expect(addGroups([group(1, 10), group(2, 0)])).toEqual({
      floor: 3, ceiling: 5, attendances: 10, distinct: 8, new: 6, named: 4, population: 10,
    }); // prettier-ignore
    expect(addGroups([group(1, null), group(2, 20)]).population).toBeNull();
  });
});

describe('the records behind a figure', () => {
  it('are the subjects counted at a place or below, in the order in which they were reached', () => {
    const input = inputOf({
      reaches: ['3 C 2025-03-02', '1 6A 2025-03-02', '2 6A 2025-03-01', '3 A 2025-04-01', '4 A 2025-02-01'],
    });
    const counted = countedSubjects(input, input.built.at('C'));
    expect(counted.map((one) => `${one.subject_id} ${one.place.code} ${one.reach.participation_id}`)).toEqual([
      '2 6A 3', '3 C 1', '1 6A 2',
    ]); // prettier-ignore
    const later = inputOf({ reaches: ['4 A 2025-02-01'], asOf: AFTER });
    expect(codes(countedSubjects(later, later.built.at('N')).map((one) => one.place))).toEqual(['N']);
    expect(countedSubjects(later, later.built.at('A'))).toEqual([]);
  });
});

describe('the overlap between reporters', () => {
  const reaches = [
    '1 A 2025-03-01 1',
    '2 A 2025-03-01 1',
    '3 B 2025-03-01 1',
    '1 A 2025-05-01 2',
    '3 A 2025-05-01 2',
    '1 A 2025-06-01 3',
  ];
  const reporterOf = (activity: number): string => (activity === 2 ? 'commune A' : 'Education');

  it('is the sum of whom each one reached, minus the distinct subjects overall', () => {
    const input = inputOf({ reaches });
    expect(overlap(input, input.root, reporterOf)).toEqual({
      reporters: [{ reporter: 'Education', distinct: 3 }, { reporter: 'commune A', distinct: 2 }],
      sum: 5, distinct: 3, overlap: 2,
    }); // prettier-ignore
    expect(overlap(input, input.built.at('B'), reporterOf)).toMatchObject({ sum: 2, distinct: 1, overlap: 1 });
  });

  it('looks at the window asked for', () => {
    const input = inputOf({ reaches, from: '2025-05-01' });
    expect(overlap(input, input.root, reporterOf)).toMatchObject({ sum: 3, distinct: 2, overlap: 1 });
  });
});
