import { Table, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Which indicators of its plan an activity is planned for. */
export class ActivityIndicators1764050000000 implements MigrationInterface {
  name = 'ActivityIndicators1764050000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'activity_indicators',
        columns: [
          { name: 'id', type: 'integer', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
          { name: 'activity_id', type: 'integer' },
          { name: 'indicator_id', type: 'integer' },
        ],
        indices: [
          new TableIndex({
            name: 'UQ_activity_indicators',
            columnNames: ['activity_id', 'indicator_id'],
            isUnique: true,
          }),
        ],
      }),
      true,
      false,
      true,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('activity_indicators');
  }
}
