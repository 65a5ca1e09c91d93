import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { optional, text } from './columns.js';

const TAKEN_BACK = optional(text('taken_back_at', 24));

/** That the staff took the completion of a course back, and when. */
export class TakenBack1764862000000 implements MigrationInterface {
  name = 'TakenBack1764862000000';

  async up(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('enrolments', TAKEN_BACK.name)) return;
    await runner.addColumn('enrolments', new TableColumn(TAKEN_BACK));
  }

  async down(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('enrolments', TAKEN_BACK.name)) await runner.dropColumn('enrolments', TAKEN_BACK.name);
  }
}
