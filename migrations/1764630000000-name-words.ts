import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { id, index, int, table, text } from './columns.js';

const NAME_WORDS = table(
  'person_name_words',
  [id(), text('word', 64), text('sort_name'), text('unit_code', 64), int('person_id')],
  [
    index('IX_person_name_words_word', 'word', 'sort_name', 'unit_code', 'person_id'),
    index('IX_person_name_words_person', 'person_id'),
  ],
);
/** Who lives at a home, by name: the index alone says whose name has the words looked for. */
const BY_HOME = index('IX_people_unit_name', 'unit_code', 'sort_name', 'merged_into_id');
const AT_ONCE = 500;
const MOST_WORDS = 10;

interface Named {
  id: number;
  sort_name: string;
  unit_code: string;
}

/** The words of each name, by which people are found while somebody types. */
export class NameWords1764630000000 implements MigrationInterface {
  name = 'NameWords1764630000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(NAME_WORDS, true, false, true);
    await fillWords(runner);
    const found = await byHome(runner);
    if (!found) await runner.createIndex('people', new TableIndex(BY_HOME));
  }

  async down(runner: QueryRunner): Promise<void> {
    const found = await byHome(runner);
    if (found) await runner.dropIndex('people', found);
    await runner.dropTable(NAME_WORDS, true);
  }
}

async function byHome(runner: QueryRunner): Promise<TableIndex | undefined> {
  const people = await runner.getTable('people');
  return people?.indices.find(({ name }) => name === BY_HOME.name);
}

/** A piece of people in one statement, in their order: where it was killed the last one says how far it came. */
async function fillWords(runner: QueryRunner): Promise<void> {
  const [done] = (await runner.query('SELECT MAX(person_id) AS id FROM person_name_words')) as { id: number | null }[];
  for (let last = done?.id ?? 0; ;) {
    const rows = (await runner.query(
      `SELECT id, sort_name, unit_code FROM people WHERE id > ? ORDER BY id LIMIT ${AT_ONCE}`,
      [last],
    )) as Named[];
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
    const words = rows.flatMap((row) => wordsOf(row).map((word) => [word, row.sort_name, row.unit_code, row.id]));
    if (words.length === 0) continue;
    await runner.query(
      `INSERT INTO person_name_words (word, sort_name, unit_code, person_id)
       VALUES ${words.map(() => '(?, ?, ?, ?)').join(', ')}`,
      words.flat(),
    );
  }
}

function wordsOf({ sort_name }: Named): string[] {
  const words = sort_name.split(' ').filter((word) => word !== '');
  return [...new Set(words.map((word) => word.slice(0, 64)))].slice(0, MOST_WORDS);
}
