import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Askable } from './quiz-form.js';

/** The questions that quizzes of a plan can ask. */
@Injectable()
export class PlanQuestions {
  constructor(private readonly database: Database) {}

  /** Those that are not withdrawn, by topic, without what they ask: a bank may have thousands. */
  of(planId: number): Promise<Askable[]> {
    return this.database.rows<Askable>(
      'SELECT ref, title, topic FROM questions WHERE plan_id = ? AND is_withdrawn = 0 ORDER BY topic, id',
      [planId],
    );
  }
}
