import fc from 'fast-check';
import { type BankQuestion, present, type RandomSource, rightsOf } from '#src/quizzes/presentation.js';
import type { Question } from '#src/quizzes/question.js';
import type { Quiz } from '#src/quizzes/quiz.js';

function question(ref: string): Question {
  const choices = ['a', 'b', 'c', 'd'].map((text, index) => ({ text, weight: index === 0 ? 100 : 0, feedback: '' }));
  return { kind: 'single', ref, title: '', text: ref, feedback: '', choices };
}
const bank: BankQuestion[] = Array.from({ length: 12 }, (_, index) => ({
  topic: index < 6 ? 'Nhận biết' : 'Luật',
  question: question(`q${index}`),
}));
const QUIZ: Quiz = {
  items: [],
  ...{
    pass_mark: 80,
    attempts: null,
    minutes: null,
    shuffle_questions: true,
    shuffle_answers: true,
    review: 'attempt',
  },
};
const random = fc.infiniteStream(fc.nat()).map(
  (numbers): RandomSource =>
    (below) =>
      (numbers.next().value ?? 0) % below,
);

describe('what an attempt presents', () => {
  it('has every question named and as many as are drawn, none twice, each with an order of its choices', () => {
    fc.assert(
      fc.property(random, fc.nat(4), fc.nat(6), (source, first, second) => {
        const items = [
          { topic: 'Nhận biết', draw: first, points: 2 },
          { question: 'q2', points: 3 },
          { topic: 'Luật', draw: second, points: 1 },
        ].filter((item) => item.draw !== 0);
        const shown = present({ ...QUIZ, items }, bank, source);
        const refs = shown.map((each) => each.question.ref);
        expect(new Set(refs).size).toBe(1 + first + second);
        expect(refs).toContain('q2');
        expect(shown.reduce((sum, { points }) => sum + points, 0)).toBe(3 + 2 * first + second);
        for (const each of shown) expect([...each.shown].sort()).toEqual([0, 1, 2, 3]);
      }),
    );
  });

  it('keeps the order of the author where nothing is to be shuffled', () => {
    const items = ['q7', 'q1', 'q3'].map((ref) => ({ question: ref, points: 1 }));
    const quiz = { ...QUIZ, items, shuffle_questions: false, shuffle_answers: false };
    const shown = present(quiz, bank, () => 0);
    expect(shown.map((each) => each.question.ref)).toEqual(['q7', 'q1', 'q3']);
    expect(shown[0]?.shown).toEqual([0, 1, 2, 3]);
  });

  it('shuffles what is matched or ordered even then', () => {
    const asked = { ref: 'o', title: '', text: 'o', feedback: '' };
    const pairs = [1, 2, 3].map((each) => ({ left: `l${each}`, right: `r${each % 2}` }));
    const questions: Question[] = [
      { ...asked, kind: 'ordering', items: ['a', 'b', 'c'] },
      { ...asked, kind: 'matching', ref: 'm', pairs, others: ['x'] },
    ];
    const items = ['o', 'm'].map((ref) => ({ question: ref, points: 1 }));
    const quiz = { ...QUIZ, items, shuffle_questions: false, shuffle_answers: false };
    const all = questions.map((each) => ({ topic: '', question: each }));
    const [ordering, matching] = present(quiz, all, () => 0);
    expect(ordering?.shown).toEqual([1, 2, 0]);
    expect(matching?.shown).toEqual([1, 2, 0]);
    expect(rightsOf({ pairs, others: ['x'] })).toEqual(['r1', 'r0', 'x']);
  });

  it('comes out in every order about as often', () => {
    let state = 1;
    const source: RandomSource = (below) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const counts = new Map<string, number>();
    for (let times = 0; times < 6000; times += 1) {
      const items = ['q1', 'q2', 'q3'].map((ref) => ({ question: ref, points: 1 }));
      const order = present({ ...QUIZ, items }, bank, source)
        .map((each) => each.question.ref)
        .join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it.each([
    [{ question: 'q99', points: 1 }, 'quiz.question_missing'],
    [{ topic: 'Luật', draw: 7, points: 1 }, 'quiz.too_few_in_topic'],
  ])('refuses what the bank does not have', (item, key) => {
    expect(() => present({ ...QUIZ, items: [item] }, bank, () => 0)).toThrow(expect.objectContaining({ key }) as Error);
    expect(() => present(QUIZ, bank, () => 0)).toThrow(expect.objectContaining({ key: 'quiz.empty' }) as Error);
  });
});
