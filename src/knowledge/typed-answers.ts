import type { Answer } from '../quizzes/answers.js';
import { type PresentedQuestion, rightsOf } from '../quizzes/presentation.js';

/** What was typed for one question of a paper: an answer, nothing, or what is wrong with it as a key under `knowledge.typed.`. */
export type TypedAnswer = { answer: Answer | null } | { fault: TypedFault; params?: Record<string, string> };
export type TypedFault = 'letter' | 'one_letter' | 'letters' | 'places' | 'true_false' | 'number' | 'too_long';

const LONGEST = 500;
/** Beyond so many choices two letters are one place, so that something has to stand between them. */
const LETTERS = 26;
/** Between letters or numbers may stand anything that people put there. */
const BETWEEN = /[\s,;./+&|–—-]+/u;
/** What stands for an empty box where others are filled in. */
const EMPTY = /^(?:_+|\?|0)$/;
const TRUE = /^(?:đ|d|đúng|dung|t|true|y)$/iu;
const FALSE = /^(?:s|sai|f|false|n)$/iu;

/** The letter of a place of what is shown: A, B, …, Z, then AA as in a table. */
export function letterOf(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letterOf(Math.floor(place / 26) - 1) + last;
}

/**
 * Reads what somebody typed from a paper: `A` for one choice, `BD` for several, `Đ` or `S`, for what belongs together the
 * letters in the order of the boxes (`CAB`), for an order the numbers in the boxes (`1-3-2`), else the text itself.
 * An empty box among others is `_`, `?` or `0`. It never throws.
 */
export function readTyped(presented: PresentedQuestion, typed: string): TypedAnswer {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return { answer: null };
  const { question } = presented;
  switch (question.kind) {
    case 'single':
      return single(presented, text);
    case 'multiple':
      return multiple(presented, text);
    case 'true_false':
      if (TRUE.test(text)) return { answer: { kind: 'true_false', value: true } };
      return FALSE.test(text) ? { answer: { kind: 'true_false', value: false } } : { fault: 'true_false' };
    case 'matching':
      return matching(presented, question.pairs.length, text);
    case 'ordering':
      return ordering(presented, text);
    case 'numerical':
      if (!/^[-+]?[\d.,\s]*\d[\d.,\s]*$/.test(text.replace(/^[\u2212\u2013]/, '-'))) return { fault: 'number' };
      return written('numerical', text);
    default:
      return written(question.kind, typed.normalize('NFC').trim());
  }
}

/** An answer as it is typed: `readTyped` of it is the answer again. */
export function typedText({ question, shown }: PresentedQuestion, answer: Answer | null): string {
  if (answer === null || answer.kind !== question.kind) return '';
  const letter = (index: number | null): string => (index === null ? '_' : letterOf(shown.indexOf(index)));
  switch (answer.kind) {
    case 'single':
      return letter(answer.choice);
    case 'multiple': {
      const places = answer.choices.map((choice) => shown.indexOf(choice)).sort((a, b) => a - b);
      return joined(places.map(letterOf), shown.length);
    }
    case 'true_false':
      return answer.value ? 'Đ' : 'S';
    case 'matching':
      return joined(answer.rights.map(letter), shown.length);
    case 'ordering':
      return shown
        .map((item) => answer.places[item] ?? null)
        .map((place) => (place === null ? '_' : String(place + 1)))
        .join('-');
    default:
      return answer.text;
  }
}

function single({ shown }: PresentedQuestion, text: string): TypedAnswer {
  const places = lettersOf(text, shown.length);
  if (places === null) return { fault: 'letter', params: { last: letterOf(shown.length - 1) } };
  const [choice, ...more] = places.map((place) => (place === null ? null : (shown[place] ?? null)));
  if (more.length > 0) return { fault: 'one_letter' };
  return { answer: choice === null || choice === undefined ? null : { kind: 'single', choice } };
}

function multiple({ shown }: PresentedQuestion, text: string): TypedAnswer {
  const places = lettersOf(text, shown.length);
  if (places === null) return { fault: 'letter', params: { last: letterOf(shown.length - 1) } };
  const choices = [...new Set(places.flatMap((place) => (place === null ? [] : (shown[place] ?? []))))];
  return { answer: choices.length === 0 ? null : { kind: 'multiple', choices: choices.sort((a, b) => a - b) } };
}

function matching({ question, shown }: PresentedQuestion, count: number, text: string): TypedAnswer {
  const most = question.kind === 'matching' ? rightsOf(question).length : 0;
  const places = lettersOf(text, most);
  if (places?.length !== count) return { fault: 'letters', params: { count: String(count), last: letterOf(most - 1) } };
  const rights = places.map((place) => (place === null ? null : (shown[place] ?? null)));
  return { answer: rights.every((right) => right === null) ? null : { kind: 'matching', rights } };
}

function ordering({ shown }: PresentedQuestion, text: string): TypedAnswer {
  const count = shown.length;
  const places = piecesOf(text, /^[\d_?]+$/).map((piece) => (EMPTY.test(piece) ? null : Number(piece) - 1));
  const isGood = places.every((place) => place === null || (Number.isInteger(place) && place >= 0 && place < count));
  if (places.length !== count || !isGood) return { fault: 'places', params: { count: String(count) } };
  const byItem = shown.map(() => null as number | null);
  for (const [at, place] of places.entries()) byItem[shown[at] ?? 0] = place;
  return { answer: byItem.every((place) => place === null) ? null : { kind: 'ordering', places: byItem } };
}

/** The places that letters mean; null where one of them means none. */
function lettersOf(text: string, count: number): (number | null)[] | null {
  const known = new Map(Array.from({ length: count }, (_, place) => [letterOf(place), place]));
  const pieces = piecesOf(text.toUpperCase(), count > LETTERS ? null : /^[A-Z_?0]+$/);
  const places = pieces.map((piece) => known.get(piece) ?? (EMPTY.test(piece) ? null : undefined));
  return places.some((place) => place === undefined) ? null : places.map((place) => place ?? null);
}

/** Without anything between them each sign is a piece of its own; `run` says of which signs, null: of none. */
function piecesOf(text: string, run: RegExp | null): string[] {
  const pieces = text.split(BETWEEN).filter((piece) => piece !== '');
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined && run?.test(only) ? [...only] : pieces;
}

function joined(letters: readonly string[], count: number): string {
  return letters.join(count > LETTERS ? '-' : '');
}

function written(kind: 'short' | 'numerical' | 'essay', text: string): TypedAnswer {
  return text.length > LONGEST ? { fault: 'too_long', params: { max: String(LONGEST) } } : { answer: { kind, text } };
}
