import { Table, TableIndex, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';

const id = (): TableColumnOptions => ({
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});
const text = (name: string, length: number): TableColumnOptions => ({ name, type: 'varchar', length: String(length) });
const int = (name: string): TableColumnOptions => ({ name, type: 'integer' });

const TABLES = [
  new Table({
    name: 'sheets',
    columns: [id(), int('session_id'), text('code', 8), text('made_at', 24), { ...int('author_id'), isNullable: true }],
    indices: [
      new TableIndex({ name: 'UQ_sheets_code', columnNames: ['code'], isUnique: true }),
      new TableIndex({ name: 'IX_sheets_session', columnNames: ['session_id'] }),
    ],
  }),
  new Table({
    name: 'sheet_lines',
    columns: [id(), int('sheet_id'), int('number'), int('person_id')],
    indices: [
      new TableIndex({ name: 'UQ_sheet_lines_number', columnNames: ['sheet_id', 'number'], isUnique: true }),
      new TableIndex({ name: 'IX_sheet_lines_person', columnNames: ['person_id'] }),
    ],
  }),
];

/** Sign-in sheets as they were printed. */
export class Paper1764400000000 implements MigrationInterface {
  name = 'Paper1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
  }
}
