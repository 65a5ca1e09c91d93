import { Headcount } from '../../src/activities/activities.entities.js';
import { ActivityIndicator } from '../../src/activities/planning.entities.js';
import type { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';
import { schema } from '../../src/schema.js';
import { freshSettings } from '../support/world.js';

let database: Database;

beforeAll(async () => {
  database = await openDatabase(await freshSettings(), schema);
  await migrate(database);
});
afterAll(() => database.close());

const headcount = (session: number, unit: string, count: number): Partial<Headcount> => ({
  ...{ session_id: session, unit_code: unit, group_code: 'teacher', place_id: 1, method: 'counted', count },
});
const KEYS = ['session_id', 'unit_code', 'group_code'] as const;
const put = (rows: Partial<Headcount>[]): Promise<void> =>
  database.transaction(() => database.put(Headcount, rows, KEYS));
const kept = async (session: number): Promise<string[]> => {
  const sql = 'SELECT unit_code, count FROM headcounts WHERE session_id = ? ORDER BY unit_code';
  const rows = await database.rows<Headcount>(sql, [session]);
  return rows.map(({ unit_code, count }) => `${unit_code} ${count}`);
};

describe('putting rows', () => {
  it('adds those that are not there and changes those that are, by a key of several columns', async () => {
    await put([headcount(1, 'A', 1), headcount(1, 'B', 2)]);
    await put([headcount(1, 'B', 20), headcount(1, 'C', 30), headcount(2, 'B', 7)]);
    expect(await kept(1)).toEqual(['A 1', 'B 20', 'C 30']);
    expect(await kept(2)).toEqual(['B 7']);
  });

  it('leaves a column alone that is not given, and a row of which nothing but its key is given', async () => {
    await database.transaction(() => database.insert(Headcount, [{ ...headcount(6, 'A', 1), note: 'seen' }]));
    await put([headcount(6, 'A', 2)]);
    expect(await database.row('SELECT count, note FROM headcounts WHERE session_id = 6')).toEqual({
      count: 2,
      note: 'seen',
    });
    const pair = { activity_id: 1, indicator_id: 2 };
    for (let time = 0; time < 2; time += 1) {
      await database.transaction(() => database.put(ActivityIndicator, [pair], ['activity_id', 'indicator_id']));
    }
    expect(await database.rows('SELECT activity_id, indicator_id FROM activity_indicators')).toEqual([pair]);
  });

  it('takes more rows than one statement can hold', async () => {
    const units = Array.from({ length: 1201 }, (_, n) => `U${String(n).padStart(4, '0')}`);
    await put(units.map((unit) => headcount(3, unit, 1)));
    await put(units.map((unit, n) => headcount(3, unit, n)));
    expect(await kept(3)).toEqual(units.map((unit, n) => `${unit} ${n}`));
  });

  it('is undone with its transaction, and refused outside one', async () => {
    await expect(database.put(Headcount, [headcount(4, 'A', 1)], KEYS)).rejects.toThrow(
      'a write outside a transaction',
    );
    const failing = database.transaction(async () => {
      await database.put(Headcount, [headcount(4, 'A', 1)], KEYS);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await kept(4)).toEqual([]);
  });
});

describe('a list in a statement', () => {
  it('stands at the last mark in brackets, behind parameters that stand in brackets too', async () => {
    await put([headcount(5, 'A', 1), headcount(5, 'B', 2), headcount(5, 'C', 3)]);
    const sql = 'SELECT unit_code FROM headcounts WHERE session_id = ABS(?) AND unit_code IN (?) ORDER BY unit_code';
    const rows = await database.rowsIn<{ unit_code: string }>(sql, ['A', 'C', 'X'], [5]);
    expect(rows.map(({ unit_code }) => unit_code)).toEqual(['A', 'C']);
  });
});
