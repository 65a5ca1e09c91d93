import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { AttemptClosing } from './attempt-closing.js';
import {
  type AnswerSheet,
  askedOf,
  type AskedQuestion,
  type GivenAnswer,
  keptAnswer,
  requireFitting,
  rowOf,
  sheetOf,
} from './attempt-questions.js';
import { type AttemptResults, resultsOf } from './attempt-results.js';
import { endOf, GRACE_MS, isOver, LAST_MOMENT, momentOf } from './attempt-time.js';
import type { AttemptAnswer } from './attempts.entities.js';
import { AttemptStore, type HeldAttempt, type Holder } from './attempts.store.js';
import { picturesOf } from './pictures-of.js';
import { present } from './presentation.js';
import { BankQuestions } from './bank-questions.js';
import type { Quiz } from './quiz.js';

/** An attempt with its questions. */
export interface WholeAttempt {
  attempt: HeldAttempt;
  /** As it was when the attempt began. */
  quiz: Quiz;
  questions: AskedQuestion[];
}

/** What became of an attempt that was to be handed in. */
export interface Submitted {
  attempt: HeldAttempt;
  /** Whether answers that came with it were too late: what was saved before stands. */
  late: boolean;
  /** Whether it stays open because questions are, and nobody has said that this is wanted. */
  unfinished: boolean;
}

/**
 * Attempts at quizzes. One person, by whichever record, answers a quiz at most once at a time; the attempt keeps its own copy
 * of the quiz and its questions, and time is what the server's clock says.
 */
@Injectable()
export class Attempts {
  constructor(
    private readonly database: Database,
    private readonly store: AttemptStore,
    private readonly questions: BankQuestions,
    private readonly closing: AttemptClosing,
  ) {}

  /**
   * Begins an attempt, or gives the one that is open: pressed twice, or on two devices, it is the same.
   * @param title what the quiz is called, for whoever marks it
   * @param goal hundredths of a per cent that are wanted beyond the pass mark, such as of a lesson's rule
   * @returns the id of the attempt
   * @throws DomainError `attempts.none_left`, `attempts.nothing_to_gain`, `attempts.answers_shown`, `quiz.…` where the bank lacks
   *   what the quiz asks for
   */
  async begin(holder: Holder, quiz: Quiz, title: string, goal = 0): Promise<number> {
    return this.database.transaction(async () => {
      const person_id = await this.store.lockPerson(holder.person_id);
      const known = await this.settled({ ...holder, person_id });
      const results = resultsOf(quiz, known, goal, holder.since);
      if (results.open !== null) return results.open;
      if (results.no_more !== null) throw new DomainError(`attempts.${results.no_more}`, {}, 'conflict');
      const number = Math.max(0, ...known.map((attempt) => attempt.number)) + 1;
      return this.write({ ...holder, person_id }, quiz, { title, number });
    });
  }

  /** Whether somebody was asked a question with a picture in an activity. @param records the person and those merged into it */
  async shows(activityId: number, records: readonly number[], picture: string): Promise<boolean> {
    const asked = await this.store.askedWithPictures(activityId, records);
    return asked.some((question) => picturesOf(question).includes(picture.normalize('NFC')));
  }

  /** An attempt of the holder with its questions, for its page. @throws NotFound also where it is somebody else's */
  async whole(id: number, holder: Omit<Holder, 'plan_id'>): Promise<WholeAttempt> {
    await this.closeIfOver(await this.own(id, holder));
    return this.database.snapshot(async () => {
      const attempt = await this.own(id, holder);
      return { attempt, quiz: quizOf(attempt), questions: askedOf(await this.store.answers(id)) };
    });
  }

  /**
   * Saves answers while an attempt is open. The same save again changes nothing, and one that comes late never replaces an
   * answer that was given after it.
   * @throws NotFound; DomainError `attempts.time_over`, `attempts.handed_in`, `attempts.no_such_question`, `attempts.no_such_answer`;
   *   nothing is saved then, and what was saved before stands
   * @returns the attempt
   */
  async save(
    id: number,
    holder: Omit<Holder, 'plan_id'>,
    answers: readonly GivenAnswer[] | AnswerSheet,
  ): Promise<HeldAttempt> {
    return this.database.transaction(async () => {
      const attempt = owned(await this.store.locked(id), holder);
      await this.keep(attempt, 'read' in answers ? answers : sheetOf(answers));
      return attempt;
    });
  }

  /**
   * Hands an attempt in with its last answers; it is marked once, however often it is handed in. After the time the answers that
   * come with it are not taken.
   * @param wholeOnly saves the answers, but hands in no attempt with open questions while there is time to answer them
   * @throws as `save`, but for the time
   */
  async submit(
    id: number,
    holder: Omit<Holder, 'plan_id'>,
    answers: readonly GivenAnswer[] | AnswerSheet = [],
    wholeOnly = false,
  ): Promise<Submitted> {
    return this.database.transaction(async () => {
      const attempt = owned(await this.store.lockedWithActivity(id), holder);
      if (attempt.state !== 'open') return { attempt, late: false, unfinished: false };
      const sheet = 'read' in answers ? answers : sheetOf(answers);
      if (isOver(attempt, nowIso())) {
        const late = await this.hasNews(attempt, sheet);
        return { attempt: await this.closing.close(attempt), late, unfinished: false };
      }
      await this.keep(attempt, sheet);
      const unfinished = wholeOnly && (await this.store.hasUnanswered(id));
      return { attempt: unfinished ? attempt : await this.closing.close(attempt), late: false, unfinished };
    });
  }

