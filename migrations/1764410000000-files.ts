import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, index, int, long, optional, table, text, unique } from './columns.js';

const FILES = table(
  'files',
  [
    ...[id(), int('activity_id'), optional(int('session_id')), text('kind', 16)],
    ...[text('sha256', 64), optional(text('preview_sha256', 64)), int('bytes'), text('media_type', 100)],
    ...[text('name'), optional(long('note')), optional(int('author_id')), text('added_at', 24)],
  ],
  [
    unique('UQ_files_session', 'session_id', 'sha256'),
    index('IX_files_activity', 'activity_id'),
    index('IX_files_sha256', 'sha256'),
    index('IX_files_preview', 'preview_sha256'),
  ],
);

/** Photos of sessions and materials of activities; what is in them lies on the disk. */
export class Files1764410000000 implements MigrationInterface {
  name = 'Files1764410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(FILES, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(FILES, true);
  }
}
