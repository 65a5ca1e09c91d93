import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, int, table, unique } from './columns.js';

const ACTIVITY_INDICATORS = table(
  'activity_indicators',
  [id(), int('activity_id'), int('indicator_id')],
  [unique('UQ_activity_indicators', 'activity_id', 'indicator_id')],
);

/** Which indicators of its plan an activity is planned for. */
export class ActivityIndicators1764050000000 implements MigrationInterface {
  name = 'ActivityIndicators1764050000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(ACTIVITY_INDICATORS, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(ACTIVITY_INDICATORS);
  }
}
