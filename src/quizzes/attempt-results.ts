import { dayOf } from '../config/clock.js';
import type { Attempt, AttemptState } from './attempts.entities.js';
import type { Quiz } from './quiz.js';

/** An attempt as its holder is told of it. */
export interface AttemptResult {
  id: number;
  /** Its place among the attempts of the person that count, or among those that do not, from 1: not the number of its row. */
  number: number;
  /** Not where it was taken back: it is history then. */
  counts: boolean;
  state: AttemptState;
  started_at: string;
  ends_at: string | null;
  submitted_at: string | null;
  /** Hundredths of a per cent; null until it is final. */
  score: number | null;
  is_passed: boolean;
}

/** Why no further attempt may begin. */
export type NoMore = 'none_left' | 'nothing_to_gain' | 'answers_shown';

/** All attempts of somebody at one quiz, and what follows from those that count. */
export interface AttemptResults {
  /** Those that count after those that do not. */
  attempts: AttemptResult[];
  /** The id of the one that is being answered. */
  open: number | null;
  /** Hundredths of a per cent; null while none has a score. */
  best: number | null;
  /** How many may still begin; null: as many as somebody likes. */
  left: number | null;
  /** The day in Viet Nam on which the first attempt that passed was handed in. */
  passed_on: string | null;
  /** Whether one waits for a trainer. */
  waits: boolean;
  no_more: NoMore | null;
}

type Row = Pick<Attempt, 'id' | 'state' | 'started_at' | 'ends_at' | 'submitted_at' | 'score' | 'is_passed'>;

/**
 * What follows from the attempts of somebody. A further attempt is refused when none is left, when the best one cannot be
 * bettered, and, where right answers are shown at the end, once what is wanted was reached: they were shown then.
 * @param rows in the order in which they began
 * @param goal hundredths of a per cent that whoever asks wants; at least the pass mark
 * @param since what was handed in until then counts no more
 */
export function resultsOf(quiz: Quiz, rows: readonly Row[], goal = 0, since?: string | null): AttemptResults {
  const attempts = rows.filter((row) => stillCounts(row, since)).map((row, at) => resultOf(row, at + 1, true));
  const history = rows.filter((row) => !stillCounts(row, since)).map((row, at) => resultOf(row, at + 1, false));
  const scores = attempts.flatMap(({ score }) => score ?? []);
  const best = scores.length === 0 ? null : Math.max(...scores);
  const left = quiz.attempts === null ? null : Math.max(0, quiz.attempts - attempts.length);
  const passed = attempts.flatMap(({ is_passed, submitted_at }) => (is_passed ? (submitted_at ?? []) : [])).sort();
  const open = attempts.findLast(({ state }) => state === 'open')?.id ?? null;
  return {
    attempts: [...history, ...attempts],
    ...{ open, best, left, waits: attempts.some(({ state }) => state === 'waiting') },
    passed_on: passed[0] === undefined ? null : dayOf(new Date(passed[0])),
    no_more: noMore(quiz, best, left, goal),
  };
}

/** Whether an attempt counts where those that were handed in until an instant were taken back; one that is open goes on. */
export function stillCounts({ submitted_at }: Pick<Attempt, 'submitted_at'>, since?: string | null): boolean {
  return since === undefined || since === null || submitted_at === null || submitted_at > since;
}

function resultOf(row: Row, number: number, counts: boolean): AttemptResult {
  const { id, state, started_at, ends_at, submitted_at, score } = row;
  return { id, number, counts, state, started_at, ends_at, submitted_at, score, is_passed: row.is_passed === 1 };
}

function noMore(quiz: Quiz, best: number | null, left: number | null, goal: number): NoMore | null {
  if (best === 10_000) return 'nothing_to_gain';
  if (left === 0) return 'none_left';
  const wanted = Math.max(goal, quiz.pass_mark * 100);
  return quiz.review === 'end' && best !== null && best >= wanted ? 'answers_shown' : null;
}

/**
 * Whether the right answers of an attempt may be shown to its holder: as the quiz said when it began, and never while another
 * attempt is being answered.
 */
export function mayReview(quiz: Pick<Quiz, 'review'>, results: AttemptResults): boolean {
  if (results.open !== null || quiz.review === 'never') return false;
  return quiz.review === 'attempt' || results.no_more !== null;
}
