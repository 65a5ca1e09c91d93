import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, index, int, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'sheets',
    [id(), int('session_id'), text('code', 8), text('made_at', 24), optional(int('author_id'))],
    [unique('UQ_sheets_code', 'code'), index('IX_sheets_session', 'session_id')],
  ),
  table(
    'sheet_lines',
    [id(), int('sheet_id'), int('number'), int('person_id')],
    [unique('UQ_sheet_lines_number', 'sheet_id', 'number'), index('IX_sheet_lines_person', 'person_id')],
  ),
];

/** Sign-in sheets as they were printed. */
export class Paper1764400000000 implements MigrationInterface {
  name = 'Paper1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
