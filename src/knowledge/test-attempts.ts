import { Injectable } from '@nestjs/common';
import { now } from '../config/clock.js';
import { Database } from '../database/database.js';
import { rowOf } from '../quizzes/attempt-questions.js';
import { endOf } from '../quizzes/attempt-time.js';
import { AttemptStore } from '../quizzes/attempts.store.js';
import { KnowledgeTests, type SetTest } from './knowledge-tests.js';
import type { Moment } from './moments.js';

/** Begins attempts at the test of an activity with the questions that the test keeps. */
@Injectable()
export class TestAttempts {
  constructor(
    private readonly database: Database,
    private readonly tests: KnowledgeTests,
    private readonly store: AttemptStore,
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

  /** Writes an attempt that begins now. @returns its id */
  async write({ activity_id, quiz, title }: SetTest, part: Moment, person_id: number): Promise<number> {
    const questions = await this.tests.questions(activity_id);
    const started_at = now().toISOString();
    const row = { activity_id, person_id, part, number: 1, title, state: 'open' as const, quiz: JSON.stringify(quiz) };
    const times = { started_at, ends_at: endOf(started_at, quiz.minutes), is_passed: 0 };
    const answers = questions.map((question, at) => rowOf(question, at + 1));
    return this.store.begin({ ...row, ...times }, answers);
  }
}
