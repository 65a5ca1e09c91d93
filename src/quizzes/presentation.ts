import { DomainError } from '../errors.js';
import type { MatchingQuestion, Question } from './question.js';
import type { Quiz } from './quiz.js';

/** A whole number from 0 up to, but without, `below`: `randomInt` of node:crypto, or a seeded one in tests. */
export type RandomSource = (below: number) => number;

/** A question of the bank with the topic it is filed under. */
export interface BankQuestion {
  topic: string;
  question: Question;
}

/**
 * A question as one attempt keeps it: the question itself, unchanged, what it is worth, and the order in which what belongs
 * to it is shown. `shown[i]` is the index in the question of what stands at place i: of `choices`, of `items`, or, for
 * matching, of `rightsOf`. Empty where there is nothing to order. Answers are kept by the indexes in the question, so marking
 * never depends on the order.
 */
export interface PresentedQuestion {
  question: Question;
  points: number;
  shown: number[];
}

/** The most questions of one attempt. */
export const MOST_QUESTIONS = 200;

/** What can be matched: each right one once, in the order of the pairs, then those to which nothing belongs. */
export function rightsOf({ pairs, others }: Pick<MatchingQuestion, 'pairs' | 'others'>): string[] {
  return [...new Set([...pairs.map(({ right }) => right), ...others])];
}

/**
 * The questions of one attempt: those named, those drawn from their topics without any twice, in their order.
 * @param bank the questions that can be asked: all that are named, and all of the topics that are drawn from
 * @throws DomainError `quiz.question_missing` {ref}, `quiz.too_few_in_topic` {topic, wanted, count}, `quiz.empty`
 */
export function present(quiz: Quiz, bank: readonly BankQuestion[], random: RandomSource): PresentedQuestion[] {
  const chosen = choose(quiz, bank, random);
  if (chosen.length === 0) throw new DomainError('quiz.empty');
  if (chosen.length > MOST_QUESTIONS) throw new DomainError('quiz.too_many', { most: MOST_QUESTIONS });
  const ordered = quiz.shuffle_questions ? shuffled(chosen, random) : chosen;
  return ordered.map(({ question, points }) => ({
    question,
    points,
    shown: orderOf(question, quiz.shuffle_answers, random),
  }));
}

/**
 * The order in which what belongs to a question is shown. What is to be matched or ordered is always shuffled, as its own order
 * would give the answer away. The right order may come out by chance: were it left out, two items would tell it.
 */
export function orderOf(question: Question, shuffle: boolean, random: RandomSource): number[] {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return shuffle ? shuffled(indexes(question.choices.length), random) : indexes(question.choices.length);
    case 'matching':
      return shuffled(indexes(rightsOf(question).length), random);
    case 'ordering':
      return shuffled(indexes(question.items.length), random);
    default:
      return [];
  }
}

/** A shuffled copy (Fisher and Yates): every order is as likely as any other. */
export function shuffled<T>(list: readonly T[], random: RandomSource): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}

interface Chosen {
  question: Question;
  points: number;
}

/** Those named are put aside first, so that a draw never brings one of them again. */
function choose(quiz: Quiz, bank: readonly BankQuestion[], random: RandomSource): Chosen[] {
  const byRef = new Map(bank.map(({ question }) => [question.ref, question]));
  const taken = new Set(quiz.items.flatMap((item) => ('question' in item ? [item.question] : [])));
  return quiz.items.flatMap((item) => {
    const { points } = item;
    if ('question' in item) {
      const question = byRef.get(item.question);
      if (!question) throw new DomainError('quiz.question_missing', { ref: item.question });
      return [{ question, points }];
    }
    const free = bank.filter(({ topic, question }) => topic === item.topic && !taken.has(question.ref));
    if (free.length < item.draw) {
      const params = { topic: item.topic, wanted: item.draw, count: free.length };
      throw new DomainError('quiz.too_few_in_topic', params);
    }
    const drawn = shuffled(free, random).slice(0, item.draw);
    for (const { question } of drawn) taken.add(question.ref);
    return drawn.map(({ question }) => ({ question, points }));
  });
}

function indexes(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
