import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { TerritoryStore } from '../territory/territory.store.js';
import { Attempt, AttemptAnswer } from './attempts.entities.js';
import { type QuestionCopy, WITH_PICTURE } from './question-copies.js';
import type { Question } from './question.js';

/** Whose attempts they are: one person at one lesson or test of an activity. */
export interface Holder {
  activity_id: number;
  plan_id: number;
  /** The person after merges. */
  person_id: number;
  /** The key of a lesson, or `before` and `after`. */
  part: string;
  /** What was handed in until this instant was taken back: it is kept, and counts no more. */
  since?: string | null;
}

/** An attempt with whom it belongs to after merges. */
export type HeldAttempt = Attempt & { holder_id: number };

const HELD = `SELECT t.*, COALESCE(pe.merged_into_id, pe.id) AS holder_id
  FROM attempts t JOIN people pe ON pe.id = t.person_id`;

/** Reads and writes the rows of attempts. */
@Injectable()
export class AttemptStore {
  constructor(
    private readonly database: Database,
    private readonly territory: TerritoryStore,
  ) {}

  /** One attempt, whosever it is. */
  async one(id: number): Promise<HeldAttempt | undefined> {
    return this.database.row<HeldAttempt>(`${HELD} WHERE t.id = ?`, [id]);
  }

  /**
   * One attempt that nobody else changes before this transaction ends. To be called before anything is read: what is read
   * after that is as new as the lock.
   */
  async locked(id: number): Promise<HeldAttempt | undefined> {
    const [attempt] = await this.database.rowsForUpdate<Attempt>('SELECT * FROM attempts WHERE id = ?', [id]);
    if (!attempt) return undefined;
    const sql = 'SELECT COALESCE(merged_into_id, id) AS holder_id FROM people WHERE id = ?';
    const person = await this.database.row<{ holder_id: number }>(sql, [attempt.person_id]);
    return { ...attempt, holder_id: person?.holder_id ?? attempt.person_id };
  }

  /**
   * As `locked`, with the activity held first, as writers of an activity do: whoever hears of the score may have to write to it.
   */
  async lockedWithActivity(id: number): Promise<HeldAttempt | undefined> {
    await this.territory.hold(() =>
      this.database.rowsForUpdate(
        'SELECT a.id FROM activities a WHERE a.id = (SELECT t.activity_id FROM attempts t WHERE t.id = ?)',
        [id],
      ),
    );
    return this.locked(id);
  }

  /** Makes whoever begins for the same person wait. @returns the person after merges */
  async lockPerson(id: number): Promise<number> {
    const [person] = await this.database.rowsForUpdate<{ merged_into_id: number | null }>(
      'SELECT id, merged_into_id FROM people WHERE id = ?',
      [id],
    );
    return person?.merged_into_id ?? id;
  }

  /** All attempts of somebody at a part, by whichever record, in the order in which they began. */
  async of({ activity_id, person_id, part }: Omit<Holder, 'plan_id'>): Promise<HeldAttempt[]> {
    return this.database.rows<HeldAttempt>(
      `${HELD} WHERE t.activity_id = ? AND t.part = ? AND (t.person_id = ? OR pe.merged_into_id = ?)
       ORDER BY t.started_at, t.id`,
      [activity_id, part, person_id, person_id],
    );
  }

  /** The ids of attempts that are open though their time was over at an instant, the earliest first. */
  async overBefore(instant: string, most: number): Promise<number[]> {
    const rows = await this.database.rows<{ id: number }>(
      "SELECT id FROM attempts WHERE state = 'open' AND ends_at < ? ORDER BY ends_at, id LIMIT ?",
      [instant, most],
    );
    return rows.map(({ id }) => id);
  }

  /** The questions of an attempt in the order in which they are asked. */
  async answers(attemptId: number): Promise<AttemptAnswer[]> {
    return this.database.rows<AttemptAnswer>('SELECT * FROM attempt_answers WHERE attempt_id = ? ORDER BY position', [
      attemptId,
    ]);
  }

