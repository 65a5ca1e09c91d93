import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { from, id, index, int, long, optional, table, text, unique } from './columns.js';

const COLUMNS = [
  optional(long('html')),
  { ...text('locale', 2), default: "'vi'" },
  optional(int('person_id')),
  optional(int('batch_id')),
  optional(text('dedupe_key')),
  optional(long('attachments')),
  { ...text('state', 16), default: "'waiting'" },
  from(0, int('priority')),
  { ...text('next_attempt_at', 24), default: "''" },
  optional(text('attempted_at', 24)),
];

/** What is due: one look at an index, however much waits for later. */
const DUE = index('IX_outbox_due', 'state', 'priority', 'next_attempt_at', 'id');
const INDICES = [
  DUE,
  index('IX_outbox_attempted', 'attempted_at'),
  index('IX_outbox_batch', 'batch_id', 'state'),
  index('IX_outbox_person', 'person_id'),
  unique('UQ_outbox_dedupe_key', 'dedupe_key'),
];
/** What was due before there were states. */
const BEFORE = index('IX_outbox_waiting', 'sent_at', 'id');

const TABLES = [
  table(
    'mail_batches',
    [
      id(),
      text('kind', 32),
      text('title'),
      optional(text('batch_key')),
      optional(int('author_id')),
      text('created_at', 24),
      optional(text('stopped_at', 24)),
    ],
    [unique('UQ_mail_batches_key', 'batch_key'), index('IX_mail_batches_author', 'author_id', 'id')],
  ),
  table(
    'mail_suppressions',
    [
      id(),
      text('address'),
      text('reason', 16),
      optional(long('answer')),
      text('since', 24),
      optional(text('lifted_at', 24)),
      optional(int('author_id')),
    ],
    [unique('UQ_mail_suppressions_address', 'address')],
  ),
  table(
    'mail_gate',
    [
      id(),
      text('name', 16),
      optional(text('closed_until', 24)),
      from(0, int('failures')),
      optional(long('last_error')),
    ],
    [unique('UQ_mail_gate_name', 'name')],
  ),
];

/** The engine of the outbox: states, batches, addresses that are not written to, and the way to the server. */
export class MailEngine1764720000000 implements MigrationInterface {
  name = 'MailEngine1764720000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) {
      if (!(await runner.hasColumn('outbox', column.name))) await runner.addColumn('outbox', new TableColumn(column));
    }
    await runner.query("UPDATE outbox SET state = 'sent' WHERE sent_at IS NOT NULL AND state = 'waiting'");
    for (const each of INDICES) await add(runner, each);
    await drop(runner, BEFORE);
    for (const each of TABLES) await runner.createTable(each, true, false, true);
    const [gate] = (await runner.query('SELECT id FROM mail_gate')) as unknown[];
    if (gate === undefined) await runner.query("INSERT INTO mail_gate (name, failures) VALUES ('smtp', 0)");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [...TABLES].reverse()) await runner.dropTable(each, true);
    await add(runner, BEFORE);
    for (const each of INDICES) await drop(runner, each);
    for (const column of [...COLUMNS].reverse()) {
      if (await runner.hasColumn('outbox', column.name)) await runner.dropColumn('outbox', column.name);
    }
  }
}

async function add(runner: QueryRunner, wanted: TableIndex): Promise<void> {
  if (!(await found(runner, wanted))) await runner.createIndex('outbox', new TableIndex(wanted));
}

async function drop(runner: QueryRunner, wanted: TableIndex): Promise<void> {
  const there = await found(runner, wanted);
  if (there) await runner.dropIndex('outbox', there);
}

async function found(runner: QueryRunner, { name }: TableIndex): Promise<TableIndex | undefined> {
  return (await runner.getTable('outbox'))?.indices.find((each) => each.name === name);
}
