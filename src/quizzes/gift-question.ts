import type { GIFTQuestion, NumericalChoice, NumericalFormat, TextChoice, TextFormat } from 'gift-pegjs';
import { createHash } from 'node:crypto';
import { DomainError } from '../errors.js';
import { decimalOf, middleOf, plainDecimal } from './decimal.js';
import type { Remarks } from './gift-blocks.js';
import { htmlToMarkdown, htmlToPlain, plainToMarkdown } from './gift-html.js';
import { putBack } from './gift-signs.js';
import { cleaned } from './question-check.js';
import type { Choice, NumericalQuestion, Question } from './question.js';

/**
 * A question of ours from what the parser understood.
 * @throws DomainError `gift.*` for what we have no question for: descriptions, HTML with more than text, …
 */
export function questionOf(parsed: GIFTQuestion, remarks: Remarks): Question {
  if (parsed.type === 'Category' || parsed.type === 'Description') throw new DomainError('gift.description');
  const asked = {
    ref: remarks.id ?? '',
    title: putBack(parsed.title ?? ''),
    text: markdownOf(parsed.stem),
    feedback: markdownOf(parsed.globalFeedback),
  };
  const question = cleaned({ ...asked, ...ofType(parsed, remarks) });
  return question.ref === '' ? { ...question, ref: contentRef(question) } : question;
}

/** What a question without a name is known by: the same content has the same one, so a file read twice changes nothing. */
export function contentRef(question: Question): string {
  const { ref: _, ...content } = question;
  const sorted = JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `g-${createHash('sha256').update(sorted).digest('hex').slice(0, 16)}`;
}

type OfKind = { [K in Question['kind']]: Omit<Extract<Question, { kind: K }>, 'ref' | 'title' | 'text' | 'feedback'> };

function ofType(
  parsed: Exclude<GIFTQuestion, { type: 'Category' | 'Description' }>,
  remarks: Remarks,
): OfKind[keyof OfKind] {
  switch (parsed.type) {
    case 'TF': {
      // The parser calls the first one true; in GIFT it is said to those who were wrong.
      const [wrong, right] = [parsed.trueFeedback, parsed.falseFeedback].map(markdownOf);
      return { kind: 'true_false', answer: parsed.isTrue, feedback_right: right ?? '', feedback_wrong: wrong ?? '' };
    }
    case 'MC':
      return choices(parsed.choices);
    case 'Short': {
      const answers = parsed.choices.map((choice) => ({ ...choiceOf(choice), text: plainOf(choice.text) }));
      return { kind: 'short', answers, ignore_diacritics: remarks.tags.includes('ignore-diacritics') };
    }
    case 'Numerical':
      return { kind: 'numerical', answers: numbers(parsed.choices) };
    case 'Matching': {
      const pairs = parsed.matchPairs.map(({ subquestion, subanswer }) => ({
        left: markdownOf(subquestion),
        right: putBack(subanswer),
      }));
      return remarks.tags.includes('ordering') ? ordering(pairs) : matching(pairs);
    }
    case 'Essay':
      return { kind: 'essay', guide: remarks.guide };
  }
}

/** One that is right makes it a single choice; where there is none, the weights say what is. */
function choices(list: TextChoice[]): OfKind['single'] | OfKind['multiple'] {
  const kind = list.some(({ isCorrect }) => isCorrect) ? 'single' : 'multiple';
  return { kind, choices: list.map(choiceOf) };
}

function choiceOf({ isCorrect, weight, text, feedback }: TextChoice): Choice {
  return { text: markdownOf(text), weight: weight ?? (isCorrect ? 100 : 0), feedback: markdownOf(feedback) };
}

function matching(pairs: { left: string; right: string }[]): OfKind['matching'] {
  return {
    kind: 'matching',
    pairs: pairs.filter(({ left }) => left !== ''),
    others: pairs.filter(({ left }) => left === '').map(({ right }) => right),
  };
}

/** `1 -> first`, as we write it; `first -> 1` is understood too. */
function ordering(pairs: { left: string; right: string }[]): OfKind['ordering'] {
  const turned = pairs.map(({ left, right }) => ({ left: right, right: left }));
  const numbered = [pairs, turned].find((list) => isCount(list.map(({ left }) => left)));
  if (!numbered) throw new DomainError('gift.ordering');
  const items = [...numbered].sort((a, b) => Number(a.left) - Number(b.left)).map(({ right }) => right);
  return { kind: 'ordering', items };
}

function isCount(texts: string[]): boolean {
  const sorted = texts.map((text) => (/^\d{1,2}$/.test(text) ? Number(text) : 0)).sort((a, b) => a - b);
  return sorted.every((number, index) => number === index + 1);
}

function numbers(given: NumericalChoice[] | NumericalFormat): NumericalQuestion['answers'] {
  if (!Array.isArray(given)) return [{ ...numberOf(given), weight: 100, feedback: '' }];
  return given.map(({ isCorrect, weight, text, feedback }) => ({
    ...numberOf(text),
    weight: weight ?? (isCorrect ? 100 : 0),
    feedback: markdownOf(feedback),
  }));
}

/** @throws DomainError for an answer without a number: what is said to all others belongs into the general feedback */
function numberOf({ type, number, range, numberLow, numberHigh }: NumericalFormat): {
  value: number;
  tolerance: number;
} {
  if (type === 'simple') return { value: number ?? Number.NaN, tolerance: 0 };
  if (type === 'range') return { value: number ?? Number.NaN, tolerance: range ?? Number.NaN };
  const [low, high] = [decimalOf(numberLow ?? Number.NaN), decimalOf(numberHigh ?? Number.NaN)];
  if (low === null || high === null) throw new DomainError('gift.no_number');
  const { value, tolerance } = middleOf(low, high);
  return { value: Number(plainDecimal(value)), tolerance: Number(plainDecimal(tolerance)) };
}

function markdownOf(given: TextFormat | null): string {
  if (given === null) return '';
  const text = putBack(given.text);
  if (given.format === 'plain') return plainToMarkdown(text);
  return given.format === 'html' ? orRefuse(htmlToMarkdown(text)) : text;
}

function plainOf({ format, text }: TextFormat): string {
  return format === 'html' ? orRefuse(htmlToPlain(putBack(text))) : putBack(text);
}

function orRefuse(text: string | null): string {
  if (text === null) throw new DomainError('gift.html');
  return text;
}
