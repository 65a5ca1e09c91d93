import type { FieldError } from '../errors.js';
import type { Form } from '../web/form.js';
import { clearDecimal, groupedIn, plainDecimal, readDecimal } from './decimal.js';
import { clearNumber, giftNumber } from './gift-signs.js';
import type { BankQuestion } from './presentation.js';
import { LIMITS } from './question-check.js';
import type { Choice, Question, QuestionKind } from './question.js';

/** A row of the form as typed: a choice, an answer or a pair; which of the fields it has depends on the kind. */
export type FormRow = Record<
  'text' | 'is_right' | 'weight' | 'value' | 'tolerance' | 'left' | 'right' | 'feedback',
  string
>;

/** A question as it stands in its form: texts as typed. */
export interface QuestionValues {
  kind: QuestionKind;
  ref: string;
  topic: string;
  title: string;
  text: string;
  feedback: string;
  rows: FormRow[];
  /** Of an ordering, in their order, and of a matching those to which nothing belongs: one a line. */
  lines: string;
  answer: string;
  feedback_right: string;
  feedback_wrong: string;
  ignore_diacritics: boolean;
  guide: string;
}

/** Where the rows of each kind stand in the question, and in the names of their fields; null: it has none. */
export const ROWS_OF: Record<QuestionKind, 'choices' | 'answers' | 'pairs' | null> = {
  ...{ single: 'choices', multiple: 'choices', short: 'answers', numerical: 'answers', matching: 'pairs' },
  ...{ true_false: null, ordering: null, essay: null },
};
const EMPTY_ROW: FormRow = {
  ...{ text: '', is_right: '', weight: '', value: '', tolerance: '', left: '', right: '', feedback: '' },
};
/** Rows of a new question. */
const FIRST_ROWS = 4;

/** An empty form. */
export function blankValues(kind: QuestionKind, topic: string): QuestionValues {
  return {
    ...{ kind, ref: '', topic, title: '', text: '', feedback: '', lines: '', answer: '', guide: '' },
    ...{ feedback_right: '', feedback_wrong: '', ignore_diacritics: false },
    rows: withRows([], ROWS_OF[kind] === null ? 0 : FIRST_ROWS),
  };
}

/** The rows and as many empty ones behind them, up to the most there may be. */
export function withRows(rows: readonly FormRow[], more: number): FormRow[] {
  const empty = Array.from({ length: Math.max(0, Math.min(more, LIMITS.parts - rows.length)) }, () => ({
    ...EMPTY_ROW,
  }));
  return [...rows, ...empty];
}

/** What was typed; rows in which nothing stands are left out, so that faults lead to the rows that are shown again. */
export function typedValues(form: Form, kind: QuestionKind): QuestionValues {
  const name = ROWS_OF[kind];
  const rows = Array.from({ length: name === null ? 0 : LIMITS.parts }, (_, index) => {
    const entries = Object.keys(EMPTY_ROW).map((field) => [field, form.raw(`${name}.${index}.${field}`)]);
    return Object.fromEntries(entries) as FormRow;
  });
  return {
    ...{ kind, ref: form.raw('ref'), topic: form.raw('topic'), title: form.raw('title'), text: form.raw('text') },
    ...{
      feedback: form.raw('feedback'),
      lines: form.raw('lines'),
      answer: form.raw('answer'),
      guide: form.raw('guide'),
    },
    ...{ feedback_right: form.raw('feedback_right'), feedback_wrong: form.raw('feedback_wrong') },
    ignore_diacritics: form.ticked('ignore_diacritics'),
    rows: rows.filter((row) => Object.values(row).some((value) => value !== '')),
  };
}

/** The question that was typed, to be judged by `faultsOf`. */
export function questionFrom(values: QuestionValues): BankQuestion {
  const { ref, topic, title, text, feedback } = values;
  return { topic, question: { ref, title, text, feedback, ...ofKind(values) } as Question };
}

/** Numbers that can be read in two ways, each with how to write both: an author has to say which one is meant. */
export function doubtsIn({ kind, rows }: QuestionValues): FieldError[] {
  if (kind !== 'numerical') return [];
  return rows.flatMap((row, index) =>
    (['value', 'tolerance'] as const).flatMap((field): FieldError[] => {
      const typed = row[field];
      const [read, grouped] = [readDecimal(typed), groupedIn(typed)];
      if (read === null || grouped === null) return [];
      const params = { typed, grouped: plainDecimal(grouped), read: withComma(clearDecimal(read)) };
      return [{ field: `${ROWS_OF[kind]}.${index}.${field}`, key: 'errors.question.either_number', params }];
    }),
  );
}

