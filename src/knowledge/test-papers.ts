import { Injectable } from '@nestjs/common';
import { Ledger } from '../activities/ledger.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { type FieldError, InvalidFields } from '../errors.js';
import { AttemptClosing, markedOf, hundredthsOf } from '../quizzes/attempt-closing.js';
import { askedOf, keptAnswer } from '../quizzes/attempt-questions.js';
import { AttemptStore, type HeldAttempt } from '../quizzes/attempts.store.js';
import type { Answer } from '../quizzes/answers.js';
import { actor } from '../web/actor.js';
import { KnowledgePaper } from './knowledge.entities.js';
import type { SetTest } from './knowledge-tests.js';
import type { Moment } from './moments.js';
import { TestAttempts } from './test-attempts.js';

/** A paper as it was typed: an answer for each question in the order of the test. */
export interface TypedPaper {
  person_id: number;
  answers: readonly (Answer | null)[];
}

/** The row of somebody on the screen on which papers are typed in. */
export function rowField(personId: number): string {
  return `a${personId}`;
}

/** What was typed on one screen. */
export interface TypedIn {
  papers: readonly TypedPaper[];
  /** The day on which the papers were taken that are new; `isForAll`: also all of the moment that were typed before. */
  day: string;
  isForAll: boolean;
}

/** What taking in papers came to. */
export interface TakenIn {
  fresh: number;
  changed: number;
  /** Whose paper was emptied, and is gone. */
  removed: number[];
}

/** An attempt with whether it was typed in, and whether anything of it was answered. */
interface Known extends HeldAttempt {
  paper_id: number | null;
  isAnswered: boolean;
}

/** Takes in the papers of a test. */
@Injectable()
export class TestPapers {
  constructor(
    private readonly database: Database,
    private readonly attempts: TestAttempts,
    private readonly store: AttemptStore,
    private readonly closing: AttemptClosing,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Takes in the papers of a moment, inside a transaction that holds the activity. One that was typed before is corrected; who
   * only opened the test on a telephone then took the paper, whether or not its time is over. One without any answer is none: if
   * it was typed before it is deleted. @throws InvalidFields with the rows of all who answered by telephone
   */
  async take(test: SetTest, moment: Moment, { day, isForAll, papers }: TypedIn): Promise<TakenIn> {
    const done: TakenIn = { fresh: 0, changed: 0, removed: [] };
    const known = await this.known(test, moment);
    const byPhone = papers.filter(({ person_id }) => {
      const attempt = known.get(person_id);
      return attempt?.isAnswered && attempt.paper_id === null;
    });
    if (byPhone.length > 0) throw new InvalidFields(byPhone.map(phoneFault));
    for (const { person_id, answers } of papers) {
      const attempt = known.get(person_id);
      const isEmpty = answers.every((answer) => answer === null);
      if (attempt && attempt.paper_id !== null) {
        if (isEmpty) done.removed.push(await this.remove(attempt));
        else done.changed += (await this.correct(attempt, answers)) ? 1 : 0;
      } else if (!isEmpty) {
        await this.enter(attempt?.id ?? (await this.attempts.write(test, moment, person_id)), answers, day);
        done.fresh += 1;
      }
    }
    if (isForAll) done.changed += await this.date(test, moment, day);
    // The score may be as it was, and the day another; of a paper that is gone nothing else is heard.
    if (moment === 'after') this.ledger.touch([test.activity_id]);
    return done;
  }

  /** What there is at a moment by person after merges, held against telephones: of several attempts the first with an answer. */
  private async known({ activity_id }: SetTest, moment: Moment): Promise<Map<number, Known>> {
    const attempts = await this.database.rowsNow<Omit<Known, 'isAnswered'>>(
      `SELECT t.*, COALESCE(p.merged_into_id, p.id) AS holder_id, k.id AS paper_id FROM attempts t
       JOIN people p ON p.id = t.person_id LEFT JOIN knowledge_papers k ON k.attempt_id = t.id
       WHERE t.activity_id = ? AND t.part = ? ORDER BY t.started_at DESC, t.id DESC`,
      [activity_id, moment],
    );
    const answered = await this.answered(attempts.filter(({ paper_id }) => paper_id === null).map(({ id }) => id));
    const known = attempts.map((each) => ({ ...each, isAnswered: each.paper_id !== null || answered.has(each.id) }));
    known.sort((one, other) => Number(one.isAnswered) - Number(other.isAnswered));
    return new Map(known.map((each) => [each.holder_id, each]));
  }

  private async answered(ids: readonly number[]): Promise<Set<number>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.rowsNow<{ attempt_id: number }>(
      `SELECT attempt_id FROM attempt_answers WHERE answer IS NOT NULL AND attempt_id IN (${placeholders(ids)})`,
      [...ids],
    );
    return new Set(rows.map(({ attempt_id }) => attempt_id));
  }

  private async enter(id: number, answers: readonly (Answer | null)[], taken_on: string): Promise<void> {
    await this.put(id, answers);
    const attempt = await this.store.locked(id);
    if (attempt) await this.closing.close(attempt);
    await this.database.insert(KnowledgePaper, [{ attempt_id: id, taken_on, ...typed() }]);
  }

  /** @returns how many were of another day */
  private date({ activity_id }: SetTest, moment: Moment, day: string): Promise<number> {
    return this.database.execute(
      `UPDATE knowledge_papers SET taken_on = ? WHERE (taken_on IS NULL OR taken_on <> ?)
       AND attempt_id IN (SELECT id FROM attempts WHERE activity_id = ? AND part = ?)`,
      [day, day, activity_id, moment],
    );
  }

  /** @returns whose it was */
  private async remove({ id, holder_id }: Known): Promise<number> {
    await this.database.delete(KnowledgePaper, { attempt_id: id });
    await this.store.remove(id);
    return holder_id;
  }

  /** @returns whether anything was other than before */
  private async correct(attempt: HeldAttempt, answers: readonly (Answer | null)[]): Promise<boolean> {
    const rows = await this.store.answers(attempt.id);
    if (rows.every(({ answer, position }) => answer === keptAnswer(answers[position - 1] ?? null))) return false;
    await this.database.update(KnowledgePaper, { attempt_id: attempt.id }, typed());
    await this.put(attempt.id, answers);
    const questions = markedOf(askedOf(await this.store.answers(attempt.id)));
    const points = questions.map(({ position, points: worth, share }) => ({
      ...{ position, points_hundredths: share === null ? null : hundredthsOf(worth, share) },
    }));
    await this.store.put(attempt.id, ['points_hundredths'], points);
    const held = await this.store.locked(attempt.id);
    if (held) await this.closing.settle(held, questions);
    return true;
  }

  private async put(attemptId: number, answers: readonly (Answer | null)[]): Promise<void> {
    const saved_at = nowIso();
    const rows = answers.map((answer, at) => ({ position: at + 1, answer: keptAnswer(answer), saved_at }));
    await this.store.put(attemptId, ['answer', 'saved_at'], rows);
  }
}

function phoneFault({ person_id }: TypedPaper): FieldError {
  return { field: rowField(person_id), key: 'errors.knowledge.answered_by_phone' };
}

function typed(): Pick<KnowledgePaper, 'author_id' | 'typed_at'> {
  return { author_id: actor()?.user_id ?? null, typed_at: nowIso() };
}
