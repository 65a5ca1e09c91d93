import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, from, id, index, int, long, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'consents',
    [
      ...[id(), int('person_id'), text('representative'), optional(text('relation', 10)), optional(text('phone', 32))],
      ...[text('given_on', 10), text('way', 10)],
      ...[from(0, flag('participation')), from(0, flag('photograph')), from(0, flag('certificate'))],
      ...[optional(text('own_on', 10)), optional(int('own_author_id'))],
      ...[text('form_key', 64), optional(int('author_id')), text('recorded_at', 24)],
      ...[optional(text('withdrawn_on', 10)), optional(text('withdrawn_by', 16)), optional(long('reason'))],
      ...[optional(int('withdrawal_author_id')), optional(text('withdrawal_recorded_at', 24))],
    ],
    [unique('UQ_consents_form_key', 'form_key', 'person_id'), index('IX_consents_person', 'person_id')],
  ),
];

/** Consents of the representatives of minors, and of the minors themselves. */
export class Consents1764510000000 implements MigrationInterface {
  name = 'Consents1764510000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