  /** What was asked in a plan and may show a picture, of each activity once. */
  async copiesWithPictures(planId: number): Promise<QuestionCopy[]> {
    const rows = await this.database.rows<{ title: string; question: string }>(
      `SELECT DISTINCT a.title, w.question FROM attempt_answers w JOIN attempts t ON t.id = w.attempt_id
       JOIN activities a ON a.id = t.activity_id WHERE a.plan_id = ? AND w.question LIKE ?`,
      [planId, WITH_PICTURE],
    );
    return rows.map(({ title, question }) => ({ activity: title, question: JSON.parse(question) as Question }));
  }

  /** What somebody was asked in an activity and may show a picture. @param records the person and those merged into it */
  async askedWithPictures(activityId: number, records: readonly number[]): Promise<Question[]> {
    const rows = await this.database.rowsIn<Pick<AttemptAnswer, 'question'>>(
      `SELECT w.question FROM attempt_answers w JOIN attempts t ON t.id = w.attempt_id
       WHERE t.activity_id = ? AND w.question LIKE ? AND t.person_id IN (?)`,
      [...records],
      [activityId, WITH_PICTURE],
    );
    return rows.map(({ question }) => JSON.parse(question) as Question);
  }

  /** Some of them. */
  async answersAt(attemptId: number, positions: readonly number[]): Promise<AttemptAnswer[]> {
    const sql = 'SELECT * FROM attempt_answers WHERE attempt_id = ? AND position IN (?)';
    return this.database.rowsIn<AttemptAnswer>(sql, [...new Set(positions)], [attemptId]);
  }

  /** Whether something was asked that is not answered. */
  async hasUnanswered(attemptId: number): Promise<boolean> {
    const sql = 'SELECT COUNT(*) AS count FROM attempt_answers WHERE attempt_id = ? AND answer IS NULL';
    return Number((await this.database.row<{ count: number }>(sql, [attemptId]))?.count) > 0;
  }

  /** The latest moment at which something was answered in an attempt. */
  async latestMoment(attemptId: number): Promise<number> {
    const sql = 'SELECT MAX(sequence) AS latest FROM attempt_answers WHERE attempt_id = ?';
    return Number((await this.database.row<{ latest: number | null }>(sql, [attemptId]))?.latest ?? 0);
  }

  /** Sets columns of several questions of an attempt, each to its own value, in one statement. */
  async put<K extends keyof AttemptAnswer>(
    attemptId: number,
    columns: readonly K[],
    rows: readonly ({ position: number } & Pick<AttemptAnswer, K>)[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const cases = columns.map((column) => `${column} = CASE position ${'WHEN ? THEN ? '.repeat(rows.length)}END`);
    const values = columns.flatMap((column) => rows.flatMap((row): Param[] => [row.position, row[column]]));
    const marks = rows.map(() => '?').join(',');
    await this.database.execute(
      `UPDATE attempt_answers SET ${cases.join(', ')} WHERE attempt_id = ? AND position IN (${marks})`,
      [...values, attemptId, ...rows.map(({ position }) => position)],
    );
  }

  /** Writes an attempt that begins, with its questions. @returns its id */
  async begin(attempt: Partial<Attempt>, questions: readonly Partial<AttemptAnswer>[]): Promise<number> {
    const id = await this.database.insertOne(Attempt, attempt);
    await this.database.insert(
      AttemptAnswer,
      questions.map((question) => ({ ...question, attempt_id: id })),
    );
    return id;
  }

  /** Deletes an attempt with its questions: it was nobody's. */
  async remove(id: number): Promise<void> {
    await this.database.delete(AttemptAnswer, { attempt_id: id });
    await this.database.delete(Attempt, { id });
  }

  /** Changes an attempt. */
  async update(id: number, patch: Partial<Attempt>): Promise<void> {
    await this.database.update(Attempt, { id }, patch);
  }
}
