import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';
import { flag, from, id, index, int, table, text, unique } from './columns.js';

const TABLES = [
  table(
    'completions',
    [id(), int('activity_id'), int('person_id'), text('group_code', 64), text('date', 10)],
    [unique('UQ_completions', 'activity_id', 'person_id', 'group_code'), index('IX_completions_person', 'person_id')],
  ),
  table(
    'test_results',
    [id(), int('activity_id'), int('person_id'), text('passed_on', 10)],
    [unique('UQ_test_results', 'activity_id', 'person_id'), index('IX_test_results_person', 'person_id')],
  ),
];
const REQUIRED = from(0, flag('test_required'));

/** Who completed a course, who passed the test of a training, and which trainings require theirs. */
export class Completions1764810000000 implements MigrationInterface {
  name = 'Completions1764810000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
    if (!(await runner.hasColumn('activities', REQUIRED.name))) {
      await runner.addColumn('activities', new TableColumn(REQUIRED));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    if (await runner.hasColumn('activities', REQUIRED.name)) await runner.dropColumn('activities', REQUIRED.name);
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
