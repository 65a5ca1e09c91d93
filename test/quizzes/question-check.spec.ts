import fc from 'fast-check';
import { cleaned, faultsOf } from '#src/quizzes/question-check.js';
import type { Question } from '#src/quizzes/question.js';
import { validQuestion } from './arbitraries.js';

const ASKED = { ref: 'q1', title: '', text: 'Hỏi', feedback: '' };
const choice = (text: string, weight: number) => ({ text, weight, feedback: '' });
const single = (...choices: [string, number][]): Question => ({
  ...{ ...ASKED, kind: 'single' },
  choices: choices.map(([text, weight]) => choice(text, weight)),
});
const numerical = (value: number, tolerance: number): Question => ({
  ...{ ...ASKED, kind: 'numerical' },
  answers: [{ value, tolerance, weight: 100, feedback: '' }],
});

const FAULTY: [string, Question, string, string][] = [
  ['a reference with a blank', { ...single(['a', 100], ['b', 0]), ref: 'q 1' }, 'ref', 'ref'],
  ['no text', { ...single(['a', 100], ['b', 0]), text: '' }, 'text', 'empty'],
  ['a text beyond the limit', { ...single(['a', 100], ['b', 0]), text: 'x'.repeat(10_001) }, 'text', 'too_long'],
  ['a sign that turns writing', { ...single(['a', 100], ['b', 0]), text: 'a\u202eb' }, 'text', 'character'],
  ['a lone surrogate', { ...single(['a', 100], ['b', 0]), text: 'a\ud800b' }, 'text', 'character'],
  ['a decomposed letter', { ...single(['a', 100], ['b', 0]), text: 'e\u0302' }, 'text', 'character'],
  ['one choice', single(['a', 100]), 'choices', 'too_few'],
  ['nothing right', single(['a', 50], ['b', 0]), 'choices', 'none_right'],
  ['nothing wrong', single(['a', 100], ['b', 100]), 'choices', 'all_right'],
  ['the same twice', single(['a', 100], ['a', 0]), 'choices', 'same'],
  ['a weight over 100', single(['a', 100], ['b', 101]), 'choices.1.weight', 'weight'],
  ['a weight that is no number', single(['a', 100], ['b', Number.NaN]), 'choices.1.weight', 'weight'],
  ['half of it', { ...ASKED, kind: 'multiple', choices: [choice('a', 50), choice('b', 0)] }, 'choices', 'weights'],
  ['no number', numerical(Number.POSITIVE_INFINITY, 0), 'answers.0.value', 'number'],
  ['a negative tolerance', numerical(1, -1), 'answers.0.tolerance', 'tolerance'],
  ['an order of one', { ...ASKED, kind: 'ordering', items: ['a'] }, 'items', 'too_few'],
  [
    'a left one twice',
    { ...ASKED, kind: 'matching', pairs: ['x', 'y'].map((right) => ({ left: 'a', right })), others: [] },
    ...(['pairs', 'same'] as const),
  ],
  [
    'nothing to choose from',
    { ...ASKED, kind: 'matching', pairs: ['a', 'b'].map((left) => ({ left, right: 'x' })), others: [] },
    ...(['pairs', 'one_right'] as const),
  ],
];

describe('what makes a question valid', () => {
  it.each(FAULTY)('refuses %s', (_, question, field, key) => {
    expect(faultsOf(question)).toContainEqual(
      expect.objectContaining({ field, key: `errors.question.${key}` }) as object,
    );
  });

  it('keeps what is clean as it is', () => {
    fc.assert(fc.property(validQuestion, (question) => expect(cleaned(question)).toEqual(question)));
  });

  it('brings texts into the one form, and onto one line where there is only one', () => {
    const question: Question = {
      ...{ ...ASKED, kind: 'short', title: ' a\r\n b ', text: 'x\r\n\r\ny ', ignore_diacritics: true },
      answers: [{ text: ' e\u0302\n  b', weight: 100, feedback: 'f\r\ng' }],
    };
    expect(cleaned(question)).toMatchObject({
      ...{ title: 'a b', text: 'x\n\ny' },
      answers: [{ text: 'ê b', feedback: 'f\ng' }],
    });
  });
});
