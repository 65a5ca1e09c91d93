import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { index } from './columns.js';

const BY_PLACE = index('IX_activities_place', 'place_id');
const BEFORE = index('IX_participations_place', 'place_id');
const AFTER = index('IX_participations_place_activity', 'place_id', 'activity_id');

/** What lists of activities look for: the activities at places, and those on whose roster somebody is from there. */
export class PageIndexes1764915000000 implements MigrationInterface {
  name = 'PageIndexes1764915000000';

  async up(runner: QueryRunner): Promise<void> {
    await change(runner, 'activities', [BY_PLACE], []);
    await change(runner, 'participations', [AFTER], [BEFORE]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await change(runner, 'participations', [BEFORE], [AFTER]);
    await change(runner, 'activities', [], [BY_PLACE]);
  }
}

/** What is wanted is made first: no moment is without an index. */
async function change(runner: QueryRunner, table: string, wanted: TableIndex[], old: TableIndex[]): Promise<void> {
  const there = (await runner.getTable(table))?.indices ?? [];
  const found = ({ name }: TableIndex): TableIndex | undefined => there.find((each) => each.name === name);
  for (const each of wanted) if (!found(each)) await runner.createIndex(table, new TableIndex(each));
  for (const each of old.map(found)) if (each) await runner.dropIndex(table, each);
}
