import Handlebars from 'handlebars';
import type { ErrorParams } from '../errors.js';
import { formatDecimal, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { inlineMarkdown, markdown, type PictureAddress } from '../web/markdown.js';
import type { Answer } from './answers.js';
import { rightsOf } from './presentation.js';
import type { Question } from './question.js';

/** A line of an answer: Markdown of the author, or what somebody typed. */
export type AnswerLine = { html: Handlebars.SafeString } | { text: string };

/** What the pages of attempts are written with. */
export class AttemptWords {
  constructor(
    readonly locale: Locale,
    /** Where the pictures of questions are served. */
    private readonly picture: PictureAddress,
  ) {}

  /** The sentence of a key under `attempts.`. */
  say(key: string, params: ErrorParams = {}): string {
    return translate(this.locale, `attempts.${key}`, params);
  }

  /** Paragraphs. */
  block(text: string): Handlebars.SafeString {
    return new Handlebars.SafeString(markdown(text, this.picture));
  }

  /** What stands within a line. */
  inline(text: string): Handlebars.SafeString {
    return new Handlebars.SafeString(inlineMarkdown(text, this.picture));
  }

  /** Hundredths of a per cent: 8550 is `85,5%`. */
  percent(hundredths: number): string {
    return `${this.hundredths(hundredths)}%`;
  }

  /** 150 is `1,5`. */
  hundredths(value: number): string {
    return formatDecimal(this.locale, String(value / 100));
  }

  num(value: number): string {
    return formatNumber(this.locale, value);
  }
}

/** An answer in words; nothing where none was given. */
export function givenLines(words: AttemptWords, question: Question, answer: Answer | null): AnswerLine[] {
  if (answer === null) return [];
  if (answer.kind === 'true_false') return [{ text: words.say(String(answer.value)) }];
  if (answer.kind === 'short' || answer.kind === 'numerical') return [{ text: answer.text }];
  if (answer.kind === 'essay') return answer.text.split('\n').map((text) => ({ text }));
  const html = (text: string): AnswerLine => ({ html: words.inline(text) });
  if (question.kind === 'single' && answer.kind === 'single') {
    return question.choices.slice(answer.choice, answer.choice + 1).map(({ text }) => html(text));
  }
  if (question.kind === 'multiple' && answer.kind === 'multiple') {
    return question.choices.filter((_, at) => answer.choices.includes(at)).map(({ text }) => html(text));
  }
  if (question.kind === 'matching' && answer.kind === 'matching') {
    const rights = rightsOf(question);
    return question.pairs.map(({ left }, at) => html(`${left} → ${rights[answer.rights[at] ?? -1] ?? '–'}`));
  }
  if (question.kind === 'ordering' && answer.kind === 'ordering') {
    const placed = question.items.map((text, at) => ({ text, place: answer.places[at] ?? question.items.length }));
    const mark = (place: number): string => (place < question.items.length ? `${place + 1}.` : '–');
    return placed.sort((a, b) => a.place - b.place).map(({ text, place }) => html(`${mark(place)} ${text}`));
  }
  return [];
}

/** What would have been right; nothing for what a trainer marks. */
export function rightLines(words: AttemptWords, question: Question): AnswerLine[] {
  const html = (text: string): AnswerLine => ({ html: words.inline(text) });
  switch (question.kind) {
    case 'single':
      return question.choices.filter(({ weight }) => weight === 100).map(({ text }) => html(text));
    case 'multiple':
      return question.choices.filter(({ weight }) => weight > 0).map(({ text }) => html(text));
    case 'true_false':
      return [{ text: words.say(String(question.answer)) }];
    case 'matching':
      return question.pairs.map(({ left, right }) => html(`${left} → ${right}`));
    case 'ordering':
      return question.items.map((text, at) => html(`${at + 1}. ${text}`));
    case 'short':
      return question.answers.filter(({ weight }) => weight === 100).map(({ text }) => ({ text }));
    case 'numerical':
      return question.answers
        .filter(({ weight }) => weight === 100)
        .map(({ value, tolerance }) => ({
          text: rangeOf(words, value, tolerance),
        }));
    case 'essay':
      return [];
  }
}

function rangeOf({ locale }: AttemptWords, value: number, tolerance: number): string {
  const number = (of: number): string => formatDecimal(locale, String(of));
  return tolerance === 0 ? number(value) : `${number(value)} ± ${number(tolerance)}`;
}
