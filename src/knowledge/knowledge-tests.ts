import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { BankQuestions, type OfferedQuestion } from '../quizzes/bank-questions.js';
import { picturesOf } from '../quizzes/pictures-of.js';
import type { PresentedQuestion } from '../quizzes/presentation.js';
import { type QuestionCopy, WITH_PICTURE } from '../quizzes/question-copies.js';
import type { Quiz } from '../quizzes/quiz.js';
import type { KnowledgeQuestion, KnowledgeTest } from './knowledge.entities.js';
import { type Moment, MOMENTS } from './moments.js';

/** The test of an activity, read. */
export interface SetTest extends Omit<KnowledgeTest, 'quiz'> {
  quiz: Quiz;
}

/** How many people took a test at each moment, and how. */
export type TakenCounts = Record<Moment, { handed_in: number; open: number; paper: number }>;

/**
 * In SQL: whether an attempt `t`, with its paper `k` where it has one, was taken. Who only opened it on a telephone and answered
 * nothing took nothing, also when its time is over.
 */
export const TAKEN = `(k.id IS NOT NULL OR EXISTS
  (SELECT 1 FROM attempt_answers w WHERE w.attempt_id = t.id AND w.answer IS NOT NULL))`;

/** Reads the tests of activities, with their questions and how many took them. */
@Injectable()
export class KnowledgeTests {
  constructor(
    private readonly database: Database,
    private readonly bank: BankQuestions,
  ) {}

  /** The test of an activity; undefined: none is set. */
  async of(activityId: number): Promise<SetTest | undefined> {
    const [row] = await this.database.rowsNow<KnowledgeTest>('SELECT * FROM knowledge_tests WHERE activity_id = ?', [
      activityId,
    ]);
    return row && { ...row, quiz: JSON.parse(row.quiz) as Quiz };
  }

  /** Its questions in their order, as they are shown everywhere. */
  async questions(activityId: number): Promise<PresentedQuestion[]> {
    const rows = await this.database.rows<Pick<KnowledgeQuestion, 'presented'>>(
      'SELECT presented FROM knowledge_questions WHERE activity_id = ? ORDER BY position',
      [activityId],
    );
    return rows.map(({ presented }) => JSON.parse(presented) as PresentedQuestion);
  }

  /** Whether a picture stands in one of its questions: no other picture of the plan is shown with it. */
  async shows(activityId: number, picture: string): Promise<boolean> {
    const questions = await this.questions(activityId);
    return questions.some(({ question }) => picturesOf(question).includes(picture.normalize('NFC')));
  }

  /** The questions of the tests of a plan that may show a picture. */
  async copiesWithPictures(planId: number): Promise<QuestionCopy[]> {
    const rows = await this.database.rows<Pick<KnowledgeQuestion, 'presented'> & { title: string }>(
      `SELECT a.title, q.presented FROM knowledge_questions q JOIN activities a ON a.id = q.activity_id
       WHERE a.plan_id = ? AND q.presented LIKE ?`,
      [planId, WITH_PICTURE],
    );
    return rows.map(({ title, presented }) => ({
      activity: title,
      question: (JSON.parse(presented) as PresentedQuestion).question,
    }));
  }

  /** Whether somebody has begun: the questions then stay as they are. */
  async isBegun(activityId: number): Promise<boolean> {
    const rows = await this.database.rowsNow(
      "SELECT id FROM attempts WHERE activity_id = ? AND part IN ('before', 'after') LIMIT 1",
      [activityId],
    );
    return rows.length > 0;
  }

  /** Which of some activities have a test or a survey that can be answered without paper now. */
  answerable(activityIds: readonly number[]): Promise<{ id: number; title: string }[]> {
    return this.database.rowsIn(
      `SELECT a.id, a.title FROM activities a LEFT JOIN knowledge_tests t ON t.activity_id = a.id
       LEFT JOIN surveys s ON s.activity_id = a.id WHERE a.status NOT IN ('draft', 'cancelled')
       AND (t.before_open = 1 OR t.after_open = 1 OR s.is_open = 1) AND a.id IN (?)`,
      [...activityIds],
    );
  }

  /** How many people took it; merged records are one. */
  async counts(activityId: number): Promise<TakenCounts> {
    const rows = await this.database.rows<{ part: Moment; state: string; people: number; paper: number }>(
      `SELECT t.part, CASE WHEN t.state = 'open' THEN 'open' ELSE 'handed_in' END AS state,
         COUNT(DISTINCT COALESCE(p.merged_into_id, p.id)) AS people, COUNT(k.id) AS paper
       FROM attempts t JOIN people p ON p.id = t.person_id LEFT JOIN knowledge_papers k ON k.attempt_id = t.id
       WHERE t.activity_id = ? AND t.part IN ('before', 'after') AND (t.state = 'open' OR ${TAKEN})
       GROUP BY t.part, CASE WHEN t.state = 'open' THEN 'open' ELSE 'handed_in' END`,
      [activityId],
    );
    const count = (part: Moment, state: string) => rows.find((row) => row.part === part && row.state === state);
    const of = (part: Moment) => ({
      handed_in: Number(count(part, 'handed_in')?.people ?? 0),
      open: Number(count(part, 'open')?.people ?? 0),
      paper: Number(count(part, 'handed_in')?.paper ?? 0),
    });
    return { before: of(MOMENTS[0]), after: of(MOMENTS[1]) };
  }

  /** What a test of a plan may ask: everything but free text, which nobody could mark alike before and after. */
  async offered(planId: number): Promise<OfferedQuestion[]> {
    return (await this.bank.offered(planId)).filter(({ kind }) => kind !== 'essay');
  }
}

/** The moments at which a test is open, in their order. */
export function openMoments(test: Pick<KnowledgeTest, 'before_open' | 'after_open'>): Moment[] {
  return MOMENTS.filter((moment) => (moment === 'before' ? test.before_open : test.after_open) === 1);
}
