import { Table, TableIndex, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';

const id = (): TableColumnOptions => ({
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});
const int = (name: string): TableColumnOptions => ({ name, type: 'integer' });
const unique = (name: string, ...columnNames: string[]): TableIndex =>
  new TableIndex({ name, columnNames, isUnique: true });

const TABLES = [
  new Table({
    name: 'plannings',
    columns: [
      id(),
      int('activity_id'),
      { name: 'form_key', type: 'varchar', length: '64', isNullable: true },
      { name: 'budget', type: 'bigint', isNullable: true },
      { name: 'budget_source', type: 'varchar', length: '190', isNullable: true },
    ],
    indices: [unique('UQ_plannings_activity', 'activity_id'), unique('UQ_plannings_form_key', 'form_key')],
  }),
  new Table({
    name: 'activity_tasks',
    columns: [id(), int('activity_id'), int('task_id')],
    indices: [unique('UQ_activity_tasks', 'activity_id', 'task_id')],
  }),
  new Table({
    name: 'activity_trainers',
    columns: [id(), int('activity_id'), { name: 'email', type: 'varchar', length: '190' }],
    indices: [unique('UQ_activity_trainers', 'activity_id', 'email')],
  }),
];

/** What is planned of an activity beside its facts: tasks, further trainers, money. */
export class Plannings1764060000000 implements MigrationInterface {
  name = 'Plannings1764060000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each);
  }
}
