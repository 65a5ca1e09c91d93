import { foldText, withNewTones } from '../i18n/fold.js';
import { type Answer, fits } from './answers.js';
import { decimalOf, readingsOf, within } from './decimal.js';
import { rightsOf } from './presentation.js';
import type { Choice, MatchingQuestion, NumericalQuestion, Question, QuestionKind } from './question.js';

/** A part of the points as a fraction of whole numbers: 0 <= right <= of, of > 0. */
export interface Share {
  right: number;
  of: number;
}

/** What an answer is worth, and what is said to it: Markdown, that of what was chosen before that of the question. */
export interface Mark {
  /** Null: a trainer has to decide. */
  share: Share | null;
  feedback: string[];
}

/** Weights have at most five decimals (33.33333), so they are whole numbers of this part of a per cent. */
const PARTS = 100_000;
const FULL = 100 * PARTS;
const NOTHING: Share = { right: 0, of: 1 };
const EVERYTHING: Share = { right: 1, of: 1 };

/**
 * Marks an answer. Rules: single, short and numerical take the weight of what fits, the best one where several
 * do; multiple adds up weights; matching and ordering count what is at its place; nothing is ever below 0 or above 1. An
 * answer that is none, or that cannot belong to the question, is worth nothing.
 */
export function mark(question: Question, answer: Answer | null): Mark {
  const given = answer !== null && fits({ question }, answer) ? answer : null;
  const { share, feedback } = given === null ? { share: NOTHING, feedback: [] } : marked(question, given);
  return { share, feedback: [...feedback, question.feedback].filter((text) => text !== '') };
}

/**
 * The score of an attempt in hundredths of a per cent, 0 to 10000, rounded half up once, at the end.
 * @param items `share` null counts as nothing: it is not marked yet
 */
export function scoreOf(items: readonly { points: number; share: Share | null }[]): number {
  let right = 0n;
  let of = 1n;
  let points = 0n;
  for (const item of items) {
    points += BigInt(item.points);
    if (item.share === null) continue;
    const [a, b] = [BigInt(item.points) * BigInt(item.share.right), BigInt(item.share.of)];
    right = right * b + a * of;
    of *= b;
    const divisor = gcd(right, of);
    [right, of] = [right / divisor, of / divisor];
  }
  if (points === 0n) return 0;
  const [above, below] = [right * 10_000n, of * points];
  return Number((2n * above + below) / (2n * below));
}

/** Whether a typed text is an answer: case, blanks and where a tone stands make no difference, marks too where the author says so; `*` stands for any text, `\*` for itself. */
export function shortFits(pattern: string, typed: string, ignoreDiacritics: boolean): boolean {
  const norm = (text: string) => plain(text, ignoreDiacritics);
  return globFits(
    pattern.split(/(?<!\\)\*/).map((piece) => norm(piece.replaceAll('\\*', '*'))),
    norm(typed),
  );
}

type Marker<K extends QuestionKind> = (
  question: Extract<Question, { kind: K }>,
  answer: Extract<Answer, { kind: K }>,
) => Mark;

const MARKERS: { [K in QuestionKind]: Marker<K> } = {
  single: ({ choices }, { choice }) => best(choices.filter((_, index) => index === choice)),
  multiple: ({ choices }, answer) => multiple(choices, answer.choices),
  true_false: (question, { value }) =>
    value === question.answer
      ? { share: EVERYTHING, feedback: [question.feedback_right] }
      : { share: NOTHING, feedback: [question.feedback_wrong] },
  matching,
  ordering: ({ items }, { places }) => ({
    share: bounded(items.filter((_, index) => places[index] === index).length, items.length),
    feedback: [],
  }),
  short: ({ answers, ignore_diacritics }, given) =>
    best(answers.filter(({ text }) => shortFits(text, given.text, ignore_diacritics))),
  numerical,
  essay: () => ({ share: null, feedback: [] }),
};

/** `fits` has seen to it that the two are of one kind. */
function marked(question: Question, answer: Answer): Mark {
  return (MARKERS[question.kind] as (question: Question, answer: Answer) => Mark)(question, answer);
}

function best(fitting: readonly Pick<Choice, 'weight' | 'feedback'>[]): Mark {
  const [first, ...others] = fitting;
  if (!first) return { share: NOTHING, feedback: [] };
  const found = others.reduce((one, other) => (other.weight > one.weight ? other : one), first);
  return { share: bounded(parts(found.weight), FULL), feedback: [found.feedback] };
}

/** Three thirds of 33.33 are everything: what is right is measured by what all right ones add up to, if that is about 100. */
function multiple(choices: readonly Choice[], chosen: readonly number[]): Mark {
  const taken = choices.filter((_, index) => chosen.includes(index));
  const most = total(choices.filter(({ weight }) => weight > 0));
  const of = Math.abs(most - FULL) <= PARTS ? most : FULL;
  return { share: bounded(total(taken), of), feedback: taken.map(({ feedback }) => feedback) };
}

/** The right one is known by its text: two left ones may share it. */
function matching(question: MatchingQuestion, { rights }: Extract<Answer, { kind: 'matching' }>): Mark {
  const texts = rightsOf(question);
  const right = question.pairs.filter((pair, index) => {
    const given = rights[index] ?? null;
    return given !== null && texts[given] === pair.right;
  });
  return { share: bounded(right.length, question.pairs.length), feedback: [] };
}

/** What can be read in two ways is right if either fits: nobody is marked down for how numbers are written here. */
function numerical({ answers }: NumericalQuestion, { text }: Extract<Answer, { kind: 'numerical' }>): Mark {
  const given = readingsOf(text);
  return best(
    answers.filter(({ value, tolerance }) => {
      const [wanted, apart] = [decimalOf(value), decimalOf(tolerance)];
      return wanted !== null && apart !== null && given.some((each) => within(each, wanted, apart));
    }),
  );
}

function parts(weight: number): number {
  return Number.isFinite(weight) ? Math.round(Math.max(-100, Math.min(100, weight)) * PARTS) : 0;
}

function total(choices: readonly Choice[]): number {
  return choices.reduce((sum, { weight }) => sum + parts(weight), 0);
}

function bounded(right: number, of: number): Share {
  return of <= 0 ? NOTHING : { right: Math.min(Math.max(right, 0), of), of };
}

function plain(text: string, ignoreDiacritics: boolean): string {
  const single = text.normalize('NFC').replaceAll(/\s+/g, ' ');
  return ignoreDiacritics ? foldText(single) : withNewTones(single.toLowerCase());
}

/** The first piece begins the text, the last one ends it, the others follow each other as early as they can: no going back. */
function globFits(pieces: readonly string[], typed: string): boolean {
  const [first = '', ...rest] = pieces;
  if (rest.length === 0) return first.trim() === typed.trim();
  const text = typed.trim();
  const start = first.trimStart();
  const end = (rest.pop() ?? '').trimEnd();
  if (!text.startsWith(start) || !text.endsWith(end) || text.length < start.length + end.length) return false;
  const until = text.length - end.length;
  let from = start.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, from);
    if (found < 0 || found + piece.length > until) return false;
    from = found + piece.length;
  }
  return true;
}

function gcd(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b];
  while (other !== 0n) [one, other] = [other, one % other];
  return one === 0n ? 1n : one;
}
