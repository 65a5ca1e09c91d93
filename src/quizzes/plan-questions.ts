import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { BankQuestion } from './presentation.js';
import type { Question } from './question.js';
import { QuestionSource } from './question-source.js';
import type { Quiz } from './quiz.js';

/** The questions of plans' banks as attempts take them. */
@Injectable()
export class PlanQuestions extends QuestionSource {
  constructor(private readonly database: Database) {
    super();
  }

  async forQuiz(planId: number, quiz: Quiz): Promise<BankQuestion[]> {
    const refs = quiz.items.flatMap((item) => ('question' in item ? [item.question] : []));
    const topics = quiz.items.flatMap((item) => ('topic' in item ? [item.topic] : []));
    const rows = [...(await this.where('ref', planId, refs)), ...(await this.where('topic', planId, topics))];
    const found = new Map(rows.map((row) => [row.id, row]));
    return [...found.values()]
      .sort((a, b) => a.id - b.id)
      .map(({ topic, body }) => ({ topic, question: JSON.parse(body) as Question }));
  }

  private where(column: 'ref' | 'topic', planId: number, values: string[]) {
    return this.database.rowsIn<{ id: number; topic: string; body: string }>(
      `SELECT id, topic, body FROM questions WHERE plan_id = ? AND is_withdrawn = 0 AND ${column} IN (?)`,
      [...new Set(values)],
      [planId],
    );
  }
}
