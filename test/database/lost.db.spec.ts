import { Throttle } from '../../src/accounts/accounts.entities.js';
import type { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';
import { schema } from '../../src/schema.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { freshSettings } from '../support/world.js';

let database: Database;

beforeAll(async () => {
  database = await openDatabase(await freshSettings(), schema);
  await migrate(database);
});
afterAll(() => database.close());

const insert = (key: string): Promise<void> =>
  database.insert(Throttle, [{ throttle_key: key, window_ends_at: 'x', used: 1 }]);
const keys = async (like: string): Promise<string[]> =>
  (await database.rows<Throttle>('SELECT throttle_key FROM throttles WHERE throttle_key LIKE ?', [like])).map(
    (each) => each.throttle_key,
  );
const fault = (of: object): Error => Object.assign(new Error('as the driver says it'), of);

describe('a transaction that the engine or the network has ended', () => {
  it.each([
    ['a deadlock', { errno: 1213 }],
    ['a wait for a lock', { errno: 1205 }],
    ['a row that changed', { errno: 1020 }],
    ['a deadlock of another server', { errno: 9, sqlState: '40001' }],
    ['a server gone away', { errno: 2006 }],
    ['a connection lost', { code: 'PROTOCOL_CONNECTION_LOST', fatal: true }],
    ['a connection that was closed before', { fatal: true }],
  ])('is run again from the start: %s', async (name, of) => {
    let runs = 0;
    await database.transaction(async () => {
      runs += 1;
      await insert(`${name} ${runs}`);
      if (runs < 3) throw fault(of);
    });
    expect([runs, await keys(`${name} %`)]).toEqual([3, [`${name} 3`]]);
  });

  it('is run again where the server has closed its connection', async () => {
    let runs = 0;
    await database.transaction(async () => {
      runs += 1;
      await insert(`killed-${runs}`);
      if (runs === 1 && database.engine === 'mariadb') await killOwn();
      await insert(`killed-${runs}-after`);
    });
    const run = database.engine === 'mariadb' ? 2 : 1;
    expect(await keys('killed-%')).toEqual([`killed-${run}`, `killed-${run}-after`]);
  });

  it('is not run again where the answer to its commit is lost: whoever asked is told that it is not known', async () => {
    if (database.engine === 'sqlite') return;
    const settings = await freshSettings();
    const proxy = await TcpProxy.before(settings.databaseUrl ?? '');
    const far = await openDatabase({ ...settings, databaseUrl: proxy.url }, schema);
    await migrate(far);
    let runs = 0;
    proxy.cutAnswerTo('COMMIT');
    const cut = far.transaction(async () => {
      runs += 1;
      await far.insert(Throttle, [{ throttle_key: 'unsure', window_ends_at: 'x', used: 1 }]);
    });
    await expect(cut).rejects.toMatchObject({ key: 'database.unsure', kind: 'unavailable' });
    // Here the server had committed: a second run would have done everything twice.
    expect([runs, (await far.rows('SELECT id FROM throttles')).length]).toEqual([1, 1]);
    await far.close();
    await proxy.close();
  });
});

/** Ends the connection that the running transaction has. */
async function killOwn(): Promise<void> {
  const id = await database.row<{ id: number }>('SELECT CONNECTION_ID() AS id');
  await database.source.query(`KILL CONNECTION ${Number(id?.id)}`);
}
