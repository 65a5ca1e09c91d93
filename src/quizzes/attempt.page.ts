import type Handlebars from 'handlebars';
import { formatInstant } from '../i18n/format.js';
import { type AttemptWords } from './answer-lines.js';
import { fieldsOf, LONGEST_ESSAY, partField } from './answers.js';
import { type AskedQuestion, fieldOf, shownField, stamp } from './attempt-questions.js';
import { momentOf, secondsLeft } from './attempt-time.js';
import type { WholeAttempt } from './attempts.js';
import { rightsOf } from './presentation.js';

/** Where the pages of an attempt stand: the room that shows them names its own addresses. */
export interface AttemptHost {
  /** What the quiz is called. */
  title: string;
  crumbs: { text: string; href?: string }[];
  /** The page of the attempt: what is answered, and later what came out. */
  show: string;
  /** Where its form is sent to be saved, and to be handed in. */
  save: string;
  submit: string;
  /** Where one comes from. */
  back: { text: string; href: string };
  /** Where another attempt begins; null: nowhere. */
  begin: string | null;
}

/** Something to choose, at its place. */
interface ShownChoice {
  id: string;
  value: string;
  html?: Handlebars.SafeString;
  text?: string;
  checked: boolean;
}

/** Something to which a place or a counterpart is chosen. */
interface ShownPart {
  id: string;
  name: string;
  html: Handlebars.SafeString;
  options: { value: string; text: string; selected: boolean }[];
}

/** When an attempt is shown, and after what. */
export interface Moment {
  /** By the server's clock. */
  now: string;
  /** What a press before this page did. */
  done: string | null;
  /** Whether somebody wanted to hand in although questions are open. */
  isAsked: boolean;
}

/** An attempt that is being answered. */
export function attemptPage(
  words: AttemptWords,
  host: AttemptHost,
  { attempt, quiz, questions }: WholeAttempt,
  { now, done, isAsked }: Moment,
): object {
  const open = questions.filter(({ answer }) => answer === null).map(({ position }) => position);
  const latest = Math.max(0, ...questions.map(({ sequence }) => sequence));
  const ends = attempt.ends_at;
  return {
    ...{ title: host.title, crumbs: host.crumbs, narrow: true, save: host.save, submit: host.submit },
    ...(done === null ? {} : { flash: { kind: 'done', text: done } }),
    lede: [
      words.say('questions', { count: questions.length }),
      words.say('pass_from', { percent: words.percent(quiz.pass_mark * 100) }),
      quiz.attempts === null ? '' : words.say('of_attempts', { number: attempt.number, count: quiz.attempts }),
    ].filter(Boolean),
    progress: words.say('answered', { count: questions.length - open.length, total: questions.length }),
    ...(isAsked && open.length > 0 ? { unfinished: openOnes(words, open) } : {}),
    limit: ends === null ? null : words.say('ends_at', { at: formatInstant(words.locale, ends) }),
    left: secondsLeft(attempt, now) ?? '',
    moment: momentOf(attempt, now, latest),
    questions: questions.map((question) => shownQuestion(words, question)),
  };
}

/** What is asked before an attempt with open questions is handed in. */
function openOnes(words: AttemptWords, positions: readonly number[]): object {
  return {
    text: words.say('unfinished', { count: positions.length }),
    questions: positions.map((position) => ({
      href: `#${fieldOf(position)}`,
      text: words.say('question', { number: position }),
    })),
  };
}

/** A question as a form asks it. */
export function shownQuestion(words: AttemptWords, asked: AskedQuestion): object {
  const { position, question, answer, points } = asked;
  const name = fieldOf(position);
  return {
    ...{ position, id: name, name, was: { name: shownField(position), value: stamp(answer) } },
    legend: words.say('question', { number: position }),
    worth: words.say('points', { count: points }),
    html: words.block(question.text),
    ...controlOf(words, asked, fieldsOf(asked, answer, name)),
  };
}

type Fields = Record<string, string | string[]>;

function controlOf(words: AttemptWords, asked: AskedQuestion, fields: Fields): object {
  const name = fieldOf(asked.position);
  switch (asked.question.kind) {
    case 'single':
      return { type: 'radio', hint: words.say('choose_one'), choices: choicesOf(words, asked, fields) };
    case 'multiple':
      return { type: 'checkbox', hint: words.say('choose_many'), choices: choicesOf(words, asked, fields) };
    case 'true_false':
      return { type: 'radio', hint: words.say('choose_one'), choices: truths(words, name, fields) };
    case 'matching':
      return { hint: words.say('match'), choose: words.say('choose'), parts: pairsOf(words, asked, fields) };
    case 'ordering':
      return { hint: words.say('order'), choose: words.say('choose'), parts: itemsOf(words, asked, fields) };
    case 'short':
      return { line: { value: fields[name] ?? '', mode: 'text' }, hint: words.say('write_short') };
    case 'numerical':
      return { line: { value: fields[name] ?? '', mode: 'decimal', width: 'w-num' }, hint: words.say('write_number') };
    case 'essay':
      return { essay: { value: fields[name] ?? '', most: LONGEST_ESSAY }, hint: words.say('write_essay') };
  }
}

function choicesOf(words: AttemptWords, { position, question, shown }: AskedQuestion, fields: Fields): ShownChoice[] {
  if (question.kind !== 'single' && question.kind !== 'multiple') return [];
  const name = fieldOf(position);
  const chosen = [fields[name] ?? []].flat();
  return shown.flatMap((index, at): ShownChoice[] => {
    const choice = question.choices[index];
    if (!choice) return [];
    const value = String(at);
    return [{ id: `${name}-${at}`, value, html: words.inline(choice.text), checked: chosen.includes(value) }];
  });
}

function truths(words: AttemptWords, name: string, fields: Fields): ShownChoice[] {
  return ['true', 'false'].map((value) => ({
    ...{ id: `${name}-${value}`, value, text: words.say(value), checked: fields[name] === value },
  }));
}

function pairsOf(words: AttemptWords, { position, question, shown }: AskedQuestion, fields: Fields): ShownPart[] {
  if (question.kind !== 'matching') return [];
  const rights = rightsOf(question);
  return question.pairs.map(({ left }, pair) => {
    const name = partField(fieldOf(position), pair);
    return {
      ...{ id: `${fieldOf(position)}-${pair}`, name, html: words.inline(left) },
      options: shown.map((right, at) => optionOf(String(at), rights[right] ?? '', fields[name])),
    };
  });
}

function itemsOf(words: AttemptWords, { position, question, shown }: AskedQuestion, fields: Fields): ShownPart[] {
  if (question.kind !== 'ordering') return [];
  return shown.map((item, at) => {
    const name = partField(fieldOf(position), at);
    return {
      ...{ id: `${fieldOf(position)}-${at}`, name, html: words.inline(question.items[item] ?? '') },
      options: shown.map((_, place) => optionOf(String(place + 1), String(place + 1), fields[name])),
    };
  });
}

function optionOf(value: string, text: string, chosen: string | string[] | undefined): ShownPart['options'][number] {
  return { value, text, selected: chosen === value };
}
