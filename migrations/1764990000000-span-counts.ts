import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { from, id, index, int, table, text, unique } from './columns.js';

const LIST = [int('plan_id'), text('measure', 16), text('group_code', 64)];
const COUNTS = [int('firsts'), int('attendances'), int('heads')];
const KEY = ['plan_id', 'span', 'place_id', 'measure', 'group_code'];

const SPAN_COUNTS = table(
  'span_counts',
  [id(), int('plan_id'), text('span', 10), int('place_id'), text('measure', 16), text('group_code', 64), ...COUNTS],
  [unique('UQ_span_counts', ...KEY), index('IX_span_counts_sums', ...KEY, 'firsts', 'attendances', 'heads')],
);

/** What the spans of days were kept in before: days, and all days together. */
const AT_PLACE = ['plan_id', 'place_id', 'measure', 'group_code'];
const DAILY_COUNTS = table(
  'daily_counts',
  [id(), ...LIST, int('place_id'), text('date', 10), ...COUNTS],
  [
    unique('UQ_daily_counts', ...AT_PLACE, 'date'),
    index('IX_daily_counts_sums', ...AT_PLACE, 'date', 'firsts', 'attendances', 'heads'),
    index('IX_daily_counts_date', 'plan_id', 'date'),
  ],
);
const PLACE_COUNTS = table(
  'place_counts',
  [id(), ...LIST, int('place_id'), ...COUNTS],
  [unique('UQ_place_counts', ...AT_PLACE)],
);

const OF_LIST = ['plan_id', 'measure', 'group_code'];
const TOTAL = from(0, int('total'));
const BY_SIZE = index('IX_gatherings_size', ...OF_LIST, 'place_id', 'size', 'total', 'date');
const BY_PLACE = index('IX_gatherings_place', 'plan_id', 'place_id');

const SUMS = 'SUM(firsts), SUM(attendances), SUM(heads)';
const spans = (digits: number): string => `INSERT INTO span_counts
    (plan_id, span, place_id, measure, group_code, firsts, attendances, heads)
  SELECT plan_id, SUBSTR(date, 1, ${digits}), place_id, measure, group_code, ${SUMS} FROM daily_counts
  GROUP BY plan_id, SUBSTR(date, 1, ${digits}), place_id, measure, group_code`;
const TOTALS = `SELECT plan_id, measure, group_code, session_id, SUM(size) AS total FROM gatherings
  GROUP BY plan_id, measure, group_code, session_id`;
const SAME_SESSION = OF_LIST.concat('session_id')
  .map((name) => `t.${name} = gatherings.${name}`)
  .join(' AND ');

/** Counts by month and year beside those by day: of past days a few rows a place are added up. Of sessions, the largest first. */
export class SpanCounts1764990000000 implements MigrationInterface {
  name = 'SpanCounts1764990000000';

  async up(runner: QueryRunner): Promise<void> {
    if (!(await runner.hasColumn('gatherings', TOTAL.name))) {
      await runner.addColumn('gatherings', new TableColumn(TOTAL));
    }
    await runner.query(
      runner.connection.options.type === 'mariadb'
        ? `UPDATE gatherings JOIN (${TOTALS}) t ON ${SAME_SESSION} SET gatherings.total = t.total`
        : `UPDATE gatherings SET total = t.total FROM (${TOTALS}) t WHERE ${SAME_SESSION}`,
    );
    await exchange(runner, BY_SIZE, BY_PLACE);
    await runner.createTable(SPAN_COUNTS, true, false, true);
    // Killed half-way this begins anew; what it is made from is dropped last.
    if (await runner.hasTable('daily_counts')) {
      await runner.query('DELETE FROM span_counts');
      for (const digits of [0, 4, 7, 10]) await runner.query(spans(digits));
    }
    await runner.dropTable('place_counts', true);
    await runner.dropTable('daily_counts', true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of [DAILY_COUNTS, PLACE_COUNTS]) await runner.createTable(each, true, false, true);
    if (await runner.hasTable('span_counts')) {
      for (const { name } of [DAILY_COUNTS, PLACE_COUNTS]) await runner.query(`DELETE FROM ${name}`);
      const columns = 'plan_id, measure, group_code, place_id, firsts, attendances, heads';
      await runner.query(`INSERT INTO daily_counts (${columns}, date)
        SELECT ${columns}, span FROM span_counts WHERE LENGTH(span) = 10`);
      await runner.query(`INSERT INTO place_counts (${columns}) SELECT ${columns} FROM span_counts WHERE span = ''`);
    }
    await runner.dropTable('span_counts', true);
    await exchange(runner, BY_PLACE, BY_SIZE);
    if (await runner.hasColumn('gatherings', TOTAL.name)) await runner.dropColumn('gatherings', TOTAL.name);
  }
}

/** What is wanted is made first: no moment is without an index. */
async function exchange(runner: QueryRunner, wanted: TableIndex, old: TableIndex): Promise<void> {
  const there = (await runner.getTable('gatherings'))?.indices ?? [];
  if (!there.some(({ name }) => name === wanted.name)) await runner.createIndex('gatherings', new TableIndex(wanted));
  const found = there.find(({ name }) => name === old.name);
  if (found) await runner.dropIndex('gatherings', found);
}
