import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, InvalidFields, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { askedOf } from '../quizzes/attempt-questions.js';
import type { AttemptAnswer, AttemptState } from '../quizzes/attempts.entities.js';
import { KnowledgeTests, TAKEN } from './knowledge-tests.js';
import type { Moment } from './moments.js';
import { TestPapers, type TakenIn, type TypedIn } from './test-papers.js';
import { typedText } from './typed-answers.js';

/** What of somebody is there at a moment. */
export interface KeptPaper {
  state: AttemptState;
  /** Whether it was typed in from paper, or answered by telephone: then it is only shown that there is one. */
  way: 'paper' | 'phone';
  score: number | null;
  /** The day of a paper; null: by telephone, or not known. */
  day: string | null;
  /** As they are typed, in the order of the test. */
  texts: string[];
}

/** The answers of a moment as they are typed in and corrected, all on one screen. */
@Injectable()
export class AnswersSheet {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly tests: KnowledgeTests,
    private readonly papers: TestPapers,
    private readonly events: EventLog,
  ) {}

  /** What was taken, by person after merges: of several attempts the first. */
  async of(activityId: number, moment: Moment): Promise<Map<number, KeptPaper>> {
    const rows = await this.database.rows<
      { id: number; person_id: number; paper: number | null } & Omit<KeptPaper, 'way' | 'texts'>
    >(
      `SELECT t.id, COALESCE(p.merged_into_id, p.id) AS person_id, t.state, t.score, k.id AS paper, k.taken_on AS day
       FROM attempts t JOIN people p ON p.id = t.person_id LEFT JOIN knowledge_papers k ON k.attempt_id = t.id
       WHERE t.activity_id = ? AND t.part = ? AND ${TAKEN} ORDER BY t.started_at DESC, t.id DESC`,
      [activityId, moment],
    );
    const answers = await this.database.rowsIn<AttemptAnswer>(
      'SELECT * FROM attempt_answers WHERE attempt_id IN (?)',
      rows.filter(({ paper }) => paper !== null).map(({ id }) => id),
    );
    const byAttempt = Map.groupBy(answers, ({ attempt_id }) => attempt_id);
    return new Map(
      rows.map(({ id, person_id, state, score, day, paper }) => {
        const asked = askedOf(byAttempt.get(id) ?? []).sort((a, b) => a.position - b.position);
        const texts = asked.map((each) => typedText(each, each.answer));
        return [person_id, { state, score, day, way: paper === null ? 'phone' : 'paper', texts }];
      }),
    );
  }

  /**
   * Takes in what was typed, all of it or nothing; no paper was taken on a day to come. A row without any answer is nobody's paper.
   * @throws NotFound; InvalidFields; DomainError of somebody who is not on the roster
   */
  async save(code: string, moment: Moment, typed: TypedIn): Promise<TakenIn> {
    return this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const test = await this.tests.of(id);
      if (!test) throw new NotFound();
      if (typed.day > today()) throw new InvalidFields([{ field: 'day', key: 'errors.activities.day_ahead' }]);
      const roster = await this.rosterIds(id);
      if (typed.papers.some(({ person_id }) => !roster.has(person_id))) throw new DomainError('knowledge.off_roster');
      const done = await this.papers.take(test, moment, typed);
      await this.tell(id, { activity: code, moment }, done);
      return done;
    });
  }

  private async tell(id: number, where: object, { fresh, changed, removed }: TakenIn): Promise<void> {
    const subject = { type: 'activity', id };
    if (fresh + changed > 0) {
      await this.events.record({ kind: 'knowledge.papers_typed', subject, detail: { ...where, fresh, changed } });
    }
    if (removed.length > 0) {
      await this.events.record({ kind: 'knowledge.papers_removed', subject, detail: { ...where, people: removed } });
    }
  }

  private async rosterIds(activityId: number): Promise<Set<number>> {
    const rows = await this.database.rowsNow<{ id: number }>(
      `SELECT COALESCE(p.merged_into_id, p.id) AS id FROM participations r JOIN people p ON p.id = r.person_id
       WHERE r.activity_id = ?`,
      [activityId],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
