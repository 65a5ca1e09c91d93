import type { ErrorParams, FieldError } from '../errors.js';
import { cleanText, textFault } from '../web/text.js';
import { decimalOf } from './decimal.js';
import type { Choice, Question } from './question.js';

/** What a reference is made of. */
export const REF = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Lengths in characters, how many there may be of each, and bytes of a question as it is kept. */
export const LIMITS = {
  text: 10_000,
  feedback: 4000,
  part: 2000,
  line: 500,
  title: 190,
  topic: 190,
  parts: 20,
  bytes: 60_000,
};
/** Decimals of a number, and of a weight. */
const DECIMALS = 12;
const WEIGHT_DECIMALS = 5;
/** Characters that Unicode gives to nobody: the reader of GIFT needs some for itself. */
const NOBODYS = /[\ufdd0-\ufdef\ufffe\uffff]/;

/** Whether there are any, and which field: `choices.0.text`. Keys are `errors.question.*`. */
export function faultsOf(question: Question): FieldError[] {
  const faults = new Faults();
  if (!REF.test(question.ref)) faults.note('ref', 'ref');
  faults.text('title', question.title, LIMITS.title, { line: true, empty: true });
  faults.text('text', question.text, LIMITS.text);
  faults.text('feedback', question.feedback, LIMITS.feedback, { empty: true });
  ofKind(question, faults);
  if (Buffer.byteLength(JSON.stringify(question)) > LIMITS.bytes) faults.note('text', 'too_large');
  return faults.found;
}

/** What is no fault, but seldom meant: words under `quizzes.warning.`. */
export const WARNINGS = ['all_ticked', 'either_number'] as const;
export interface QuestionWarning {
  key: (typeof WARNINGS)[number];
  params: ErrorParams;
}

/** What somebody should look at before the question is asked: a multiple choice that is all right once everything is ticked. */
export function warningsOf(question: Question): QuestionWarning[] {
  const takesNothing = question.kind === 'multiple' && question.choices.every(({ weight }) => weight >= 0);
  return takesNothing ? [{ key: 'all_ticked', params: {} }] : [];
}

/** The form in which a question is kept: NFC, no blanks at the ends, and one line where there can be only one. */
export function cleaned<Q extends Question>(question: Q): Q {
  return walk(question, '') as Q;
}

/** One line, as titles, answers to be typed and what is matched or ordered are. */
export function oneLine(text: string): string {
  return cleanText(text).replaceAll(/\s+/g, ' ').trim();
}

const LINES = new Set(['ref', 'title', 'right', 'others', 'items']);

function walk(value: unknown, name: string, isShort = false): unknown {
  if (typeof value === 'string') return LINES.has(name) || isShort ? oneLine(value) : cleanText(value);
  if (Array.isArray(value)) return value.map((each) => walk(each, name, isShort));
  if (typeof value !== 'object' || value === null) return value;
  const short = (value as { kind?: unknown }).kind === 'short';
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      walk(each, key, (short && key === 'answers') || (isShort && key === 'text')),
    ]),
  );
}

function ofKind(question: Question, faults: Faults): void {
  switch (question.kind) {
    case 'single':
      return single(question.choices, faults);
    case 'multiple':
      return multiple(question.choices, faults);
    case 'true_false':
      faults.text('feedback_right', question.feedback_right, LIMITS.feedback, { empty: true });
      return faults.text('feedback_wrong', question.feedback_wrong, LIMITS.feedback, { empty: true });
    case 'matching':
      return matching(question, faults);
    case 'ordering':
      faults.count('items', question.items, 2);
      question.items.forEach((item, index) => faults.text(`items.${index}`, item, LIMITS.line, { line: true }));
      return faults.distinct('items', question.items);
    case 'short':
      return short(question.answers, faults);
    case 'numerical':
      return numerical(question.answers, faults);
    case 'essay':
      return faults.text('guide', question.guide, LIMITS.feedback, { empty: true });
  }
}

function choices(list: readonly Choice[], faults: Faults): void {
  faults.count('choices', list, 2);
  list.forEach((choice, index) => {
    faults.text(`choices.${index}.text`, choice.text, LIMITS.part);
    faults.weight(`choices.${index}`, choice);
  });
  faults.distinct(
    'choices',
    list.map(({ text }) => text),
  );
}

