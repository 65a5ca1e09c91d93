import fc from 'fast-check';
import { cleaned, faultsOf } from '#src/quizzes/question-check.js';
import type { Choice, Question } from '#src/quizzes/question.js';

/** What breaks careless readers: signs of GIFT, of Markdown and of HTML, marks of Vietnamese, line ends, digits. */
const NASTY = [
  ...['{', '}', '~', '=', '#', ':', '\\', '::', '->', '####', '%50%', '//', '$', '$CATEGORY: x', '[id:x]', '[tag:y]'],
  ...[
    '[html]',
    '[markdown]',
    '\n',
    '\r\n',
    '\n\n',
    '  ',
    '\t',
    '&&058;',
    '&&010',
    '\\n',
    '\\=',
    '*',
    '_',
    '<b>',
    '&amp;',
  ],
  ...[
    'trẻ em',
    'Đ',
    'ề',
    'e\u0302\u0309',
    '3,14',
    '-5',
    '1..5',
    'T',
    'F',
    'TRUE',
    '”',
    '😀',
    '![ảnh](media/a.png)',
    ' ',
    '-',
    '>',
  ],
];

export const nastyText = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NASTY) }, fc.string({ unit: 'grapheme', maxLength: 5 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => pieces.join(''));
const maybe = fc.oneof(fc.constant(''), nastyText);
const ref = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const asked = { ref, title: maybe, text: nastyText, feedback: maybe };

const weight = fc.oneof(fc.constantFrom(100, 50, 33.33333, 25, 0, -50, -100), fc.integer({ min: -100, max: 100 }));
const choice: fc.Arbitrary<Choice> = fc.record({ text: nastyText, weight, feedback: maybe });
const rightChoice = choice.map((one) => ({ ...one, weight: 100 }));
const wrongChoice = choice.map((one) => ({ ...one, weight: Math.min(one.weight, 99) }));
const number = fc.oneof(
  fc.integer({ min: -10_000, max: 10_000 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 1000 || 0),
  fc.constantFrom(0.1, 1e-7, 3.14, 123_456_789.5),
);
const numberAnswer = fc.record({ value: number, tolerance: number.map(Math.abs), weight, feedback: maybe });

function some<T>(one: fc.Arbitrary<T>, minLength: number): fc.Arbitrary<T[]> {
  return fc.array(one, { minLength, maxLength: 5 });
}

const single = fc
  .tuple(rightChoice, wrongChoice, fc.array(choice, { maxLength: 3 }))
  .map(([right, wrong, others]) => [wrong, right, ...others]);
const multiple = fc
  .tuple(some(choice, 1), some(choice, 1))
  .map(([right, wrong]) => [
    ...right.map((one) => ({ ...one, weight: Number((100 / right.length).toFixed(5)) })),
    ...wrong.map((one) => ({ ...one, weight: Math.min(0, one.weight) || 0 })),
  ]);

const anyQuestion: fc.Arbitrary<Question> = fc.oneof(
  fc.record({ kind: fc.constant('single' as const), ...asked, choices: single }),
  fc.record({ kind: fc.constant('multiple' as const), ...asked, choices: multiple }),
  fc.record({
    kind: fc.constant('true_false' as const),
    ...{ ...asked, answer: fc.boolean(), feedback_right: maybe, feedback_wrong: maybe },
  }),
  fc.record({
    kind: fc.constant('matching' as const),
    ...{ ...asked, pairs: some(fc.record({ left: nastyText, right: nastyText }), 2), others: some(nastyText, 0) },
  }),
  fc.record({ kind: fc.constant('ordering' as const), ...asked, items: some(nastyText, 2) }),
  fc.record({
    kind: fc.constant('ordering' as const),
    ...{ ...asked, items: fc.constantFrom<string[]>(['3', '1', '2'], ['1', '2'], ['2', '1']) },
  }),
  fc.record({
    kind: fc.constant('short' as const),
    ...{ ...asked, answers: fc.tuple(rightChoice, some(choice, 0)).map(([one, others]) => [one, ...others]) },
    ignore_diacritics: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('numerical' as const),
    ...asked,
    answers: fc.tuple(numberAnswer, some(numberAnswer, 0)).map(([one, others]) => [{ ...one, weight: 100 }, ...others]),
  }),
  fc.record({ kind: fc.constant('essay' as const), ...asked, guide: maybe }),
);

/** Any question as the bank may have it. */
export const validQuestion = anyQuestion.map(cleaned).filter((question) => faultsOf(question).length === 0);
