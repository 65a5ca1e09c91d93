import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

/** What is planned of an activity beside its facts. Codes are those of its plan. */
export interface PlanningFacts {
  indicators: string[];
  tasks: string[];
  /** E-mails of those who train beside the trainer of the activity. */
  trainers: string[];
  /** In đồng. */
  budget: number | null;
  budget_source: string | null;
}

/** Reads what activities are planned with. */
@Injectable()
export class PlanningReader {
  constructor(private readonly database: Database) {}

  /** Of one activity, by its id. */
  async of(activityId: number): Promise<PlanningFacts> {
    const [indicators, tasks, trainers] = await Promise.all([
      this.codes(
        `SELECT i.code FROM activity_indicators l JOIN indicators i ON i.id = l.indicator_id
         WHERE l.activity_id = ? ORDER BY i.position, i.id`,
        activityId,
      ),
      this.codes(
        `SELECT i.code FROM activity_tasks l JOIN tasks i ON i.id = l.task_id
         WHERE l.activity_id = ? ORDER BY i.position, i.id`,
        activityId,
      ),
      this.codes('SELECT email AS code FROM activity_trainers WHERE activity_id = ? ORDER BY id', activityId),
    ]);
    const row = await this.database.row<{ budget: number | string | null; budget_source: string | null }>(
      'SELECT budget, budget_source FROM plannings WHERE activity_id = ?',
      [activityId],
    );
    const budget = row?.budget ?? null;
    const money = { budget: budget === null ? null : Number(budget), budget_source: row?.budget_source ?? null };
    return { indicators, tasks, trainers, ...money };
  }

  private async codes(sql: string, activityId: number): Promise<string[]> {
    const rows = await this.database.rows<{ code: string }>(sql, [activityId]);
    return rows.map(({ code }) => code);
  }
}
