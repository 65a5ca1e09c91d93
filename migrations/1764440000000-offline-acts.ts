import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, index, int, long, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'offline_acts',
    [
      id(),
      text('act_key', 64),
      int('user_id'),
      int('session_id'),
      text('kind', 16),
      text('state', 16),
      optional(text('reason', 32)),
      optional(int('person_id')),
      optional(long('body')),
      text('done_at', 24),
      text('received_at', 24),
      optional(text('decided_at', 24)),
      optional(int('decided_by_id')),
    ],
    [
      unique('UQ_offline_acts', 'user_id', 'act_key'),
      index('IX_offline_acts_session', 'session_id', 'state'),
      index('IX_offline_acts_state', 'state'),
    ],
  ),
];

/** What devices without a network noted: each once, and what of it somebody still has to decide. */
export class OfflineActs1764440000000 implements MigrationInterface {
  name = 'OfflineActs1764440000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
