import fc from 'fast-check';
import { type Answer, fieldsOf, readAnswer } from '#src/quizzes/answers.js';
import { mark, scoreOf, type Share, shortFits } from '#src/quizzes/marking.js';
import { orderOf } from '#src/quizzes/presentation.js';
import type { Question } from '#src/quizzes/question.js';
import { nastyText, validQuestion } from './arbitraries.js';
import { cpuTime } from '../support/cpu-time.js';

const ASKED = { ref: 'q1', title: '', text: 'Bao nhiêu?', feedback: 'Điều 143' };

function multiple(...weights: number[]): Question {
  return {
    ...{ ...ASKED, kind: 'multiple' },
    choices: weights.map((weight, index) => ({ text: `c${index}`, weight, feedback: `f${index}` })),
  };
}
function numerical(value: number, tolerance: number, weight = 100): Question {
  return { ...ASKED, kind: 'numerical', answers: [{ value, tolerance, weight, feedback: '' }] };
}
function score(question: Question, answer: Answer | null): number {
  return scoreOf([{ points: 1, share: mark(question, answer).share }]);
}
const number = (text: string): Answer => ({ kind: 'numerical', text });

const garbage = fc.oneof(
  fc.anything(),
  fc.dictionary(
    fc.constantFrom('q', 'q.0', 'q.1', 'q.2', '__proto__', 'constructor'),
    fc.oneof(fc.anything(), nastyText, fc.constantFrom('0', '1', '2', '99', '-1', 'true', '1e9'), fc.array(nastyText)),
  ),
);
const presented = fc.tuple(validQuestion, fc.infiniteStream(fc.nat())).map(([question, numbers]) => {
  const random = (below: number) => (numbers.next().value ?? 0) % below;
  return { question, points: 1, shown: orderOf(question, true, random) };
});

