import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { index, int, long, optional, text } from './columns.js';

const COLUMNS = [
  ['outbox', optional(long('unsubscribe_url'))],
  ['mail_batches', optional(text('subject_type', 32))],
  ['mail_batches', optional(int('subject_id'))],
] as const;
const SUBJECT = index('IX_mail_batches_subject', 'subject_type', 'subject_id');

/** Where the reader of a letter says that no more are wanted, and what a batch is about. */
export class MailLinks1764750000000 implements MigrationInterface {
  name = 'MailLinks1764750000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) {
      if (!(await runner.hasColumn(table, column.name))) await runner.addColumn(table, new TableColumn(column));
    }
    if (!(await found(runner))) await runner.createIndex('mail_batches', new TableIndex(SUBJECT));
  }

  async down(runner: QueryRunner): Promise<void> {
    const there = await found(runner);
    if (there) await runner.dropIndex('mail_batches', there);
    for (const [table, column] of [...COLUMNS].reverse()) {
      if (await runner.hasColumn(table, column.name)) await runner.dropColumn(table, column.name);
    }
  }
}

async function found(runner: QueryRunner): Promise<TableIndex | undefined> {
  return (await runner.getTable('mail_batches'))?.indices.find(({ name }) => name === SUBJECT.name);
}
