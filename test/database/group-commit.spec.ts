import { AsyncLocalStorage } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import { Throttle } from '../../src/accounts/accounts.entities.js';
import type { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';
import { Remembered } from '../../src/database/remembered.js';
import { schema } from '../../src/schema.js';
import { freshSettings } from '../support/world.js';

let database: Database;
/** Everything that happened, in its order. */
let story: string[] = [];
let clock = 0;

beforeAll(async () => {
  database = await openDatabase(await freshSettings(), schema);
  await migrate(database);
  const references = 'name text REFERENCES parents (name) DEFERRABLE INITIALLY DEFERRED';
  await database.source.query('CREATE TABLE parents (name text PRIMARY KEY)');
  await database.source.query(`CREATE TABLE children (${references})`);
});
beforeEach(() => {
  story = [];
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => database.close());

/** Notes each commit, on a clock that stands still however busy the machine is, and lets the disk answer instead of SQLite where `failing` says so. */
function listen(failing?: () => Error | undefined): void {
  const runner = database.source.createQueryRunner();
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
  jest.spyOn(runner, 'query').mockImplementation(async (...args: unknown[]) => {
    if (args[0] !== 'COMMIT') return query(...args);
    const failure = failing?.();
    if (failure) throw failure;
    const done = await query(...args);
    story.push('commit');
    return done;
  });
}

const insert = (key: string): Promise<void> =>
  database.insert(Throttle, [{ throttle_key: key, window_ends_at: 'x', used: 1 }]);
const keys = async (like: string): Promise<string[]> =>
  (
    await database.rows<Throttle>('SELECT throttle_key FROM throttles WHERE throttle_key LIKE ? ORDER BY id', [like])
  ).map((each) => each.throttle_key);
const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** Writes one row under its name, and notes when that was done and when somebody was told how it went. */
function write(name: string, work: () => Promise<void> = () => Promise.resolve(), apart = false): Promise<void> {
  const done = database.transaction(
    async () => {
      await insert(name);
      await work();
      story.push(`wrote ${name}`);
    },
    { apart },
  );
  return done.then(
    () => void story.push(`told ${name}`),
    (error: Error) => {
      story.push(`refused ${name}`);
      throw error;
    },
  );
}

describe('commits that several writers share', () => {
  it('tells nobody before the flush, keeps the order, and flushes less often than somebody writes', async () => {
    listen();
    const names = Array.from({ length: 30 }, (_, n) => `order-${n}`);
    await Promise.all(names.map((name) => write(name)));
    for (const name of names) {
      const [wrote, told] = [story.indexOf(`wrote ${name}`), story.indexOf(`told ${name}`)];
      expect(story.slice(wrote, told)).toContain('commit');
    }
    expect(await keys('order-%')).toEqual(names);
    expect(story.filter((event) => event === 'commit')).toHaveLength(1);
  });

  it('loses nothing of others where one of them fails, who hears of it after the flush too', async () => {
    listen();
    const no = (): Promise<void> => {
      story.push('failed');
      return Promise.reject(new Error('no'));
    };
    const outcomes = await Promise.allSettled([
      write('one-a'),
      write('one-b', no),
      write('one-c', () => database.transaction(() => insert('one-c-nested'))),
      write('one-d', () => database.transaction(() => insert('one-d-nested').then(no)).catch(() => undefined)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await keys('one-%')).toEqual(['one-a', 'one-c', 'one-c-nested', 'one-d']);
    expect(story.slice(story.indexOf('failed'), story.indexOf('refused one-b'))).toContain('commit');
  });

  it('takes a group apart whose commit is refused: only who is to blame hears of it', async () => {
    listen();
    const orphan = async (): Promise<void> => void (await database.execute("INSERT INTO children VALUES ('nobody')"));
    const outcomes = await Promise.allSettled([write('apart-a'), write('apart-b', orphan), write('apart-c')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await keys('apart-%')).toEqual(['apart-a', 'apart-c']);
    expect(await database.rows('SELECT * FROM children')).toEqual([]);
  });

  it('refuses all of a group where the disk fails, and goes on with those who come after', async () => {
    let broken = true;
    listen(() => (broken ? failure('SQLITE_IOERR_FSYNC') : undefined));
    const outcomes = await Promise.allSettled([write('disk-a'), write('disk-b')]);
    expect(outcomes).toMatchObject([{ reason: { key: 'database.away' } }, { reason: { key: 'database.away' } }]);
    broken = false;
    await write('disk-c');
    expect(await keys('disk-%')).toEqual(['disk-c']);
  });

  it('loses nothing of others where one fills the disk', async () => {
    const [{ page_count: pages }] = await database.source.query<[{ page_count: number }]>('PRAGMA page_count');
    await database.source.query(`PRAGMA max_page_count = ${pages + 20}`);
    const much = Array.from({ length: 4000 }, (_, n) => ({ throttle_key: `much-${n}`, window_ends_at: 'x', used: 1 }));
    const fill = (): Promise<void> => database.insert(Throttle, much);
    const outcomes = await Promise.allSettled([write('full-a'), write('full-b', fill), write('full-c')]);
    await database.source.query('PRAGMA max_page_count = 1073741823');
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { reason: { key: 'database.full' } },
      { status: 'fulfilled' },
    ]);
    expect(await keys('full-%')).toEqual(['full-a', 'full-c']);
    expect(await keys('much-%')).toEqual([]);
  });

  it('loses nothing of others where the engine undoes everything, and of the one that goes on as if nothing had been', async () => {
    const undone = async (): Promise<void> => {
      // What SQLite does by itself at some errors.
      await database.source.query('ROLLBACK');
      await database.execute('INSERT INTO nowhere VALUES (1)').catch(() => undefined);
      await insert('undone-b-after').catch(() => undefined);
    };
    const outcomes = await Promise.allSettled([write('undone-a'), write('undone-b', undone), write('undone-c')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await keys('undone-%')).toEqual(['undone-a', 'undone-c']);
  });

  it('lets those who come while the group is at work join it, and shows readers none of it before its end', async () => {
    listen();
    let seen: string[] | undefined;
    const look = AsyncLocalStorage.bind(async () => void (seen = await keys('join-%')));
    let late: Promise<void> | undefined;
    const join = AsyncLocalStorage.bind(() => void (late = write('join-c', look)));
    await Promise.all([write('join-a'), write('join-b', async () => join())]);
    await late;
    expect(seen).toEqual([]);
    expect(story.filter((event) => event === 'commit')).toHaveLength(1);
    expect(await keys('join-%')).toEqual(['join-a', 'join-b', 'join-c']);
  });

  it('lets nobody wait for the end of a long one that came later', async () => {
    listen();
    await Promise.all([write('long-a'), write('long-b', undefined, true), write('long-c')]);
    expect(story).toEqual([
      ...['wrote long-a', 'commit', 'told long-a'],
      ...['wrote long-b', 'commit', 'told long-b'],
      ...['wrote long-c', 'commit', 'told long-c'],
    ]);
  });

  it('lets nobody in any more after a while: those who were first are told', async () => {
    listen();
    const slow = async (): Promise<void> => void (clock += 1000);
    await Promise.all([write('while-a', slow), write('while-b')]);
    expect(story).toEqual([
      ...['wrote while-a', 'commit', 'told while-a'],
      ...['wrote while-b', 'commit', 'told while-b'],
    ]);
  });

  it('runs each in the context of its own caller, and what follows a commit after it', async () => {
    listen();
    const caller = new AsyncLocalStorage<string>();
    const callers: (string | undefined)[] = [];
    const work = async (): Promise<void> => {
      callers.push(caller.getStore());
      database.afterCommit(() => void story.push('followed'));
    };
    await Promise.all(['x', 'y', 'z'].map((name) => caller.run(name, () => write(`context-${name}`, work))));
    expect(callers).toEqual(['x', 'y', 'z']);
    expect(story.indexOf('followed')).toBeGreaterThan(story.indexOf('commit'));
  });

  it('keeps in memory nothing that was made of what came to nothing', async () => {
    const remembered = new Remembered<string[]>(database);
    const look = async (): Promise<void> => void (await remembered.get([7], () => keys('memory-%')));
    let broken = true;
    listen(() => (broken ? failure('SQLITE_IOERR_WRITE') : undefined));
    await Promise.allSettled([write('memory-a'), write('memory-b', look)]);
    broken = false;
    expect(await remembered.get([7], () => keys('memory-%'))).toEqual([]);
    await write('memory-c', async () => void (await remembered.get([8], () => keys('memory-%'))));
    expect(await remembered.get([8], () => Promise.resolve(['read again']))).toEqual(['memory-c']);
  });
});