describe('marking', () => {
  it('stays within bounds and says the same again, whatever was sent', () => {
    fc.assert(
      fc.property(presented, garbage, (asked, body) => {
        const answer = readAnswer(asked, body, 'q');
        const one = mark(asked.question, answer);
        expect(mark(structuredClone(asked.question), structuredClone(answer))).toEqual(one);
        if (one.share === null) expect(asked.question.kind).toBe('essay');
        else {
          expect(one.share.of).toBeGreaterThan(0);
          expect(one.share.right).toBeGreaterThanOrEqual(0);
          expect(one.share.right).toBeLessThanOrEqual(one.share.of);
        }
        expect(one.feedback).not.toContain('');
      }),
      { numRuns: 2000 },
    );
  });

  it('takes an answer from the form it was put into, in whatever order it is shown', () => {
    fc.assert(
      fc.property(presented, garbage, (asked, body) => {
        const answer = readAnswer(asked, body, 'q');
        expect(readAnswer(asked, fieldsOf(asked, answer, 'q'), 'q')).toEqual(answer);
        const other = { ...asked, shown: [...asked.shown].reverse() };
        expect(readAnswer(other, fieldsOf(other, answer, 'q'), 'q')).toEqual(answer);
      }),
      { numRuns: 1000 },
    );
  });

  it('is worth nothing where the answer belongs to another question', () => {
    fc.assert(
      fc.property(validQuestion, fc.anything(), (question, junk) => {
        const share = mark(question, { kind: 'ordering', places: [null, 77], junk } as Answer).share;
        expect(share).toEqual({ right: 0, of: 1 });
      }),
    );
  });

  it('adds up weights, never below nothing and never above everything', () => {
    const question = multiple(50, 50, -50, -100);
    const chosen = (...choices: number[]) => score(question, { kind: 'multiple', choices });
    expect([chosen(0), chosen(0, 1), chosen(0, 2), chosen(0, 1, 2), chosen(3)]).toEqual([5000, 10_000, 0, 5000, 0]);
    expect(mark(question, { kind: 'multiple', choices: [0, 2] }).feedback).toEqual(['f0', 'f2', 'Điều 143']);
  });

  it('gives everything for three thirds, as GIFT writes them', () => {
    const choices: Answer = { kind: 'multiple', choices: [0, 1, 2] };
    expect(score(multiple(33.33, 33.33, 33.33, -100), choices)).toBe(10_000);
    expect(score(multiple(33.33333, 33.33333, 33.33333, -100), choices)).toBe(10_000);
    expect(score(multiple(33.33333, 33.33333, 33.33333), { kind: 'multiple', choices: [1] })).toBe(3333);
  });

  it.each(['3,15', '3.15', '3.13', ' 3,1500 ', '+3.14', '314e-2'])('takes %s for 3.14 within 0.01', (typed) => {
    expect(score(numerical(3.14, 0.01), number(typed))).toBe(10_000);
  });

  it.each(['3,1500001', '3.129', '-3.14', 'ba', '', '3..14', '1e999', '0x3'])('does not take %s for it', (typed) => {
    expect(score(numerical(3.14, 0.01), number(typed))).toBe(0);
  });

  it('reads thousands as they are written here and elsewhere', () => {
    const million = ['1000000', '1.000.000', '1,000,000', '1 000 000', '1.000.000,00'].map((typed) =>
      score(numerical(1_000_000, 0), number(typed)),
    );
    expect(million).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
  });

  it('takes what can be read in two ways if either is right', () => {
    const fits = (typed: string, ...values: number[]) =>
      values.map((value) => score(numerical(value, 0), number(typed)));
    for (const typed of ['15.000', '15,000', '+15.000', '１５．０００']) {
      expect(fits(typed, 15_000, 15, 150, 15_000_000)).toEqual([10_000, 10_000, 0, 0]);
    }
    expect(fits('-1.234', -1234, -1.234, 1234)).toEqual([10_000, 10_000, 0]);
    expect(fits('0.125', 0.125, 125)).toEqual([10_000, 0]);
    expect(fits('1.2340', 1.234, 12_340)).toEqual([10_000, 0]);
    expect(fits('1.234e3', 1234, 1.234)).toEqual([10_000, 0]);
    expect(fits('1500.000', 1500, 1_500_000)).toEqual([10_000, 0]);
    expect(fits('４,68', 4.68)).toEqual([10_000]);
  });

  it('reads every whole number as it is grouped in Viet Nam', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), (value) => {
        const typed = value.toLocaleString('vi-VN');
        expect(score(numerical(value, 0), number(typed))).toBe(10_000);
        expect(score(numerical(value, 0), number(typed.replaceAll('.', ',')))).toBe(10_000);
      }),
    );
  });

  it.each([
    ...['hoà giải|hòa giải', 'TÒA ÁN|toà án', 'thuý|thúy', 'khoẻ|khỏe', 'hoạ|họa', 'toả|tỏa', 'xoã|xõa', 'hoá|hóa'],
    ...['loè|lòe', 'xoé|xóe', 'quý|qúy', 'tuỳ ý|tùy ý', 'luỹ|lũy', 'thuỷ|thủy', 'truỵ|trụy', 'hoa\u0300|ho\u0300a'],
  ])('takes a tone in its old and its new place: %s', (pair) => {
    const [one = '', other = ''] = pair.split('|');
    expect([shortFits(one, other, false), shortFits(other, one, false)]).toEqual([true, true]);
    expect(shortFits(`${one}*`, `${other} giải`, false)).toBe(true);
  });

  it.each(['hoà|hoá', 'hòa|hoa', 'tùy|tuy', 'hòan|hoàn', 'của|cuả', 'mùa|muà', 'lúa|luá'])(
    'does not take another tone, nor one where none belongs: %s',
    (pair) => {
      const [one = '', other = ''] = pair.split('|');
      expect(shortFits(one, other, false)).toBe(false);
    },
  );

  it.each([
    ['trẻ em', 'TRẺ  EM ', false, true],
    ['trẻ em', 'tre em', false, false],
    ['trẻ em', 'tre em', true, true],
    ['Điều 143', 'dieu 143', true, true],
    ['trẻ*', 'trẻ em dưới 16 tuổi', false, true],
    ['*lao động*trẻ em*', 'Cấm lao động đối với trẻ em', false, true],
    ['*a*a*', 'a', false, false],
    ['ab*ba', 'aba', false, false],
    ['*', 'bất cứ gì', false, true],
    ['5 \\* 3', '5 * 3', false, true],
    ['5 \\* 3', '5 x 3', false, false],
  ])('short: %s, typed %s (without marks: %s)', (pattern, typed, ignore, expected) => {
    expect(shortFits(pattern, typed, ignore)).toBe(expected);
  });

  it('is soon done with a pattern made to take long', () => {
    const begun = cpuTime();
    expect(shortFits(`${'*a'.repeat(200)}b`, 'a'.repeat(500), true)).toBe(false);
    expect(cpuTime() - begun).toBeLessThan(50);
  });

  it('rounds once, half up, and never past the ends', () => {
    const share = fc
      .tuple(fc.nat(1000), fc.integer({ min: 1, max: 1000 }))
      .map(([a, b]) => ({ right: a % (b + 1), of: b }));
    const item = fc.record({ points: fc.integer({ min: 1, max: 100 }), share: fc.option(share, { freq: 5 }) });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), (items) => {
        const result = scoreOf(items);
        expect(Number.isInteger(result) && result >= 0 && result <= 10_000).toBe(true);
        const sum = (one: (item: { points: number; share: Share | null }) => number) =>
          items.reduce((total, each) => total + one(each), 0);
        const plain = sum(({ points, share }) => (share ? (points * share.right) / share.of : 0));
        const points = sum((each) => each.points);
        if (points > 0) expect(Math.abs(result - (plain / points) * 10_000)).toBeLessThan(0.5001);
      }),
    );
    expect(scoreOf([{ points: 1, share: { right: 1, of: 20_000 } }])).toBe(1);
    expect(scoreOf([{ points: 1, share: { right: 2, of: 3 } }])).toBe(6667);
    expect(scoreOf([])).toBe(0);
  });
});
