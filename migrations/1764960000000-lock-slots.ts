import type { MigrationInterface, QueryRunner } from 'typeorm';
import { flag, id, table } from './columns.js';

/** What transactions on different nodes of a cluster write, so that two that lock the same row collide. */
export class LockSlots1764960000000 implements MigrationInterface {
  name = 'LockSlots1764960000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table('lock_slots', [id(), flag('turn')], []), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('lock_slots', true);
  }
}
