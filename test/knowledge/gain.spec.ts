import fc from 'fast-check';
import { gainReport, type Taken, type Tested } from '../../src/knowledge/gain.js';
import { differenceOfShares } from '../../src/knowledge/paired-shares.js';
import { t95, within } from '../../src/knowledge/student-t.js';

/** A test as it was taken: 80 per cent pass. */
function taken(score: number, questions: Record<string, number> = {}): Taken {
  return { score, isPassed: score >= 8000, questions: new Map(Object.entries(questions)) };
}

function people(scores: readonly (readonly [number | null, number | null])[]): Tested[] {
  return scores.map(([before, after], at) => ({
    ...{ person_id: at + 1, group: 'teacher', place: 'BB' },
    before: before === null ? null : taken(before),
    after: after === null ? null : taken(after),
  }));
}

const SIX = [
  [4000, 7000],
  [5500, 6500],
  [6000, 9000],
  [3500, 3500],
  [8000, 10_000],
  [5000, 8500],
] as const;

describe('the quantile of Student', () => {
  // Abramowitz and Stegun, table 26.10 (two-sided 0.95), and the R function qt(0.975, …).
  it.each([
    [1, 12.706204736],
    [2, 4.302652729],
    [4, 2.776445105],
    [5, 2.570581836],
    [9, 2.262157163],
    [29, 2.045229642],
    [120, 1.979930405],
    [999, 1.962341461],
    [4999, 1.960438664],
  ])('for %i degrees of freedom is %f', (freedom, quantile) => {
    expect(t95(freedom)).toBeCloseTo(quantile, 6);
  });

  it('turns the probability round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (freedom) => {
        expect(within(t95(freedom), freedom)).toBeCloseTo(0.95, 9);
      }),
    );
  });
});

describe('the interval of the difference of paired shares', () => {
  // Computed apart from this program, in Python; the first agrees with what Newcombe's paper has for these counts.
  it.each([
    [{ both: 20, afterOnly: 12, beforeOnly: 2, neither: 16 }, 0.056156, 0.329207],
    [{ both: 36, afterOnly: 12, beforeOnly: 2, neither: 0 }, 0.05693, 0.340428],
    [{ both: 43, afterOnly: 0, beforeOnly: 1, neither: 0 }, -0.118077, 0.059718],
    [{ both: 36, afterOnly: 14, beforeOnly: 0, neither: 0 }, 0.15284, 0.416651],
    [{ both: 0, afterOnly: 0, beforeOnly: 0, neither: 10 }, -0.277533, 0.277533],
  ])('of %j', (counts, low, high) => {
    const [from, to] = differenceOfShares(counts);
    expect(from).toBeCloseTo(low, 5);
    expect(to).toBeCloseTo(high, 5);
  });

  it('has the difference in it, and turns round with the moments', () => {
    const count = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(count, count, count, count, (both, beforeOnly, afterOnly, more) => {
        const neither = more + 1;
        const [low, high] = differenceOfShares({ both, beforeOnly, afterOnly, neither });
        const difference = (afterOnly - beforeOnly) / (both + beforeOnly + afterOnly + neither);
        expect(low).toBeLessThanOrEqual(difference + 1e-9);
        expect(high).toBeGreaterThanOrEqual(difference - 1e-9);
        expect(Math.max(-low, high)).toBeLessThanOrEqual(1 + 1e-9);
        const [from, to] = differenceOfShares({ both, beforeOnly: afterOnly, afterOnly: beforeOnly, neither });
        expect(from).toBeCloseTo(-high, 9);
        expect(to).toBeCloseTo(-low, 9);
      }),
    );
  });
});

describe('the gain', () => {
  it('is the mean over those who took both, with its interval', () => {
    const { gain, pairs, beforeOnly, afterOnly } = gainReport(
      people([...SIX, [1000, null], [null, 9900], [null, null]]),
      [],
    );
    expect({ pairs, beforeOnly, afterOnly }).toEqual({ pairs: 6, beforeOnly: 1, afterOnly: 1 });
    // scipy.stats.t.interval over the differences.
    expect(gain?.gain).toBeCloseTo(0.2083333, 6);
    expect(gain?.interval[0]).toBeCloseTo(0.0659165, 6);
    expect(gain?.interval[1]).toBeCloseTo(0.3507502, 6);
    expect(gain?.before).toBeCloseTo(0.5333333, 6);
    expect(gain?.after).toBeCloseTo(0.7416667, 6);
    expect(gain?.passes).toMatchObject({ before: 1, after: 3 });
  });

  it('agrees with what R says of the sleep of Student', () => {
    const more = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const { gain } = gainReport(people(more.map((hours) => [0, hours * 100])), []);
    expect(gain?.gain).toBeCloseTo(0.0158, 9);
    expect(gain?.interval[0]).toBeCloseTo(0.007001142, 8);
    expect(gain?.interval[1]).toBeCloseTo(0.024598858, 8);
  });

  it('counts who passed before, after, both times and never', () => {
    const [no, yes] = [1000, 9000];
    const { gain } = gainReport(
      people([
        [yes, yes],
        [yes, yes],
        [yes, yes],
        [yes, no],
        [yes, no],
        [no, yes],
        [no, no],
        [no, no],
        [no, no],
        [no, no],
      ]),
      [],
    );
    expect(gain?.passes).toMatchObject({ before: 5, after: 4 });
    const [low, high] = differenceOfShares({ both: 3, beforeOnly: 2, afterOnly: 1, neither: 4 });
    expect(gain?.passes.interval).toEqual([low, high]);
  });

  it('is said of five, and of a group of five beside another', () => {
    expect(gainReport(people(SIX.slice(0, 5)), ['q1'])).toMatchObject({
      gain: { people: 5 },
      questions: [{ ref: 'q1' }],
    });
    const two = people([...SIX, ...SIX]).map((each, at) => ({ ...each, group: at < 5 ? 'teacher' : 'parent' }));
    const { groups } = gainReport(two, []);
    expect(groups.map(({ key, gain }) => [key, gain?.people, gain?.before])).toEqual([
      ['teacher', 5, 0.54],
      ['parent', 7, (5000 + 4000 + 5500 + 6000 + 3500 + 8000 + 5000) / 70_000],
    ]);
  });

  it('says how each question was answered before and after, in the order of the test', () => {
    const tested = people(SIX).map((each, at) => ({
      ...each,
      before: taken(0, { q1: at < 3 ? 1 : 0, q2: 0.5 }),
      after: taken(0, { q1: 1 }),
    }));
    expect(gainReport(tested, ['q2', 'q1']).questions).toEqual([
      { ref: 'q2', before: 0.5, after: 0 },
      { ref: 'q1', before: 0.5, after: 1 },
    ]);
  });

  it('is said of nobody where fewer than five took both', () => {
    const report = gainReport(people([...SIX.slice(0, 4), [1, null], [null, 2]]), ['q1']);
    expect(report).toEqual({
      gain: null,
      questions: [],
      groups: [],
      places: [],
      pairs: 4,
      beforeOnly: 1,
      afterOnly: 1,
    });
  });
});