function single(list: readonly Choice[], faults: Faults): void {
  choices(list, faults);
  if (!list.some(({ weight }) => weight === 100)) faults.note('choices', 'none_right');
  else if (list.every(({ weight }) => weight === 100)) faults.note('choices', 'all_right');
}

/** All right ones together are everything, give or take what thirds lose. */
function multiple(list: readonly Choice[], faults: Faults): void {
  choices(list, faults);
  const sum = list.reduce((total, { weight }) => total + Math.max(weight, 0), 0);
  if (sum === 0) faults.note('choices', 'none_right');
  else if (Math.abs(sum - 100) > 1) faults.note('choices', 'weights', { sum: Math.round(sum * 100) / 100 });
}

function matching({ pairs, others }: Extract<Question, { kind: 'matching' }>, faults: Faults): void {
  faults.count('pairs', pairs, 2);
  if (others.length > LIMITS.parts) faults.note('others', 'too_many', { most: LIMITS.parts });
  pairs.forEach(({ left, right }, index) => {
    faults.text(`pairs.${index}.left`, left, LIMITS.part);
    faults.text(`pairs.${index}.right`, right, LIMITS.line, { line: true });
  });
  others.forEach((other, index) => faults.text(`others.${index}`, other, LIMITS.line, { line: true }));
  faults.distinct(
    'pairs',
    pairs.map(({ left }) => left),
  );
  const rights = new Set(pairs.map(({ right }) => right));
  if (new Set(others).size < others.length || others.some((other) => rights.has(other))) faults.note('others', 'same');
  else if (rights.size + others.length < 2) faults.note('pairs', 'one_right');
}

function short(answers: readonly Choice[], faults: Faults): void {
  faults.count('answers', answers, 1);
  answers.forEach((answer, index) => {
    faults.text(`answers.${index}.text`, answer.text, LIMITS.line, { line: true });
    faults.weight(`answers.${index}`, answer);
  });
  faults.distinct(
    'answers',
    answers.map(({ text }) => text),
  );
  if (!answers.some(({ weight }) => weight === 100)) faults.note('answers', 'none_right');
}

function numerical(answers: Extract<Question, { kind: 'numerical' }>['answers'], faults: Faults): void {
  faults.count('answers', answers, 1);
  answers.forEach((answer, index) => {
    if (!isPlain(answer.value)) faults.note(`answers.${index}.value`, 'number', { decimals: DECIMALS });
    if (!isPlain(answer.tolerance) || answer.tolerance < 0) faults.note(`answers.${index}.tolerance`, 'tolerance');
    faults.weight(`answers.${index}`, answer);
  });
  if (!answers.some(({ weight }) => weight === 100)) faults.note('answers', 'none_right');
}

/** A number that can be written without a power of ten, and is the same when it is read again. */
function isPlain(value: number): boolean {
  const decimal = Object.is(value, -0) ? null : decimalOf(value);
  return decimal !== null && decimal.scale <= DECIMALS && Math.abs(value) < 1e15;
}

class Faults {
  readonly found: FieldError[] = [];

  note(field: string, key: string, params?: ErrorParams): void {
    this.found.push({ field, key: `errors.question.${key}`, ...(params ? { params } : {}) });
  }

  text(field: string, text: string, max: number, { line = false, empty = false } = {}): void {
    if (text === '' && !empty) this.note(field, 'empty');
    else if (text.length > max) this.note(field, 'too_long', { max });
    else if (textFault(text, !line) !== null || NOBODYS.test(text)) this.note(field, 'character');
    else if (text !== (line ? oneLine(text) : cleanText(text))) this.note(field, 'character');
  }

  count(field: string, list: readonly unknown[], least: number): void {
    if (list.length < least) this.note(field, 'too_few', { least });
    else if (list.length > LIMITS.parts) this.note(field, 'too_many', { most: LIMITS.parts });
  }

  distinct(field: string, texts: readonly string[]): void {
    const given = texts.filter((text) => text !== '');
    if (new Set(given).size < given.length) this.note(field, 'same');
  }

  weight(field: string, { weight, feedback }: Pick<Choice, 'weight' | 'feedback'>): void {
    const decimal = Object.is(weight, -0) ? null : decimalOf(weight);
    const isGood = decimal !== null && decimal.scale <= WEIGHT_DECIMALS && Math.abs(weight) <= 100;
    if (!isGood) this.note(`${field}.weight`, 'weight');
    this.text(`${field}.feedback`, feedback, LIMITS.feedback, { empty: true });
  }
}
