import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, index, int, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'waiting_entries',
    [
      id(),
      int('activity_id'),
      int('person_id'),
      text('group_code', 64),
      optional(int('organisation_id')),
      text('waiting_since', 24),
    ],
    [
      unique('UQ_waiting_entries', 'activity_id', 'person_id', 'group_code'),
      index('IX_waiting_entries_person', 'person_id'),
    ],
  ),
];

/** Who waits for a place in an activity that is full. */
export class WaitingList1764430000000 implements MigrationInterface {
  name = 'WaitingList1764430000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
