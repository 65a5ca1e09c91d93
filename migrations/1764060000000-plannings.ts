import type { MigrationInterface, QueryRunner } from 'typeorm';
import { amount, id, int, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'plannings',
    [
      id(),
      int('activity_id'),
      optional(text('form_key', 64)),
      optional(amount('budget')),
      optional(text('budget_source')),
    ],
    [unique('UQ_plannings_activity', 'activity_id'), unique('UQ_plannings_form_key', 'form_key')],
  ),
  table(
    'activity_tasks',
    [id(), int('activity_id'), int('task_id')],
    [unique('UQ_activity_tasks', 'activity_id', 'task_id')],
  ),
  table(
    'activity_trainers',
    [id(), int('activity_id'), text('email')],
    [unique('UQ_activity_trainers', 'activity_id', 'email')],
  ),
];

/** What is planned of an activity beside its facts: tasks, further trainers, money. */
export class Plannings1764060000000 implements MigrationInterface {
  name = 'Plannings1764060000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
