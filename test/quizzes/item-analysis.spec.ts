import fc from 'fast-check';
import { analyse, type ItemResult } from '#src/quizzes/item-analysis.js';
import type { Question } from '#src/quizzes/question.js';

const choice = (text: string, weight: number) => ({ text, weight, feedback: '' });
const QUESTION: Question = {
  ...{ kind: 'single', ref: 'q', title: '', text: 'x', feedback: '' },
  choices: [choice('a', 100), choice('b', 0), choice('c', 0)],
};
const result = (chosen: number | null, total: number): ItemResult => ({
  answer: chosen === null ? null : { kind: 'single', choice: chosen },
  share: { right: chosen === 0 ? 1 : 0, of: 1 },
  ...{ points: 1, total },
});

describe('item analysis', () => {
  it('says how easy a question is, whom it tells apart, and what was chosen', () => {
    const results = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((total, index) =>
      result(index < 5 ? 0 : index < 8 ? 1 : null, total),
    );
    const found = analyse(QUESTION, results);
    expect(found).toMatchObject({ attempts: 10, facility: 50, discrimination: 1, unanswered: 2 });
    expect(found?.chosen.map(({ count }) => count)).toEqual([5, 3, 0]);
    // Worked out by hand: shares 1,1,1,1,1,0,0,0,0,0 against rests 9,8,7,6,5,5,4,3,2,1.
    expect(found?.correlation).toBeCloseTo(10 / Math.sqrt(2.5 * 60), 10);
  });

  it('is negative where those who know less do better', () => {
    const results = [1, 2, 3, 8, 9, 10].map((total, index) => result(index < 3 ? 0 : 2, total));
    expect(analyse(QUESTION, results)?.discrimination).toBe(-1);
    expect(analyse(QUESTION, results)?.correlation).toBeLessThan(0);
  });

  it('says nothing for fewer than five, and no correlation without a spread', () => {
    expect(
      analyse(
        QUESTION,
        [1, 2, 3, 4].map((total) => result(0, total)),
      ),
    ).toBeNull();
    expect(
      analyse(
        QUESTION,
        [1, 2, 3, 4, 5].map((total) => result(0, total)),
      )?.correlation,
    ).toBeNull();
  });

  it('stays within its bounds', () => {
    const any = fc.record({ chosen: fc.option(fc.nat(2)), more: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(any, { minLength: 5, maxLength: 40 }), (list) => {
        const found = analyse(
          QUESTION,
          list.map(({ chosen, more }) => result(chosen, more + (chosen === 0 ? 1 : 0))),
        );
        expect(found).not.toBeNull();
        if (!found) return;
        expect(found.facility >= 0 && found.facility <= 100).toBe(true);
        expect(Math.abs(found.discrimination)).toBeLessThanOrEqual(1);
        expect(Math.abs(found.correlation ?? 0)).toBeLessThanOrEqual(1);
        expect(found.chosen.reduce((sum, { count }) => sum + count, found.unanswered)).toBe(list.length);
      }),
    );
  });
});
