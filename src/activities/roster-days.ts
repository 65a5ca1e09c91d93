import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Completion, type Participation, TestResult } from './activities.entities.js';

/** The days that are noted of somebody on a roster beside attendance. */
export interface NotedDays {
  completed_on?: string;
  passed_on?: string;
}

/** Completions and passed tests that were entered of people who leave a roster, or come back to it. */
@Injectable()
export class RosterDays {
  constructor(private readonly database: Database) {}

  /** Forgets what was noted of a participation that is gone; the test unless another group of the roster needs it. */
  async forget({ activity_id, person_id, group_code }: Participation): Promise<NotedDays> {
    const completion = await this.database.row<Completion>(
      'SELECT * FROM completions WHERE activity_id = ? AND person_id = ? AND group_code = ?',
      [activity_id, person_id, group_code],
    );
    if (completion) await this.database.delete(Completion, { id: completion.id });
    const test = await this.database.row<TestResult>(
      `SELECT * FROM test_results t WHERE t.activity_id = ? AND t.person_id = ? AND t.from_attempt = 0 AND NOT EXISTS
         (SELECT 1 FROM participations p WHERE p.activity_id = t.activity_id AND p.person_id = t.person_id)`,
      [activity_id, person_id],
    );
    if (test) await this.database.delete(TestResult, { id: test.id });
    return { ...(completion && { completed_on: completion.date }), ...(test && { passed_on: test.passed_on }) };
  }

  /** Notes again what was forgotten, where nothing else was noted meanwhile. */
  async putBack({ activity_id, person_id, group_code }: Participation, days: NotedDays): Promise<void> {
    const { completed_on, passed_on } = days;
    if (completed_on !== undefined) {
      await this.database.insert(Completion, [{ activity_id, person_id, group_code, date: completed_on }]);
    }
    const known = await this.database.row(
      'SELECT id FROM test_results WHERE activity_id = ? AND person_id = ? AND from_attempt = 0',
      [activity_id, person_id],
    );
    if (passed_on !== undefined && !known) {
      await this.database.insert(TestResult, [{ activity_id, person_id, passed_on }]);
    }
  }
}
