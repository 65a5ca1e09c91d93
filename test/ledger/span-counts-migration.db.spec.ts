import { Recount } from '../../src/activities/recount.js';
import { SpanCounts1764990000000 } from '../../migrations/1764990000000-span-counts.js';
import { Field } from '../activities/field.js';

let field: Field;
beforeEach(async () => {
  field = await Field.create();
});
afterEach(() => field.world.close());

it('brings the counts of the version before into spans of days, also where it was killed on the way', async () => {
  const days = { EARLY: '2024-12-30', LATE: '2025-03-01' };
  const codes = Object.keys(days) as (keyof typeof days)[];
  await field.good('activities', ['code,plan,kind,title,unit', ...codes.map((c) => `${c},P,campaign,t,D`)].join('\n'));
  await field.good('sessions', ['activity,number,date', ...codes.map((c) => `${c},1,${days[c]}`)].join('\n'));
  await field.good('headcounts', 'activity,session,unit,group,count\nLATE,1,C,teacher,30\nEARLY,1,C,teacher,7');
  const people = codes.flatMap((code) => ['p1', 'p2'].map((person) => [code, person] as const));
  await field.good('participations', ['activity,person,group', ...people.map((p) => `${p.join()},teacher`)].join('\n'));
  const marks = people.map(([code, person]) => `${code},1,${person},present`);
  await field.good('attendance', ['activity,session,person,status', ...marks].join('\n'));

  const { database } = field.world;
  const rows = async (sql: string): Promise<string[]> => (await database.rows(sql)).map((row) => JSON.stringify(row));
  const kept = async (): Promise<string[][]> => [
    await rows(`SELECT span, place_id, measure, group_code, firsts, attendances, heads FROM span_counts
      WHERE firsts <> 0 OR attendances <> 0 OR heads <> 0 ORDER BY span, place_id, measure, group_code`),
    await rows(
      'SELECT session_id, place_id, heads, size, total FROM gatherings ORDER BY session_id, place_id, measure',
    ),
  ];
  const written = await kept();
  expect(written.map(({ length }) => length > 3)).toEqual([true, true]);

  const step = new SpanCounts1764990000000();
  const runner = database.source.createQueryRunner();
  await step.down(runner);
  await step.up(runner);
  expect(await kept()).toEqual(written);
  await step.down(runner);
  await step.down(runner);
  await runner.query('DELETE FROM place_counts');
  await step.up(runner);
  await step.up(runner);
  if (database.engine === 'mariadb') await runner.release();
  expect(await kept()).toEqual(written);
  expect(await field.world.get(Recount).check()).toEqual([]);
  const drift = await database.source.driver.createSchemaBuilder().log();
  expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
});
