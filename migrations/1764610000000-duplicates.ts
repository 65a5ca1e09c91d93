import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { id, index, int, optional, table, text, unique } from './columns.js';

const INITIALS = new TableColumn({ ...text('name_initials', 64), default: "''" });
const DISTINCT_PEOPLE = table(
  'distinct_people',
  [id(), int('person_id'), int('other_id'), optional(int('actor_id')), text('decided_at', 24)],
  [unique('UQ_distinct_people', 'person_id', 'other_id'), index('IX_distinct_people_other', 'other_id')],
);
/** What two records of one person agree in, each with what says whether they are looked at: these indexes alone then answer. */
const INDEXES = [
  index('IX_people_name_year', 'sort_name', 'birth_year', 'merged_into_id', 'unit_code'),
  index('IX_people_phone', 'phone', 'merged_into_id', 'unit_code'),
  index('IX_people_id_hash', 'national_id_hash', 'merged_into_id', 'unit_code'),
  index('IX_people_initials', 'unit_code', 'name_initials', 'birth_year', 'merged_into_id'),
];
/** Begins with the same column as IX_people_id_hash, which does its work too. */
const REPLACED = index('IX_people_national_id', 'national_id_hash');
const AT_ONCE = 500;

interface Named {
  id: number;
  sort_name: string;
}

/** What possible duplicates are found by, and the pairs that were found to be two people. */
export class Duplicates1764610000000 implements MigrationInterface {
  name = 'Duplicates1764610000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(DISTINCT_PEOPLE, true, false, true);
    if (!(await runner.hasColumn('people', INITIALS.name))) await runner.addColumn('people', INITIALS);
    await fillInitials(runner);
    for (const each of INDEXES) await setIndex(runner, each, true);
    await setIndex(runner, REPLACED, false);
  }

  async down(runner: QueryRunner): Promise<void> {
    await setIndex(runner, REPLACED, true);
    for (const each of INDEXES) await setIndex(runner, each, false);
    if (await runner.hasColumn('people', INITIALS.name)) await runner.dropColumn('people', INITIALS.name);
    await runner.dropTable(DISTINCT_PEOPLE, true);
  }
}

async function setIndex(runner: QueryRunner, wanted: TableIndex, there: boolean): Promise<void> {
  const people = await runner.getTable('people');
  const found = people?.indices.find(({ name }) => name === wanted.name);
  if (there && !found) await runner.createIndex('people', new TableIndex(wanted));
  if (!there && found) await runner.dropIndex('people', found);
}

/** The first letters of the words of each name, in the order of the alphabet; a piece at a time, from where it was killed. */
async function fillInitials(runner: QueryRunner): Promise<void> {
  for (let last = 0; ;) {
    const rows = (await runner.query(
      `SELECT id, sort_name FROM people WHERE id > ? AND name_initials = '' ORDER BY id LIMIT ${AT_ONCE}`,
      [last],
    )) as Named[];
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
    await runner.query(
      `UPDATE people SET name_initials = CASE id ${rows.map(() => 'WHEN ? THEN ?').join(' ')} ELSE '' END
       WHERE id IN (${rows.map(() => '?').join(', ')})`,
      [...rows.flatMap((row) => [row.id, initialsOf(row)]), ...rows.map((row) => row.id)],
    );
  }
}

function initialsOf({ sort_name }: Named): string {
  const firsts = sort_name.split(' ').map((word) => [...word][0] ?? '');
  return firsts.sort().join('').slice(0, 64);
}
