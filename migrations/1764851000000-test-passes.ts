import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { flag, from, unique } from './columns.js';

const FROM_ATTEMPT = from(0, flag('from_attempt'));
const BEFORE = unique('UQ_test_results', 'activity_id', 'person_id');
const AFTER = unique('UQ_test_results_from', 'activity_id', 'person_id', FROM_ATTEMPT.name);

/** Passed tests that follow from attempts are told from those that somebody entered, and stand beside them. */
export class TestPasses1764851000000 implements MigrationInterface {
  name = 'TestPasses1764851000000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('test_results', FROM_ATTEMPT.name))) {
      await runner.addColumn('test_results', new TableColumn(FROM_ATTEMPT));
    }
    await replace(runner, BEFORE, AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('test_results', FROM_ATTEMPT.name))) return;
    await runner.query('DELETE FROM test_results WHERE from_attempt = 1');
    await replace(runner, AFTER, BEFORE);
    await runner.dropColumn('test_results', FROM_ATTEMPT.name);
  }
}

async function replace(runner: QueryRunner, old: TableIndex, wanted: TableIndex): Promise<void> {
  const indices = (await runner.getTable('test_results'))?.indices ?? [];
  const there = indices.find(({ name }) => name === old.name);
  if (!indices.some(({ name }) => name === wanted.name)) {
    await runner.createIndex('test_results', new TableIndex(wanted));
  }
  if (there) await runner.dropIndex('test_results', there);
}
