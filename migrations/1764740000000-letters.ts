import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, from, id, index, int, long, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'letter_settings',
    [
      id(),
      int('activity_id'),
      text('reminder_days', 32),
      from(1, flag('tells_changes')),
      text('certificate_as', 16),
      from(1, int('version')),
    ],
    [unique('UQ_letter_settings', 'activity_id')],
  ),
  table(
    'told_schedules',
    [id(), int('activity_id'), int('person_id'), int('ordinal'), long('told'), text('dedupe_key'), text('told_at', 24)],
    [
      unique('UQ_told_schedules', 'activity_id', 'person_id', 'ordinal'),
      index('IX_told_schedules_person', 'person_id'),
    ],
  ),
  table('digest_choices', [id(), int('user_id'), flag('wanted')], [unique('UQ_digest_choices', 'user_id')]),
];

/** What is written to participants without a press, and what they were told. */
export class Letters1764740000000 implements MigrationInterface {
  name = 'Letters1764740000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