/** A question as its form shows it. */
export function valuesOf({ topic, question }: BankQuestion): QuestionValues {
  const { kind, ref, title, text, feedback } = question;
  const values = { ...blankValues(kind, topic), ...{ ref, title, text, feedback } };
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return { ...values, rows: choiceRows(question.kind, question.choices) };
    case 'short': {
      const rows = question.answers.map((answer) => ({
        ...EMPTY_ROW,
        ...answer,
        weight: weightText(answer.weight, 100),
      }));
      return { ...values, ignore_diacritics: question.ignore_diacritics, rows };
    }
    case 'numerical':
      return { ...values, rows: question.answers.map(numberRow) };
    case 'matching': {
      const rows = question.pairs.map((pair) => ({ ...EMPTY_ROW, ...pair }));
      return { ...values, rows, lines: question.others.join('\n') };
    }
    case 'ordering':
      return { ...values, lines: question.items.join('\n') };
    case 'true_false': {
      const { answer, feedback_right, feedback_wrong } = question;
      return { ...values, answer: String(answer), feedback_right, feedback_wrong };
    }
    case 'essay':
      return { ...values, guide: question.guide };
  }
}

function ofKind(values: QuestionValues): object {
  const { kind, rows } = values;
  const lines = values.lines.split('\n').filter((line) => line.trim() !== '');
  switch (kind) {
    case 'single':
    case 'multiple':
      return { kind, choices: choicesFrom(kind, rows) };
    case 'short': {
      const answers = rows.map(({ text, weight, feedback }) => ({ text, weight: weightOf(weight, 100), feedback }));
      return { kind, answers, ignore_diacritics: values.ignore_diacritics };
    }
    case 'numerical':
      return { kind, answers: rows.map(numberFrom) };
    case 'matching':
      return { kind, pairs: rows.map(({ left, right }) => ({ left, right })), others: lines };
    case 'ordering':
      return { kind, items: lines };
    case 'true_false': {
      const { feedback_right, feedback_wrong } = values;
      return { kind, answer: values.answer === 'true', feedback_right, feedback_wrong };
    }
    case 'essay':
      return { kind, guide: values.guide };
  }
}

/**
 * Without a weight, those that are right share everything; of a multiple choice those that are wrong take everything away
 * again, so that ticking all is worth nothing. Whoever wants no deduction types 0.
 */
function usualWeights(kind: 'single' | 'multiple', rights: readonly boolean[]): number[] {
  if (kind === 'single') return rights.map((isRight) => (isRight ? 100 : 0));
  const count = rights.filter(Boolean).length;
  return rights.map((isRight) => (isRight ? shareOf(count) : -shareOf(rights.length - count)));
}

function choicesFrom(kind: 'single' | 'multiple', rows: readonly FormRow[]): Choice[] {
  const usual = usualWeights(
    kind,
    rows.map(({ is_right }) => is_right !== ''),
  );
  return rows.map(({ text, weight, feedback }, index) => ({
    ...{ text, feedback },
    weight: weightOf(weight, usual[index] ?? 0),
  }));
}

function choiceRows(kind: 'single' | 'multiple', choices: readonly Choice[]): FormRow[] {
  const rights = choices.map(({ weight }) => (kind === 'single' ? weight === 100 : weight > 0));
  const usual = usualWeights(kind, rights);
  return choices.map(({ text, feedback, weight }, index) => ({
    ...{ ...EMPTY_ROW, text, feedback, is_right: rights[index] ? '1' : '' },
    weight: weightText(weight, usual[index] ?? 0),
  }));
}

/** With as many decimals as GIFT writes thirds and sevenths. */
function shareOf(count: number): number {
  return Number((100 / count).toFixed(5));
}

function numberFrom({ value, tolerance, weight, feedback }: FormRow): object {
  return {
    value: numberOf(value),
    tolerance: tolerance === '' ? 0 : numberOf(tolerance),
    ...{ weight: weightOf(weight, 100), feedback },
  };
}

function numberRow(answer: { value: number; tolerance: number; weight: number; feedback: string }): FormRow {
  const { value, tolerance, weight, feedback } = answer;
  const row = {
    value: withComma(clearNumber(value)),
    tolerance: tolerance === 0 ? '' : withComma(clearNumber(tolerance)),
    feedback,
  };
  return { ...EMPTY_ROW, ...row, weight: weightText(weight, 100) };
}

function weightText(weight: number, usual: number): string {
  return weight === usual ? '' : withComma(giftNumber(weight));
}

function weightOf(typed: string, usual: number): number {
  return typed === '' ? usual : numberOf(typed);
}

function numberOf(typed: string): number {
  const read = readDecimal(typed);
  return read === null ? Number.NaN : Number(plainDecimal(read)) || 0;
}

/** As it is typed here; both signs are read. */
function withComma(number: string): string {
  return number.replace('.', ',');
}
