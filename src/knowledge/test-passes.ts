import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TestResults } from '../activities/test-results.js';
import { dayOf } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';

interface PassRow {
  id: number;
  is_passed: number;
  submitted_at: string | null;
}

/**
 * Tells a training who passed the test after it, in the transaction in which the score appears; and takes it back where a paper
 * is corrected and nothing else passed. Also where the training does not require it: it may yet, and whoever passed has passed.
 */
@Injectable()
export class TestPasses implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly results: TestResults,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('quizzes.marked', async ({ attempt_id, activity_id, person_id, part }) => {
      if (part === 'after' && (await this.isAsked(activity_id, person_id))) {
        await this.settle(attempt_id, activity_id, person_id);
      }
    });
  }

  /** Who is not on the roster any more passes nothing. */
  private async isAsked(activityId: number, personId: number): Promise<boolean> {
    const row = await this.database.row(
      `SELECT a.id FROM activities a JOIN participations r ON r.activity_id = a.id JOIN people p ON p.id = r.person_id
       WHERE a.id = ? AND a.kind = 'training' AND COALESCE(p.merged_into_id, p.id) = ?`,
      [activityId, personId],
    );
    return row !== undefined;
  }

  private async settle(attemptId: number, activityId: number, personId: number): Promise<void> {
    const attempts = await this.database.rows<PassRow>(
      `SELECT t.id, t.is_passed, t.submitted_at FROM attempts t JOIN people p ON p.id = t.person_id
       WHERE t.activity_id = ? AND t.part = 'after' AND COALESCE(p.merged_into_id, p.id) = ? ORDER BY t.submitted_at, t.id`,
      [activityId, personId],
    );
    const passed = attempts.find(({ is_passed }) => is_passed === 1);
    if (passed) await this.results.pass(activityId, personId, dayIn(passed));
    else if (
      await this.isNoted(
        activityId,
        personId,
        attempts.find(({ id }) => id === attemptId),
      )
    ) {
      await this.results.withdraw(activityId, personId);
    }
  }

  /** Whether what is noted came from this attempt: of another day it was entered by somebody, and stays. */
  private async isNoted(activityId: number, personId: number, attempt: PassRow | undefined): Promise<boolean> {
    if (!attempt) return false;
    const row = await this.database.row(
      `SELECT x.id FROM test_results x JOIN people p ON p.id = x.person_id
       WHERE x.activity_id = ? AND COALESCE(p.merged_into_id, p.id) = ? AND x.passed_on = ?`,
      [activityId, personId, dayIn(attempt)],
    );
    return row !== undefined;
  }
}

function dayIn({ submitted_at }: PassRow): string {
  return dayOf(new Date(submitted_at ?? 0));
}
