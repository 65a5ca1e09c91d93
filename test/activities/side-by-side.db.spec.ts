import { Corrections } from '../../src/activities/corrections.js';
import { Recount } from '../../src/activities/recount.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { BaselineBook } from '../../src/territory/baselines.js';
import { interleave as interleaved } from '../support/interleave.js';
import { Field } from './field.js';

/** What is written down for the code C, which means another place after the reform. */
const HOME = 'C';

let field: Field;
beforeEach(async () => {
  field = await Field.create();
  // The activity itself stays where it is: its row alone makes nobody wait or begin again.
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,campaign,t,D');
  await field.good('sessions', 'activity,number,date\nT,1,2025-09-10\nT,2,2025-09-20');
});
afterEach(() => field.world.close());

const rows = (kind: string, row: object): Promise<unknown> =>
  field.world.get(RowsRunner).run(kind, [row as Record<string, unknown>]);

/** The reform: from 2024-07-01 on another place has the code. */
const reform = (): Promise<unknown> =>
  field.world.get(RowsRunner).run('units', [
    { code: HOME, name: 'Xã C cũ', level: 'commune', parent: 'D', valid_from: null, valid_to: '2024-06-30' },
    { code: HOME, name: 'Xã C mới', level: 'commune', parent: 'D', valid_from: '2024-07-01', valid_to: null },
  ]);

const participation = (): Promise<unknown> => rows('participations', { activity: 'T', person: 'p6', group: 'teacher' });
const headcount = (): Promise<unknown> =>
  field.world.get(Corrections).setHeadcount('T', 2, { unit: HOME, group: 'parent', count: 12 });
const baselines = (): Promise<unknown> => rows('baselines', { unit: HOME, group: 'teacher', year: 2025, value: 40 });
const baseline = (): Promise<unknown> =>
  field.world
    .get(BaselineBook)
    .enter({ unit: HOME, group: 'teacher', year: 2025, value: 40, source: null, revision: 0 });
const moved = (date: string) => (): Promise<unknown> => rows('sessions', { activity: 'T', number: 2, date });
const activity = (): Promise<unknown> =>
  rows('activities', { code: 'U', plan: 'P', kind: 'campaign', title: 'u', unit: HOME });

const interleave = (first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<void> => {
  const { database } = field.world;
  return interleaved(database, first, () => database.transaction(second));
};

/** Where the rows lie that were written down for the code. */
async function placesOf(table: string): Promise<number[]> {
  const sql = `SELECT place_id FROM ${table} WHERE unit_code = ?`;
  const found = await field.world.database.rows<{ place_id: number }>(sql, [HOME]);
  return found.map(({ place_id }) => place_id);
}

describe('a reform beside those who write', () => {
  const writers: [string, string, () => Promise<unknown>][] = [
    ['a roster', 'participations', participation],
    ['headcounts', 'headcounts', headcount],
    ['baselines of a file', 'baselines', baselines],
    ['a baseline typed in', 'baselines', baseline],
    ['a new activity', 'activities', activity],
  ];
  const both = [
    ['the reform first', true],
    ['the reform last', false],
  ] as const;

  describe.each(both)('%s', (_, reformFirst) => {
    it.each(writers)('leaves %s at the places of the new tree', async (_name, table, write) => {
      await interleave(...(reformFirst ? ([reform, write] as const) : ([write, reform] as const)));
      const now = await field.world.database.row<{ id: number }>(
        "SELECT id FROM places WHERE code = ? AND valid_from = '2024-07-01'",
        [HOME],
      );
      expect(await field.world.get(Recount).check()).toEqual([]);
      expect([...new Set(await placesOf(table))]).toEqual([now?.id]);
    });
  });
});

describe('a session that moves over a reform', () => {
  beforeEach(reform);

  it.each([
    ['after', true],
    ['before', false],
  ])('takes the heads with it that are counted just %s', async (_, moveFirst) => {
    await field.good('sessions', 'activity,number,date\nT,1,2024-01-10');
    const move = moved('2024-06-01');
    await interleave(...(moveFirst ? ([move, headcount] as const) : ([headcount, move] as const)));
    expect(await field.world.get(Recount).check()).toEqual([]);
    expect(await placesOf('headcounts')).toEqual([field.places.get(HOME)]);
  });

  it('takes the roster with it that is written just before', async () => {
    await interleave(participation, moved('2024-06-01'));
    expect(await field.world.get(Recount).check()).toEqual([]);
    expect(await placesOf('participations')).toEqual([field.places.get(HOME)]);
  });
});
