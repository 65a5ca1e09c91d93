import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, from, id, int, table, text, unique } from './columns.js';

const DUE_REMINDERS = table(
  'due_reminders',
  [id(), int('activity_id'), text('reminder_days', 32), flag('tells_overdue'), from(1, int('version'))],
  [unique('UQ_due_reminders', 'activity_id')],
);

/** When a course reminds of its due dates. */
export class DueReminders1764861000000 implements MigrationInterface {
  name = 'DueReminders1764861000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(DUE_REMINDERS, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(DUE_REMINDERS);
  }
}
