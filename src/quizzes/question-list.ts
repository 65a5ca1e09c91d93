import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { foldText } from '../i18n/fold.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import type { QuestionRow } from './quizzes.entities.js';

/** What a list of questions is narrowed to; null: all topics, '' those filed under none. */
export interface QuestionFilter {
  topic: string | null;
  kind: string;
  q: string;
  withdrawn: boolean;
}

/** A topic with how many questions it has. */
export interface CountedTopic {
  topic: string;
  count: number;
}

/** Finds the questions of a plan. */
@Injectable()
export class QuestionList {
  constructor(private readonly database: Database) {}

  /** A page of the questions that fit. */
  async page(planId: number, filter: QuestionFilter, page: number): Promise<{ rows: QuestionRow[]; total: number }> {
    const { sql, params } = conditionOf(planId, filter);
    const counted = await this.database.row<{ total: number }>(
      `SELECT COUNT(*) AS total FROM questions WHERE ${sql}`,
      params,
    );
    const total = Number(counted?.total ?? 0);
    const rows = await this.database.rows<QuestionRow>(
      `SELECT * FROM questions WHERE ${sql} ORDER BY topic, id LIMIT ? OFFSET ?`,
      [...params, LIST_PAGE, offsetOf({ page, total })],
    );
    return { rows, total };
  }

  /** All topics of a plan with what they have, those withdrawn or the others. */
  async topics(planId: number, withdrawn: boolean): Promise<CountedTopic[]> {
    const rows = await this.database.rows<CountedTopic>(
      'SELECT topic, COUNT(*) AS count FROM questions WHERE plan_id = ? AND is_withdrawn = ? GROUP BY topic',
      [planId, withdrawn ? 1 : 0],
    );
    return rows
      .map(({ topic, count }) => ({ topic, count: Number(count) }))
      .sort((a, b) => a.topic.localeCompare(b.topic, 'vi'));
  }
}

/** Every word of a search stands somewhere; `!` takes the meaning from what LIKE knows. */
function conditionOf(planId: number, { topic, kind, q, withdrawn }: QuestionFilter) {
  const words = foldText(q).split(/\s+/).filter(Boolean).slice(0, 8);
  const parts: [string, string | number][] = [
    ['plan_id = ?', planId],
    ['is_withdrawn = ?', withdrawn ? 1 : 0],
    ...(topic === null ? [] : [['topic = ?', topic] as [string, string]]),
    ...(kind === '' ? [] : [['kind = ?', kind] as [string, string]]),
    ...words.map((word): [string, string] => ["folded LIKE ? ESCAPE '!'", `%${word.replaceAll(/[!%_]/g, '!$&')}%`]),
  ];
  return { sql: parts.map(([condition]) => condition).join(' AND '), params: parts.map(([, value]) => value) };
}
