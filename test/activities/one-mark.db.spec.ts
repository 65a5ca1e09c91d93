import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { LedgerStamps } from '../../src/ledger/ledger-stamps.js';
import { interleave } from '../support/interleave.js';
import { statementsOf } from '../support/statements.js';
import { Field } from './field.js';

/** Of one transaction that turns a mark round, from its beginning to its end; more of them are slower for everybody. */
const MOST = { sqlite: 25, mariadb: 25 };

let field: Field;
let taken: () => string[];
beforeEach(async () => {
  field = await Field.create();
  await field.good('activities', 'code,plan,kind,title,unit\nT,P,training,t,D\nU,P,training,u,D');
  await field.good('sessions', 'activity,number,date\nT,1,2025-03-10\nT,2,2025-03-11\nU,1,2025-04-20');
  await field.good('participations', 'activity,person,group\nT,p1,teacher\nT,p2,teacher\nU,p1,teacher\nU,p6,parent');
  taken = statementsOf(field.world.database);
});
afterEach(() => field.world.close());

const mark = (activity: string, person: string, status = 'present'): Promise<unknown> =>
  field.world.get(RowsRunner).run('attendance', [{ activity, session: 1, person, status }]);

/** Runs both at once (support/interleave.ts). @returns which of them was through first */
async function race(first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<string[]> {
  const { database } = field.world;
  const order: string[] = [];
  const noting = async (): Promise<void> => {
    await first();
    database.afterCommit(() => void order.push('first'));
  };
  await interleave(database, noting, () => database.transaction(second).then(() => order.push('second')));
  return order;
}

/** On SQLite one writes after the other anyhow. */
const sideBySide = (): string[] =>
  field.world.database.engine === 'mariadb' ? ['second', 'first'] : ['first', 'second'];
const rollbacks = (): string[] => taken().filter((sql) => sql.startsWith('ROLLBACK'));

describe('one mark', () => {
  it('is few statements, in whichever direction', async () => {
    await mark('T', 'p1');
    for (const status of ['absent', 'present', 'absent']) {
      taken();
      await mark('T', 'p1', status);
      expect(taken().length).toBeLessThanOrEqual(MOST[field.world.database.engine]);
    }
  });

  it('of an activity that somebody else is marking waits, and does not begin again', async () => {
    const order = await race(
      () => mark('T', 'p1'),
      () => mark('T', 'p2'),
    );
    expect(order).toEqual(['first', 'second']);
    expect(rollbacks()).toEqual([]);
  });

  it('shares the people of a roster with another one, and keeps them as they are', async () => {
    const { database } = field.world;
    // Of tables as small as these InnoDB would lock all rows: looked at are the people alone, as the ledger reads them.
    const people = (): Promise<unknown> => database.rowsNowShared("SELECT id FROM people WHERE ref IN ('p1', 'p2')");
    expect(await race(people, people)).toEqual(sideBySide());
    const merge = (): Promise<unknown> => database.execute("UPDATE people SET merged_into_id = 1 WHERE ref = 'p2'");
    expect(await race(people, merge)).toEqual(['first', 'second']);
    await mark('T', 'p1');
    expect(taken().filter((sql) => sql.includes('JOIN people') && sql.includes('FOR UPDATE'))).toEqual([]);
  });
});

it('stamps of one plan are moved side by side, whatever chance says', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const plan = await field.id('plans', 'code', 'P');
  const move = (): Promise<void> => field.world.get(LedgerStamps).move([plan]);
  const before = await field.world.get(LedgerStamps).value([plan]);
  expect(await race(move, move)).toEqual(sideBySide());
  expect(await field.world.get(LedgerStamps).value([plan])).toBe(before + 2);
  jest.restoreAllMocks();
});