  /** All attempts of somebody at a quiz; one whose time is over is handed in first. */
  async results(holder: Omit<Holder, 'plan_id'>, quiz: Quiz, goal = 0): Promise<AttemptResults> {
    const known = await this.store.of(holder);
    const over = known.filter((attempt) => this.isLeftOpen(attempt));
    if (over.length === 0) return resultsOf(quiz, known, goal, holder.since);
    for (const attempt of over) await this.closeIfOver(attempt);
    return resultsOf(quiz, await this.store.of(holder), goal, holder.since);
  }

  /** Hands in what was left open though its time is over. @returns how many */
  async closeAllOver(): Promise<number> {
    const before = new Date(now().getTime() - GRACE_MS).toISOString();
    let closed = 0;
    for (;;) {
      const ids = await this.store.overBefore(before, 200);
      for (const id of ids) closed += (await this.closeOver(id)) ? 1 : 0;
      if (ids.length < 200) return closed;
    }
  }

  /** The attempts of somebody, those whose time is over handed in; the person is locked already. */
  private async settled(holder: Holder): Promise<HeldAttempt[]> {
    const known = await this.store.of(holder);
    const over = known.filter((attempt) => attempt.state === 'open' && isOver(attempt, nowIso()));
    for (const attempt of over) await this.closeOver(attempt.id);
    return over.length === 0 ? known : this.store.of(holder);
  }

  private async write(holder: Holder, quiz: Quiz, head: { title: string; number: number }): Promise<number> {
    const questions = present(quiz, await this.questions.forQuiz(holder.plan_id, quiz), randomInt);
    const { activity_id, person_id, part } = holder;
    const started_at = nowIso();
    const times = { started_at, ends_at: endOf(started_at, quiz.minutes) };
    const attempt = { activity_id, person_id, part, ...head, state: 'open' as const };
    return this.store.begin(
      { ...attempt, ...times, quiz: JSON.stringify(quiz), is_passed: 0 },
      questions.map((question, at) => rowOf(question, at + 1)),
    );
  }

  private async keep(attempt: HeldAttempt, sheet: AnswerSheet): Promise<void> {
    const rows = await this.store.answersAt(attempt.id, sheet.positions);
    const changed = await this.changes(attempt, rows, sheet.read(askedOf(rows)));
    if (changed.length === 0) return;
    if (attempt.state !== 'open') throw new DomainError('attempts.handed_in', {}, 'conflict');
    if (isOver(attempt, nowIso())) throw new DomainError('attempts.time_over', {}, 'conflict');
    await this.store.put(attempt.id, ['answer', 'sequence', 'saved_at'], changed);
  }

  /** Whether a sheet says something that was not saved. */
  private async hasNews({ id }: HeldAttempt, sheet: AnswerSheet): Promise<boolean> {
    return sheet.read(askedOf(await this.store.answersAt(id, sheet.positions))).length > 0;
  }

  /** What of the answers is newer than what is there. */
  private async changes(attempt: HeldAttempt, rows: readonly AttemptAnswer[], answers: readonly GivenAnswer[]) {
    const isTimed = answers.every(({ sequence }) => sequence !== undefined);
    const here = isTimed ? 0 : momentOf(attempt, nowIso(), await this.store.latestMoment(attempt.id));
    const asked = new Map(askedOf(rows).map((question) => [question.position, question]));
    const kept = new Map(rows.map((row) => [row.position, row]));
    for (const { position, answer, sequence } of answers) {
      const question = asked.get(position);
      const row = kept.get(position);
      if (!question || !row) throw new DomainError('attempts.no_such_question', { number: position });
      requireFitting(question, answer);
      const isSame = row.answer === keptAnswer(answer);
      const at = sequence ?? (isSame ? row.sequence : Math.min(LAST_MOMENT, Math.max(here, row.sequence + 1)));
      if (at <= row.sequence) continue;
      kept.set(position, { ...row, answer: keptAnswer(answer), sequence: at, saved_at: nowIso() });
    }
    return [...kept.values()].filter((row) => !rows.includes(row));
  }

  private async own(id: number, holder: Omit<Holder, 'plan_id'>): Promise<HeldAttempt> {
    return owned(await this.store.one(id), holder);
  }

  /** Inside a snapshot nothing is written: it is handed in at the next look. */
  private isLeftOpen(attempt: HeldAttempt): boolean {
    return attempt.state === 'open' && isOver(attempt, nowIso()) && this.database.snapshotKey() === undefined;
  }

  private async closeIfOver(attempt: HeldAttempt): Promise<void> {
    if (this.isLeftOpen(attempt)) await this.closeOver(attempt.id);
  }

  private closeOver(id: number): Promise<boolean> {
    return this.database.transaction(async () => {
      const attempt = await this.store.lockedWithActivity(id);
      if (attempt?.state !== 'open' || !isOver(attempt, nowIso())) return false;
      await this.closing.close(attempt);
      return true;
    });
  }
}

/** The quiz as it was when an attempt began. */
export function quizOf(attempt: Pick<HeldAttempt, 'quiz'>): Quiz {
  return JSON.parse(attempt.quiz) as Quiz;
}

function owned(attempt: HeldAttempt | undefined, holder: Omit<Holder, 'plan_id'>): HeldAttempt {
  const { activity_id, person_id, part } = holder;
  const isOwn = attempt?.activity_id === activity_id && attempt.holder_id === person_id && attempt.part === part;
  if (!attempt || !isOwn) throw new NotFound();
  return attempt;
}
