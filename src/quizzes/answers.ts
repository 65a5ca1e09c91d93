import { cleanText } from '../web/text.js';
import { type PresentedQuestion, rightsOf } from './presentation.js';

/**
 * What a learner gave, by the indexes in the question itself, never by the order in which it was shown. Null stands for what was
 * left open.
 */
export type Answer =
  | { kind: 'single'; choice: number }
  | { kind: 'multiple'; choices: number[] }
  | { kind: 'true_false'; value: boolean }
  /** Per pair the index in `rightsOf`. */
  | { kind: 'matching'; rights: (number | null)[] }
  /** Per item the place it was given, from 0. */
  | { kind: 'ordering'; places: (number | null)[] }
  | { kind: 'short'; text: string }
  /** As typed: what it means is decided when it is marked. */
  | { kind: 'numerical'; text: string }
  | { kind: 'essay'; text: string };

/** Longest answers that are kept; what is longer is cut, as nothing that somebody wrote may get lost over its end. */
export const LONGEST_ESSAY = 20_000;
const LONGEST_LINE = 500;

/** The field of a form for one part of a question: the place of a left one, or of an item as it is shown. */
export function partField(name: string, part: number): string {
  return `${name}.${part}`;
}

/**
 * Reads an answer from what a form or a program sent. Fields:
 * - `name`: the place shown (from 0) of the choice, of several the places (repeated), `true` or `false`, or the text;
 * - `name.0`, `name.1`, …: matching, per left one the place at which its right one is shown; ordering, per item as shown the
 *   place it is given, from 1.
 * Whatever makes no sense is as if it had not been given.
 * @returns null where nothing was given; it never throws
 */
export function readAnswer({ question, shown }: PresentedQuestion, body: unknown, name: string): Answer | null {
  const given = reader(body);
  switch (question.kind) {
    case 'single': {
      const choice = shownAt(shown, given.one(name));
      return choice === null ? null : { kind: 'single', choice };
    }
    case 'multiple': {
      const choices = given.all(name).map((place) => shownAt(shown, place));
      const known = [...new Set(choices.filter((choice) => choice !== null))].sort((a, b) => a - b);
      return known.length === 0 ? null : { kind: 'multiple', choices: known };
    }
    case 'true_false': {
      const said = given.one(name);
      return said === 'true' || said === 'false' ? { kind: 'true_false', value: said === 'true' } : null;
    }
    case 'matching': {
      const rights = question.pairs.map((_, pair) => shownAt(shown, given.one(partField(name, pair))));
      return rights.every((right) => right === null) ? null : { kind: 'matching', rights };
    }
    case 'ordering': {
      const places = question.items.map((_, item) =>
        placeOf(given.one(partField(name, shown.indexOf(item))), question.items.length),
      );
      return places.every((place) => place === null) ? null : { kind: 'ordering', places };
    }
    case 'short':
    case 'numerical':
      return written(question.kind, given.one(name).replaceAll(/\s+/g, ' ').slice(0, LONGEST_LINE));
    case 'essay':
      return written('essay', given.one(name).slice(0, LONGEST_ESSAY));
  }
}

/** The fields in which an answer stands on a form, the other way round. `readAnswer(q, fieldsOf(q, a, n), n)` is `a`. */
export function fieldsOf(
  { question, shown }: PresentedQuestion,
  answer: Answer | null,
  name: string,
): Record<string, string | string[]> {
  if (answer === null || answer.kind !== question.kind) return {};
  switch (answer.kind) {
    case 'single':
      return { [name]: String(shown.indexOf(answer.choice)) };
    case 'multiple':
      return { [name]: answer.choices.map((choice) => String(shown.indexOf(choice))) };
    case 'true_false':
      return { [name]: String(answer.value) };
    case 'matching':
      return parts(answer.rights, (right, pair) => [partField(name, pair), String(shown.indexOf(right))]);
    case 'ordering':
      return parts(answer.places, (place, item) => [partField(name, shown.indexOf(item)), String(place + 1)]);
    default:
      return { [name]: answer.text };
  }
}

/** Whether an answer can belong to a question: one that was kept is read again from JSON, and is not trusted for that. */
export function fits({ question }: Pick<PresentedQuestion, 'question'>, answer: Answer): boolean {
  switch (question.kind) {
    case 'single':
      return answer.kind === 'single' && isIndex(answer.choice, question.choices.length);
    case 'multiple':
      return answer.kind === 'multiple' && answer.choices.every((each) => isIndex(each, question.choices.length));
    case 'matching':
      return answer.kind === 'matching' && areIndexes(answer.rights, question.pairs.length, rightsOf(question).length);
    case 'ordering':
      return answer.kind === 'ordering' && areIndexes(answer.places, question.items.length, question.items.length);
    default:
      return answer.kind === question.kind;
  }
}

function areIndexes(list: (number | null)[], length: number, below: number): boolean {
  return list.length === length && list.every((each) => each === null || isIndex(each, below));
}

function isIndex(value: number, below: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < below;
}

function written(kind: 'short' | 'numerical' | 'essay', text: string): Answer | null {
  const cleaned = cleanText(text);
  return cleaned === '' ? null : { kind, text: cleaned };
}

function shownAt(shown: readonly number[], place: string): number | null {
  return /^\d{1,3}$/.test(place) ? (shown[Number(place)] ?? null) : null;
}

function placeOf(typed: string, count: number): number | null {
  const place = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  return place >= 1 && place <= count ? place - 1 : null;
}

function parts(list: (number | null)[], entry: (value: number, index: number) => [string, string]) {
  return Object.fromEntries(list.flatMap((value, index) => (value === null ? [] : [entry(value, index)])));
}

/** Texts under their names, whatever was sent. Numbers and truth values of a JSON body are as good as their texts. */
function reader(body: unknown): { one: (name: string) => string; all: (name: string) => string[] } {
  const all = (name: string): string[] => {
    if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return [];
    const value = (body as Record<string, unknown>)[name];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap(textOf);
  };
  return { all, one: (name) => all(name)[0]?.trim() ?? '' };
}

function textOf(value: unknown): string[] {
  if (typeof value === 'string') return value.isWellFormed() ? [value.normalize('NFC')] : [];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
