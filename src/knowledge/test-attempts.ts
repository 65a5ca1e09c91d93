import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { AttemptClosing, markedOf, hundredthsOf } from '../quizzes/attempt-closing.js';
import { askedOf, keptAnswer, rowOf } from '../quizzes/attempt-questions.js';
import { endOf } from '../quizzes/attempt-time.js';
import { AttemptStore, type HeldAttempt } from '../quizzes/attempts.store.js';
import type { Answer } from '../quizzes/answers.js';
import { actor } from '../web/actor.js';
import { KnowledgePaper } from './knowledge.entities.js';
import { KnowledgeTests, type SetTest } from './knowledge-tests.js';
import type { Moment } from './moments.js';

/** A paper as it was typed: an answer for each question in the order of the test. */
export interface TypedPaper {
  person_id: number;
  answers: readonly (Answer | null)[];
}

/** Begins attempts at the test of an activity with the questions that the test keeps, and takes in papers. */
@Injectable()
export class TestAttempts {
  constructor(
    private readonly database: Database,
    private readonly tests: KnowledgeTests,
    private readonly store: AttemptStore,
    private readonly closing: AttemptClosing,
  ) {}

  /**
   * Begins the one attempt of somebody at a moment, or gives the one there is: pressed twice it is the same.
   * @returns the id of the attempt
   */
  async begin(test: SetTest, moment: Moment, personId: number): Promise<number> {
    return this.database.transaction(async () => {
      const person_id = await this.store.lockPerson(personId);
      const [known] = await this.store.of({ activity_id: test.activity_id, person_id, part: moment });
      return known?.id ?? this.write(test, moment, person_id);
    });
  }

  /**
   * Takes in the papers of a moment, inside a transaction that holds the activity. One that was typed before is corrected; who
   * answered by telephone is refused. @returns how many were new, and how many corrected
   */
  async take(
    test: SetTest,
    moment: Moment,
    papers: readonly TypedPaper[],
  ): Promise<{ fresh: number; changed: number }> {
    const done = { fresh: 0, changed: 0 };
    for (const { person_id, answers } of papers) {
      const [known] = await this.store.of({ activity_id: test.activity_id, person_id, part: moment });
      if (known && !(await this.isUntouched(known))) done.changed += (await this.correct(known, answers)) ? 1 : 0;
      else {
        await this.enter(known?.id ?? (await this.write(test, moment, person_id)), answers);
        done.fresh += 1;
      }
    }
    return done;
  }

  /** Whether somebody only opened the test on a telephone, and then took the paper. */
  private async isUntouched({ id, state }: HeldAttempt): Promise<boolean> {
    return state === 'open' && (await this.store.answers(id)).every(({ answer }) => answer === null);
  }

  private async enter(id: number, answers: readonly (Answer | null)[]): Promise<void> {
    await this.put(id, answers);
    const attempt = await this.store.locked(id);
    if (attempt) await this.closing.close(attempt);
    await this.database.insert(KnowledgePaper, [{ attempt_id: id, ...typed() }]);
  }

  /** @returns whether anything was other than before @throws DomainError of an attempt that is no paper */
  private async correct(attempt: HeldAttempt, answers: readonly (Answer | null)[]): Promise<boolean> {
    const rows = await this.store.answers(attempt.id);
    if (rows.every(({ answer, position }) => answer === keptAnswer(answers[position - 1] ?? null))) return false;
    const patched = await this.database.update(KnowledgePaper, { attempt_id: attempt.id }, typed());
    if (patched === 0) throw new DomainError('knowledge.answered_by_phone', {}, 'conflict');
    await this.put(attempt.id, answers);
    const questions = markedOf(askedOf(await this.store.answers(attempt.id)));
    const points = questions.map(({ position, points: worth, share }) => ({
      ...{ position, points_hundredths: share === null ? null : hundredthsOf(worth, share) },
    }));
    await this.store.put(attempt.id, ['points_hundredths'], points);
    await this.closing.settle(attempt, questions);
    return true;
  }

  private async put(attemptId: number, answers: readonly (Answer | null)[]): Promise<void> {
    const saved_at = nowIso();
    const rows = answers.map((answer, at) => ({ position: at + 1, answer: keptAnswer(answer), saved_at }));
    await this.store.put(attemptId, ['answer', 'saved_at'], rows);
  }

  private async write({ activity_id, quiz, title }: SetTest, part: Moment, person_id: number): Promise<number> {
    const questions = await this.tests.questions(activity_id);
    const started_at = now().toISOString();
    const row = { activity_id, person_id, part, number: 1, title, state: 'open' as const, quiz: JSON.stringify(quiz) };
    const times = { started_at, ends_at: endOf(started_at, quiz.minutes), is_passed: 0 };
    const answers = questions.map((question, at) => rowOf(question, at + 1));
    return this.store.begin({ ...row, ...times }, answers);
  }
}

function typed(): Pick<KnowledgePaper, 'author_id' | 'typed_at'> {
  return { author_id: actor()?.user_id ?? null, typed_at: nowIso() };
}
