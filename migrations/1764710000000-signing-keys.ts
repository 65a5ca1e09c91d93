import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, int, long, optional, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'signing_keys',
    [
      ...[id(), text('kid', 8), text('public_x', 43), optional(long('sealed')), optional(int('current_slot'))],
      ...[text('created_at', 24), optional(text('retired_at', 24)), optional(text('revoked_from', 10))],
      optional(long('reason')),
    ],
    [unique('UQ_signing_keys_kid', 'kid'), unique('UQ_signing_keys_current', 'current_slot')],
  ),
];

/** The keys that certificates are signed with. */
export class SigningKeys1764710000000 implements MigrationInterface {
  name = 'SigningKeys1764710000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
