import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, index, int, long, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'calendar_links',
    [
      ...[id(), int('user_id'), text('token_hash', 64), long('filter')],
      ...[text('created_at', 24), optional(text('fetched_at', 24)), optional(text('ended_at', 24))],
    ],
    [unique('UQ_calendar_links_token', 'token_hash'), index('IX_calendar_links_user', 'user_id')],
  ),
];

/** Personal links by which a telephone fetches the calendar. */
export class CalendarLinks1764620000000 implements MigrationInterface {
  name = 'CalendarLinks1764620000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
