import fc from 'fast-check';
import { codeOf, readPersonalCode, spacedCode } from '../../src/knowledge/personal-code.js';
import { letterOf, readTyped, typedText } from '../../src/knowledge/typed-answers.js';
import type { Answer } from '../../src/quizzes/answers.js';
import type { PresentedQuestion } from '../../src/quizzes/presentation.js';
import type { Question } from '../../src/quizzes/question.js';

const asked = { ref: 'q', title: 'q', text: 'q', feedback: '' };
const choices = ['một', 'hai', 'ba', 'bốn'].map((text) => ({ text, weight: 100, feedback: '' }));
const QUESTIONS: Record<string, Question> = {
  single: { ...asked, kind: 'single', choices },
  multiple: { ...asked, kind: 'multiple', choices },
  true_false: { ...asked, kind: 'true_false', answer: true, feedback_right: '', feedback_wrong: '' },
  matching: {
    ...asked,
    kind: 'matching',
    pairs: ['a', 'b', 'c'].map((left) => ({ left, right: `${left}!` })),
    others: ['x'],
  },
  ordering: { ...asked, kind: 'ordering', items: ['a', 'b', 'c'] },
  short: { ...asked, kind: 'short', answers: choices, ignore_diacritics: true },
  numerical: { ...asked, kind: 'numerical', answers: [] },
};

function presented(kind: string, shown: number[] = []): PresentedQuestion {
  return { question: QUESTIONS[kind] as Question, points: 1, shown };
}

describe('answers typed from a paper', () => {
  const SHOWN = { single: [2, 0, 1, 3], multiple: [2, 0, 1, 3], matching: [3, 1, 0, 2], ordering: [2, 0, 1] };
  it.each<[keyof typeof SHOWN | 'true_false' | 'short' | 'numerical', string, Answer | null]>([
    ['single', 'A', { kind: 'single', choice: 2 }],
    ['single', ' d ', { kind: 'single', choice: 3 }],
    ['single', '', null],
    ['multiple', 'BD', { kind: 'multiple', choices: [0, 3] }],
    ['multiple', 'd, b; b', { kind: 'multiple', choices: [0, 3] }],
    ['true_false', 'Đ', { kind: 'true_false', value: true }],
    ['true_false', 'đúng', { kind: 'true_false', value: true }],
    ['true_false', 'S', { kind: 'true_false', value: false }],
    ['matching', 'CBA', { kind: 'matching', rights: [0, 1, 3] }],
    ['matching', 'c-_-d', { kind: 'matching', rights: [0, null, 2] }],
    ['ordering', '1-3-2', { kind: 'ordering', places: [2, 1, 0] }],
    ['ordering', '132', { kind: 'ordering', places: [2, 1, 0] }],
    ['ordering', '1 _ 2', { kind: 'ordering', places: [null, 1, 0] }],
    ['short', ' trẻ em ', { kind: 'short', text: 'trẻ em' }],
    ['numerical', '1.234,5', { kind: 'numerical', text: '1.234,5' }],
  ])('%s: %j', (kind, typed, answer) => {
    const shown = kind in SHOWN ? SHOWN[kind as keyof typeof SHOWN] : [];
    expect(readTyped(presented(kind, shown), typed)).toEqual({ answer });
  });

  it.each([
    ['single', 'E', 'letter'],
    ['single', 'AB', 'one_letter'],
    ['multiple', 'A5', 'letter'],
    ['true_false', 'A', 'true_false'],
    ['matching', 'AB', 'letters'],
    ['ordering', '1-4-2', 'places'],
    ['ordering', '1-2', 'places'],
    ['numerical', 'mười', 'number'],
    ['short', 'x'.repeat(501), 'too_long'],
  ] as const)('%s: %j is refused', (kind, typed, fault) => {
    const shown = kind in SHOWN ? SHOWN[kind as keyof typeof SHOWN] : [];
    expect(readTyped(presented(kind, shown), typed)).toMatchObject({ fault });
  });

  it('are read again as they were written', () => {
    const many = fc.integer({ min: 2, max: 30 }).chain((count) =>
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, at) => at),
        { minLength: count },
      ),
    );
    fc.assert(
      fc.property(many, fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), (shown, wish) => {
        const count = shown.length;
        const texts = Array.from({ length: count }, (_, at) => ({ text: String(at), weight: 0, feedback: '' }));
        const given = wish.slice(0, count).map((each) => (each % 5 === 0 ? null : each % count));
        const some = given.some((each) => each !== null);
        const cases: [Question, Answer | null][] = [
          [
            { ...asked, kind: 'single', choices: texts },
            { kind: 'single', choice: count - 1 },
          ],
          [
            { ...asked, kind: 'multiple', choices: texts },
            { kind: 'multiple', choices: [...new Set(given.map((each) => each ?? 0))].sort((a, b) => a - b) },
          ],
          [
            { ...asked, kind: 'matching', pairs: texts.map(({ text }) => ({ left: text, right: text })), others: [] },
            some ? { kind: 'matching', rights: given } : null,
          ],
          [
            { ...asked, kind: 'ordering', items: texts.map(({ text }) => text) },
            some ? { kind: 'ordering', places: given } : null,
          ],
        ];
        for (const [question, answer] of cases) {
          const one = { question, points: 1, shown };
          expect(readTyped(one, typedText(one, answer))).toEqual({ answer });
        }
      }),
    );
  });

  it('never make reading throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(QUESTIONS)), fc.string({ unit: 'binary' }), (kind, typed) => {
        expect(() => readTyped(presented(kind, [0, 1, 2]), typed)).not.toThrow();
      }),
    );
  });

  it('have letters as columns of a table have them', () => {
    expect([0, 25, 26, 51, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA']);
  });
});

describe('a personal code', () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

  it('is read as people type it, and refused with any one character wrong', () => {
    fc.assert(
      fc.property(bytes, fc.nat({ max: 14 }), fc.nat({ max: 30 }), (random, at, by) => {
        const code = codeOf(random);
        if (code === null) return;
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{15}$/);
        expect(readPersonalCode(` ${spacedCode(code).toLowerCase()} `)).toBe(code);
        expect(readPersonalCode(code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(code);
        const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const other = letters[(letters.indexOf(code[at] ?? '') + 1 + by) % 32] ?? '';
        if (other !== code[at]) expect(readPersonalCode(code.slice(0, at) + other + code.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('is nothing that is too short, too long or no code', () => {
    expect(['', 'ABC', '0'.repeat(16), '!!!!!!!!!!!!!!!', 'x'.repeat(5000)].map(readPersonalCode)).toEqual(
      Array(5).fill(null),
    );
  });
});
