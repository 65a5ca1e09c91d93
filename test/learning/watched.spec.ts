import fc from 'fast-check';
import {
  mostPlayed,
  MOST_PIECES,
  type Played,
  playedPercent,
  playedSeconds,
  readPieces,
  withPlayed,
} from '../../src/learning/watched.js';

const LENGTH = 100;
const all = { length: LENGTH, most: Number.MAX_SAFE_INTEGER };
const piece = fc.tuple(fc.double({ min: -20, max: 130 }), fc.double({ min: -20, max: 130 }));
const pieces = fc.array(piece, { maxLength: 12 });
const secondsOf = (list: readonly Played[]): Set<number> =>
  new Set(list.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at)));

describe('what was played', () => {
  it('is the union of its pieces, each second once, within the length', () => {
    expect(
      withPlayed(
        [],
        [
          [10, 20],
          [15, 30],
          [90, 400],
          [-5, 3],
        ],
        all,
      ),
    ).toEqual([
      [0, 3],
      [10, 30],
      [90, 100],
    ]);
    expect(
      playedPercent(
        [
          [0, 3],
          [10, 30],
          [90, 100],
        ],
        LENGTH,
      ),
    ).toBe(33);
  });

  it('joins pieces that touch, and passes over what is none', () => {
    expect(
      withPlayed(
        [[0, 10]],
        [
          [10, 12],
          [50, 50],
          [55.4, 55.4],
          [70.6, 70.2],
          [60, 40],
          [200, 300],
        ],
        all,
      ),
    ).toEqual([[0, 12]]);
    expect(readPieces([[1, 2], ['1', 2], [1], null, [Number.NaN, 2], [3, 4, 5]])).toEqual([[1, 2]]);
    expect(readPieces({ 0: [1, 2] })).toEqual([]);
  });

  it('is no more than can have been played since the beginning, at twice the speed of life', () => {
    expect(mostPlayed(10_000)).toBe(25);
    expect([mostPlayed(-3_600_000), mostPlayed(0), mostPlayed(500)]).toEqual([0, 0, 6]);
    expect(withPlayed([], [[0, 100]], { length: LENGTH, most: 25 })).toEqual([[0, 25]]);
    expect(withPlayed([[10, 20]], [[0, 100]], { length: LENGTH, most: 25 })).toEqual([[0, 25]]);
    expect(withPlayed([[0, 30]], [[40, 50]], { length: LENGTH, most: 25 })).toEqual([[0, 30]]);
  });

  it('never becomes less, and the same said again changes nothing', () => {
    fc.assert(
      fc.property(pieces, pieces, fc.integer({ min: 0, max: 150 }), (before, said, most) => {
        const known = withPlayed([], before, all);
        const next = withPlayed(known, said, { length: LENGTH, most });
        expect(secondsOf(known).isSubsetOf(secondsOf(next))).toBe(true);
        expect(withPlayed(next, said, { length: LENGTH, most })).toEqual(next);
        expect(playedSeconds(next)).toBeLessThanOrEqual(Math.max(most, playedSeconds(known)));
        expect(secondsOf(next).size).toBe(playedSeconds(next));
      }),
    );
  });

  it('does not depend on the order in which it comes in', () => {
    fc.assert(
      fc.property(pieces, (said) => {
        expect(withPlayed([], said.toReversed(), all)).toEqual(withPlayed([], said, all));
      }),
    );
  });

  it('is kept in so many pieces and no more', () => {
    const scattered = Array.from({ length: 500 }, (_, at): Played => [at * 2, at * 2 + 1]);
    const film = { length: 1000, most: 1000 };
    const kept = withPlayed([], scattered, film);
    expect(kept).toHaveLength(MOST_PIECES);
    expect(withPlayed(kept, [[0, 1000]], film)).toEqual([[0, 1000]]);
  });
});
