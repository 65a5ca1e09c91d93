import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { BankQuestion } from './presentation.js';
import { nameOf, type Question, type QuestionKind } from './question.js';
import type { Quiz } from './quiz.js';
import type { QuestionRow } from './quizzes.entities.js';

/** A question that can be asked, without what it asks: a bank may have thousands. */
export interface OfferedQuestion {
  ref: string;
  topic: string;
  /** Its title, or how it begins. */
  name: string;
  kind: QuestionKind;
}

/** Questions that are not withdrawn. `?`: the plan. */
const ASKED = 'FROM questions WHERE plan_id = ? AND is_withdrawn = 0';

/** Reads what the banks of plans can ask; who may is settled by whoever asks for it. */
@Injectable()
export class BankQuestions {
  constructor(private readonly database: Database) {}

  /** All of a plan, by topic and in the order in which they came. @param topic only those of it */
  async ofPlan(planId: number, topic?: string): Promise<BankQuestion[]> {
    const rows =
      topic === undefined
        ? await this.database.rows<QuestionRow>(`SELECT * ${ASKED} ORDER BY topic, id`, [planId])
        : await this.database.rows<QuestionRow>(`SELECT * ${ASKED} AND topic = ? ORDER BY id`, [planId, topic]);
    return rows.map(bankQuestion);
  }

  /** Those of the references. */
  async byRefs(planId: number, refs: readonly string[]): Promise<BankQuestion[]> {
    return (await this.where('ref', planId, refs)).map(bankQuestion);
  }

  /** What a quiz can ask: those that it names and all of the topics that it draws from, always in the same order. */
  async forQuiz(planId: number, { items }: Quiz): Promise<BankQuestion[]> {
    const refs = items.flatMap((item) => ('question' in item ? [item.question] : []));
    const topics = items.flatMap((item) => ('topic' in item ? [item.topic] : []));
    const rows = [...(await this.where('ref', planId, refs)), ...(await this.where('topic', planId, topics))];
    const found = [...new Map(rows.map((row) => [row.id, row])).values()];
    return found.sort((a, b) => a.id - b.id).map(bankQuestion);
  }

  /** All of a plan as somebody chooses from them, by topic and in the order in which they came. */
  async offered(planId: number): Promise<OfferedQuestion[]> {
    const rows = await this.database.rows<OfferedQuestion & { body: string | null }>(
      `SELECT ref, topic, title AS name, kind, CASE WHEN title = '' THEN body END AS body ${ASKED} ORDER BY topic, id`,
      [planId],
    );
    return rows.map(({ body, ...row }) => (body === null ? row : { ...row, name: nameOf(questionIn({ body })) }));
  }

  /** How many there are of each topic. */
  async countByTopic(planId: number): Promise<Map<string, number>> {
    const rows = await this.database.rows<{ topic: string; count: number }>(
      `SELECT topic, COUNT(*) AS count ${ASKED} GROUP BY topic ORDER BY topic`,
      [planId],
    );
    return new Map(rows.map(({ topic, count }) => [topic, Number(count)]));
  }

  private where(column: 'ref' | 'topic', planId: number, values: readonly string[]): Promise<QuestionRow[]> {
    const sql = `SELECT * ${ASKED} AND ${column} IN (?)`;
    return this.database.rowsIn<QuestionRow>(sql, [...new Set(values)], [planId]);
  }
}

/** The question that a row holds. */
export function questionIn({ body }: Pick<QuestionRow, 'body'>): Question {
  return JSON.parse(body) as Question;
}

function bankQuestion(row: QuestionRow): BankQuestion {
  return { topic: row.topic, question: questionIn(row) };
}
