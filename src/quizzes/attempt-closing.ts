import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Bus } from '../events/domain-events.js';
import { askedOf, type AskedQuestion } from './attempt-questions.js';
import { handedIn } from './attempt-time.js';
import type { Attempt } from './attempts.entities.js';
import { AttemptStore, type HeldAttempt } from './attempts.store.js';
import { mark, scoreOf, type Share } from './marking.js';
import type { Quiz } from './quiz.js';

/** A question with its part of the points; null: a trainer has to decide. */
export interface MarkedQuestion extends AskedQuestion {
  share: Share | null;
}

/** Hands attempts in and gives them their score, in the transaction of the caller, which holds the attempt and its activity. */
@Injectable()
export class AttemptClosing {
  constructor(
    private readonly store: AttemptStore,
    private readonly bus: Bus,
  ) {}

  /** Hands in an attempt that is open, with what was saved. @returns it as it is then */
  async close(attempt: HeldAttempt): Promise<HeldAttempt> {
    const questions = markedOf(askedOf(await this.store.answers(attempt.id)));
    const points = questions.map(({ position, points: worth, share }) => ({
      position,
      points_hundredths: share === null ? null : hundredthsOf(worth, share),
    }));
    await this.store.put(attempt.id, ['points_hundredths'], points);
    return this.settle({ ...attempt, submitted_at: handedIn(attempt, nowIso()) }, questions);
  }

  /**
   * Gives an attempt that was handed in the score that its questions add up to, or lets it wait while an essay is not marked.
   * Whoever listens hears that it waits, and when the score appears or changes.
   */
  async settle(attempt: HeldAttempt, questions: readonly MarkedQuestion[]): Promise<HeldAttempt> {
    const { holder_id, ...row } = attempt;
    const settled = { ...row, ...scored(attempt, questions) };
    const { id, ...patch } = settled;
    await this.store.update(id, patch);
    const { activity_id, part, score, state } = settled;
    const news = { attempt_id: id, activity_id, person_id: holder_id, part };
    if (state === 'waiting' && attempt.state === 'open') await this.bus.tell('quizzes.waiting', news);
    if (score !== null && (attempt.state !== 'marked' || score !== attempt.score)) {
      await this.bus.tell('quizzes.marked', news);
    }
    return { ...settled, holder_id };
  }
}

/**
 * The questions with what each answer is worth. An essay is worth what the trainer gave; one that was left empty needs nobody to
 * read it.
 */
export function markedOf(questions: readonly AskedQuestion[]): MarkedQuestion[] {
  return questions.map((asked) => {
    if (asked.question.kind !== 'essay') return { ...asked, share: mark(asked.question, asked.answer).share };
    if (asked.answer === null) return { ...asked, share: { right: 0, of: 1 } };
    const given = asked.points_hundredths;
    return { ...asked, share: given === null ? null : { right: given, of: asked.points * 100 } };
  });
}

/** Hundredths of a point, rounded half up. */
export function hundredthsOf(points: number, { right, of }: Share): number {
  const [above, below] = [BigInt(points) * 100n * BigInt(right), BigInt(of)];
  return Number((2n * above + below) / (2n * below));
}

function scored(
  attempt: HeldAttempt,
  questions: readonly MarkedQuestion[],
): Pick<Attempt, 'state' | 'score' | 'is_passed' | 'marked_at'> {
  if (questions.some(({ share }) => share === null)) {
    return { state: 'waiting', score: null, is_passed: 0, marked_at: null };
  }
  const score = scoreOf(questions);
  const { pass_mark } = JSON.parse(attempt.quiz) as Quiz;
  return { state: 'marked', score, is_passed: score >= pass_mark * 100 ? 1 : 0, marked_at: nowIso() };
}
