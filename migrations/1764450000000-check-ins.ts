import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, index, int, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'check_in_doors',
    [id(), int('session_id'), text('opened_at', 24), optional(int('opened_by_id')), optional(text('closed_at', 24))],
    [unique('UQ_check_in_doors', 'session_id')],
  ),
  table(
    'check_ins',
    [
      id(),
      int('session_id'),
      optional(int('person_id')),
      optional(text('full_name')),
      optional(text('unit_code', 64)),
      text('form_key', 64),
      text('claimed_at', 24),
      text('state', 16),
      optional(text('decided_at', 24)),
      optional(int('decided_by_id')),
    ],
    [
      unique('UQ_check_ins_person', 'session_id', 'person_id'),
      unique('UQ_check_ins_form', 'session_id', 'form_key'),
      index('IX_check_ins_person', 'person_id'),
    ],
  ),
];

/** Participants who say by themselves that they are there, for the trainer to confirm. */
export class CheckIns1764450000000 implements MigrationInterface {
  name = 'CheckIns1764450000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
