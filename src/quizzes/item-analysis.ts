import type { Answer } from './answers.js';
import type { Share } from './marking.js';
import type { Question } from './question.js';

/** Fewer attempts than this say nothing about a question, and too much about who made them. */
export const LEAST_ATTEMPTS = 5;
/** The part of the attempts that is compared at each end: Kelley, "The selection of upper and lower groups" (1939). */
const ENDS = 0.27;

/** How one attempt answered a question. */
export interface ItemResult {
  answer: Answer | null;
  share: Share;
  /** What the question is worth. */
  points: number;
  /** Points of the whole attempt, this question included. */
  total: number;
}

/** A choice with how often it was chosen. */
export interface ChosenOption {
  index: number;
  count: number;
}

/** What attempts say about a question. */
export interface ItemAnalysis {
  attempts: number;
  /** Mean share of the points in per cent, 0 to 100: the higher, the easier. */
  facility: number;
  /**
   * Mean share of the best 27 in a hundred attempts minus that of the worst, -1 to 1: from 0.3 on the question tells those who
   * know from those who do not, below 0 it does the opposite (Ebel, "Essentials of Educational Measurement").
   */
  discrimination: number;
  /**
   * Pearson's correlation of the share with the points of the rest of the attempt, -1 to 1: the question itself is taken out, as
   * it would correlate with itself. Null where either is the same for all.
   */
  correlation: number | null;
  /** Of choices only: how often each was chosen, in the order of the question. */
  chosen: ChosenOption[];
  unanswered: number;
}

/**
 * Classical item analysis of one question over attempts that were marked. Attempts of the same total at the edge of the ends are
 * told apart by their order, so give them in a stable one.
 * @returns null for fewer than five attempts
 */
export function analyse(question: Question, results: readonly ItemResult[]): ItemAnalysis | null {
  if (results.length < LEAST_ATTEMPTS) return null;
  const shares = results.map(({ share }) => share.right / share.of);
  const rests = results.map(({ total, points }, index) => total - points * (shares[index] ?? 0));
  return {
    attempts: results.length,
    facility: 100 * mean(shares),
    discrimination: discriminationOf(results, shares),
    correlation: correlationOf(shares, rests),
    chosen: chosenOf(question, results),
    unanswered: results.filter(({ answer }) => answer === null).length,
  };
}

function discriminationOf(results: readonly ItemResult[], shares: readonly number[]): number {
  const size = Math.max(1, Math.round(results.length * ENDS));
  const order = results.map((_, index) => index).sort((a, b) => totalAt(results, b) - totalAt(results, a) || a - b);
  const of = (indexes: readonly number[]): number => mean(indexes.map((index) => shares[index] ?? 0));
  return of(order.slice(0, size)) - of(order.slice(-size));
}

function totalAt(results: readonly ItemResult[], index: number): number {
  return results[index]?.total ?? 0;
}

function correlationOf(first: readonly number[], second: readonly number[]): number | null {
  const [a, b] = [mean(first), mean(second)];
  const apart = first.map((value, index) => [value - a, (second[index] ?? 0) - b] as const);
  const product = apart.reduce((sum, [x, y]) => sum + x * y, 0);
  const squares = apart.reduce((sum, [x]) => sum + x * x, 0) * apart.reduce((sum, [, y]) => sum + y * y, 0);
  // What is left of rounding is no spread.
  return squares < 1e-12 ? null : Math.max(-1, Math.min(1, product / Math.sqrt(squares)));
}

function chosenOf(question: Question, results: readonly ItemResult[]): ChosenOption[] {
  if (question.kind !== 'single' && question.kind !== 'multiple') return [];
  const chose = ({ answer }: ItemResult, index: number): boolean =>
    (answer?.kind === 'single' && answer.choice === index) ||
    (answer?.kind === 'multiple' && answer.choices.includes(index));
  return question.choices.map((_, index) => ({
    index,
    count: results.filter((result) => chose(result, index)).length,
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
