import { Throttle } from '../../src/accounts/accounts.entities.js';
import type { Database } from '../../src/database/database.js';
import { migrate, pendingMigrations } from '../../src/database/migrate.js';
import { openDatabase } from '../../src/database/open.js';
import { schema } from '../../src/schema.js';
import { freshSettings } from '../support/world.js';

let database: Database;

beforeAll(async () => {
  database = await openDatabase(await freshSettings(), schema);
  await migrate(database);
});
afterAll(() => database.close());

const row = (key: string, used = 1): Partial<Throttle> => ({ throttle_key: key, window_ends_at: 'x', used });
const insert = (key: string): Promise<void> => database.insert(Throttle, [row(key)]);
const keys = async (like: string): Promise<string[]> =>
  (await database.rows<Throttle>('SELECT throttle_key FROM throttles WHERE throttle_key LIKE ?', [like])).map(
    (each) => each.throttle_key,
  );
const pause = (): Promise<void> => new Promise((done) => setTimeout(done, Math.random() * 3));

describe('the one door to the database', () => {
  it('loses no row and keeps no ghost when requests overlap and some are rolled back', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 120 }, (_, n) =>
        database.transaction(async () => {
          await insert(`overlap-${n}-a`);
          await pause();
          if (n % 3 === 0) throw new Error('rolled back');
          await insert(`overlap-${n}-b`);
        }),
      ),
    );
    const kept = outcomes.flatMap((outcome, n) =>
      outcome.status === 'fulfilled' ? [`overlap-${n}-a`, `overlap-${n}-b`] : [],
    );
    expect((await keys('overlap-%')).sort()).toEqual(kept.sort());
    expect(kept).toHaveLength(160);
  });

  it('shows no reader what is not committed', async () => {
    let seen: string[] = [];
    await database.transaction(async () => {
      await insert('secret-1');
      expect(await keys('secret-%')).toEqual(['secret-1']);
      seen = await new Promise<string[]>((resolve) => outside(() => void keys('secret-%').then(resolve)));
    });
    expect(seen).toEqual([]);
    expect(await keys('secret-%')).toEqual(['secret-1']);
  });

  it('refuses a write outside a transaction', async () => {
    await expect(insert('outside')).rejects.toThrow('a write outside a transaction');
  });

  it('joins a nested transaction: the outer one decides', async () => {
    const failing = database.transaction(async () => {
      await database.transaction(() => insert('nested'));
      throw new Error('the outer one fails');
    });
    await expect(failing).rejects.toThrow('the outer one fails');
    expect(await keys('nested')).toEqual([]);
  });

  it('undoes a nested transaction whose failure is caught', async () => {
    await database.transaction(async () => {
      await insert('outer');
      const failing = database.transaction(async () => {
        await insert('inner');
        throw new Error('caught outside');
      });
      await failing.catch(() => undefined);
    });
    expect([await keys('outer'), await keys('inner')]).toEqual([['outer'], []]);
  });

  it('lets two editors of one record not overwrite each other', async () => {
    await database.transaction(() => database.insert(Throttle, [row('count', 0)]));
    const addOne = (): Promise<void> =>
      database.transaction(async () => {
        const found = await database.row<Throttle>('SELECT used FROM throttles WHERE throttle_key = ?', ['count']);
        await pause();
        await database.update(Throttle, { throttle_key: 'count' }, { used: (found?.used ?? 0) + 1 });
      });
    await Promise.all(Array.from({ length: 12 }, addOne));
    const after = await database.row<Throttle>('SELECT used FROM throttles WHERE throttle_key = ?', ['count']);
    expect(after?.used).toBe(12);
  });

  it('runs what was refused for the moment again from the start, and tells when it gives up', async () => {
    let runs = 0;
    await database.transaction(async () => {
      runs += 1;
      await insert(`again-${runs}`);
      if (runs < 3) throw deadlock();
    });
    expect([runs, await keys('again-%')]).toEqual([3, ['again-3']]);
    const never = database.transaction(() => Promise.reject(deadlock()));
    await expect(never).rejects.toMatchObject({ key: 'database.busy', kind: 'unavailable' });
  });

  it('goes on with nothing after a deadlock, also where somebody caught it inside', async () => {
    await database.transaction(() => database.insert(Throttle, [row('cross-1', 0), row('cross-2', 0)]));
    const addOne = (key: string): Promise<number> =>
      database.execute('UPDATE throttles SET used = used + 1 WHERE throttle_key = ?', [key]);
    const crossing = async (name: string, first: string, second: string): Promise<number> => {
      let runs = 0;
      await database.transaction(async () => {
        runs += 1;
        await insert(`crossing-${name}-before-${runs}`);
        await addOne(first);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await database.transaction(() => addOne(second)).catch(() => undefined);
        await insert(`crossing-${name}-after-${runs}`);
      });
      return runs;
    };
    const runs = await Promise.all([crossing('a', 'cross-1', 'cross-2'), crossing('b', 'cross-2', 'cross-1')]);
    expect(runs.sort()).toEqual(database.engine === 'mariadb' ? [1, 2] : [1, 1]);
    const left = await database.rows<Throttle>("SELECT used FROM throttles WHERE throttle_key LIKE 'cross-%'");
    expect(left.map(({ used }) => used)).toEqual([2, 2]);
    expect(await keys('crossing-%')).toHaveLength(4);
  });

  it('has committed what a failing work after the commit tells of: nothing is run again, nobody waits', async () => {
    let runs = 0;
    const failed = database.transaction(async () => {
      runs += 1;
      await insert('told');
      database.afterCommit(async () => {
        // Somebody else writes while this goes on.
        await database.transaction(() => insert('told-meanwhile'));
        throw deadlock();
      });
    });
    await expect(failed).rejects.toMatchObject({ errno: 1213 });
    expect([runs, (await keys('told%')).sort()]).toEqual([1, ['told', 'told-meanwhile']]);
  });

  it('lets two add the same new key at once: the second finds the row of the first', async () => {
    const outcomes = await Promise.all(
      [1, 2].map(() =>
        database.transaction(async () => {
          const found = await keys('new-key');
          await pause();
          if (found.length === 0) await insert('new-key');
          return found.length;
        }),
      ),
    );
    expect(outcomes.sort()).toEqual([0, 1]);
  });

  it('runs what must follow before the commit once, and what comes after only if it committed', async () => {
    const calls: string[] = [];
    await database.transaction(async () => {
      database.beforeCommit('k', async () => void calls.push('before'));
      database.beforeCommit('k', async () => void calls.push('twice'));
      database.afterCommit(() => void calls.push('after'));
    });
    const failing = database.transaction(async () => {
      database.afterCommit(() => void calls.push('never'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(calls).toEqual(['before', 'after']);
  });

  it('leaves what waits for the commit as it was before a nested part that fails, also where that ran it', async () => {
    const done: string[] = [];
    const wait = (key: string, ...items: string[]): void =>
      database.beforeCommit<string>(key, async (all) => void done.push(`${key}:${all.join('')}`), items);
    const fail = (): Promise<never> => Promise.reject(new Error('taken back'));
    const failing = (work: () => Promise<unknown>): Promise<unknown> =>
      database.transaction(() => work().then(fail)).catch(() => undefined);
    await database.transaction(async () => {
      wait('one', 'a');
      await failing(async () => {
        wait('one', 'a', 'b');
        wait('other', 'x');
        database.afterCommit(() => void done.push('never'));
        await database.transaction(async () => wait('one', 'c'));
        await database.flush();
        wait('one', 'd');
      });
      expect(done.splice(0)).toEqual(['one:abc', 'other:x']);
      wait('one', 'e');
      await failing(async () => {
        await failing(() => database.flush());
        wait('one', 'f');
      });
      expect(done.splice(0)).toEqual(['one:ae']);
      await database.transaction(async () => wait('other', 'y'));
      database.afterCommit(() => void done.push('after'));
    });
    expect(done).toEqual(['one:ae', 'other:y', 'after']);
  });

  it('gives a snapshot that does not move', async () => {
    await database.snapshot(async () => {
      const before = await keys('snap-%');
      await new Promise<void>((resolve, reject) =>
        outside(() => void database.transaction(() => insert('snap-1')).then(resolve, reject)),
      );
      expect(await keys('snap-%')).toEqual(before);
    });
    expect(await keys('snap-%')).toEqual(['snap-1']);
  });

  it('tells apart what only a byte tells apart', async () => {
    await database.transaction(() =>
      database.insert(
        Throttle,
        ['a', 'A', 'ă', 'ã'].map((key) => row(`byte-${key}`)),
      ),
    );
    expect(await keys('byte-%')).toHaveLength(4);
  });

  it('has nothing left to migrate and no drift between entities and tables', async () => {
    expect(await pendingMigrations(database)).toEqual([]);
    const drift = await database.source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });
});

/** What MariaDB answers when two wait for each other; SQLite knows the same under another name. */
function deadlock(): Error {
  return Object.assign(new Error('deadlock'), { errno: 1213 });
}

/** Runs work as another request would: outside the transaction that is running here. */
const outside = (() => {
  const queue: (() => void)[] = [];
  setInterval(() => queue.shift()?.(), 1).unref();
  return (work: () => void): void => void queue.push(work);
})();
