import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { index } from './columns.js';

const WORDS = 'person_name_words';
/** Who of some homes has a word in the name. */
const BY_HOME = index('IX_person_name_words_home', 'unit_code', 'word', 'sort_name', 'person_id');
/** What the same was asked of before, by reading everybody of a home. */
const BEFORE = index('IX_people_unit_name', 'unit_code', 'sort_name', 'merged_into_id');

/** Lets a word be looked up among some homes, instead of reading all names there. */
export class HomeWords1764640000000 implements MigrationInterface {
  name = 'HomeWords1764640000000';

  async up(runner: QueryRunner): Promise<void> {
    await add(runner, WORDS, BY_HOME);
    await drop(runner, 'people', BEFORE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await add(runner, 'people', BEFORE);
    await drop(runner, WORDS, BY_HOME);
  }
}

async function add(runner: QueryRunner, table: string, wanted: TableIndex): Promise<void> {
  if (!(await found(runner, table, wanted))) await runner.createIndex(table, new TableIndex(wanted));
}

async function drop(runner: QueryRunner, table: string, wanted: TableIndex): Promise<void> {
  const there = await found(runner, table, wanted);
  if (there) await runner.dropIndex(table, there);
}

async function found(runner: QueryRunner, table: string, { name }: TableIndex): Promise<TableIndex | undefined> {
  return (await runner.getTable(table))?.indices.find((each) => each.name === name);
}
