import fc from 'fast-check';
import { mark, scoreOf } from '#src/quizzes/marking.js';
import { faultsOf, warningsOf } from '#src/quizzes/question-check.js';
import {
  blankValues,
  doubtsIn,
  type FormRow,
  questionFrom,
  type QuestionValues,
  typedValues,
  valuesOf,
} from '#src/quizzes/question-form.js';
import type { MultipleQuestion, QuestionKind } from '#src/quizzes/question.js';
import { Form } from '#src/web/form.js';
import { validQuestion } from './arbitraries.js';

/** The form of a kind with a reference, a text and these rows. */
function typed(kind: QuestionKind, rows: Partial<FormRow>[]): QuestionValues {
  const [empty] = blankValues(kind, '').rows as [FormRow];
  return { ...blankValues(kind, ''), ref: 'q', text: 'Hỏi', rows: rows.map((row) => ({ ...empty, ...row })) };
}
const choices = (rights: readonly boolean[], wrong = ''): QuestionValues =>
  typed(
    'multiple',
    rights.map((right, at) => ({ text: `c${at}`, is_right: right ? '1' : '', weight: right ? '' : wrong })),
  );
const multiple = (values: QuestionValues): MultipleQuestion => questionFrom(values).question as MultipleQuestion;
const score = (question: MultipleQuestion, chosen: number[]): number =>
  scoreOf([{ points: 1, share: mark(question, { kind: 'multiple', choices: chosen }).share }]);
const all = (list: readonly unknown[]): number[] => list.map((_, at) => at);

describe('the form of a question', () => {
  it('gives nothing to whoever ticks everything, and everything to whoever ticks what is right', () => {
    const rights = fc.array(fc.boolean(), { minLength: 2, maxLength: 20 }).filter((list) => new Set(list).size === 2);
    fc.assert(
      fc.property(rights, (list) => {
        const question = multiple(choices(list));
        expect(faultsOf(question)).toEqual([]);
        expect(warningsOf(question)).toEqual([]);
        expect(score(question, all(list))).toBe(0);
        expect(
          score(
            question,
            all(list).filter((at) => list[at]),
          ),
        ).toBe(10_000);
      }),
    );
    const halves = multiple(choices([true, true, false, false]));
    expect([score(halves, [0]), score(halves, [0, 2]), score(halves, [0, 1, 2])]).toEqual([5000, 0, 5000]);
  });

  it('takes nothing off where the author says 0, and points that out', () => {
    const question = multiple(choices([true, true, false, false], '0'));
    expect(score(question, [0, 1, 2, 3])).toBe(10_000);
    expect(warningsOf(question).map(({ key }) => key)).toEqual(['all_ticked']);
    expect(valuesOf({ topic: '', question }).rows.map(({ weight }) => weight)).toEqual(['', '', '0', '0']);
  });

  it('asks back what a number means that can be read in two ways', () => {
    const rows = ['15.000', '1,234', '0,125', '15000', '1.000.000', '1,2340', 'x'].map((value) => ({ value }));
    const doubts = doubtsIn(typed('numerical', [...rows, { value: '1', tolerance: '1.500' }]));
    expect(doubts.map(({ field, params }) => [field, ...Object.values(params ?? {})])).toEqual([
      ['answers.0.value', '15.000', '15000', '15'],
      ['answers.1.value', '1,234', '1234', '1,2340'],
      ['answers.7.tolerance', '1.500', '1500', '1,5'],
    ]);
  });

  it('shows every question so that saving it again changes nothing', () => {
    fc.assert(
      fc.property(validQuestion, (question) => {
        const bank = { topic: 'Luật', question };
        const { rows, ignore_diacritics, ...values } = valuesOf(bank);
        const name =
          { single: 'choices', multiple: 'choices', matching: 'pairs' }[question.kind as 'single'] ?? 'answers';
        const fields = rows.flatMap((row, at) =>
          Object.entries(row).map(([field, value]) => [`${name}.${at}.${field}`, value]),
        );
        const body = { ...values, ...Object.fromEntries(fields), ...(ignore_diacritics && { ignore_diacritics: '1' }) };
        const back = typedValues(new Form(body), question.kind);
        expect(questionFrom(back)).toEqual(bank);
        expect(doubtsIn(back)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
