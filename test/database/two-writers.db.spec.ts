import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { Throttle } from '../../src/accounts/accounts.entities.js';
import { connect } from '../../src/app.js';
import type { Settings } from '../../src/config/settings.js';
import type { Database } from '../../src/database/database.js';
import { bringUpToDate } from '../support/migrated.js';
import { freshSettings } from '../support/world.js';

let settings: Settings;
let one: Database;
let other: Database;
beforeAll(async () => {
  settings = await freshSettings();
  await bringUpToDate(settings);
  one = await connect(settings);

  other = await connect(settings);
});
afterAll(async () => {
  await one.close();
  await other.close();
});

let last = 0;
function write(database: Database, meanwhile: () => Promise<unknown> = setImmediate): Promise<void> {
  return database.transaction(async () => {
    last += 1;
    const throttle_key = `write-${last}`;
    await database.insert(Throttle, [{ throttle_key, window_ends_at: '2030-01-01T00:00:00.000Z', used: 1 }]);
    await meanwhile();
  });
}

const count = async (database: Database): Promise<number> =>
  Number((await database.row<{ n: number }>('SELECT COUNT(*) AS n FROM throttles'))?.n);

describe('two processes that write to one database', () => {
  it('take turns: who writes one transaction after the other lets the other in', async () => {
    let waiting = true;
    const others = (async () => {
      for (let n = 0; n < 20; n += 1) {
        await sleep(5);
        await write(other);
      }
      waiting = false;
    })();
    // Between two of these transactions there is no moment in which anybody else has a chance, unless one is left.
    let many = 0;
    for (; waiting && many < 3000; many += 1) await write(one);
    expect(many).toBeLessThan(3000);
    await others;
    expect(await count(one)).toBe(many + 20);
    expect(await count(other)).toBe(many + 20);
  });

  it('wait without holding up what else their process does, and read meanwhile what is committed', async () => {
    let turns = 0;
    const held = write(one, async () => {
      const before = await count(other);
      const waiting = write(other, () => Promise.resolve());
      for (const end = Date.now() + 600; Date.now() < end; turns += 1) await sleep(1);
      expect(await count(other)).toBe(one.engine === 'sqlite' ? before : before + 1);
      return one.engine === 'sqlite' ? undefined : waiting;
    });
    await held;
    await write(other);
    // SQLite waiting by itself for a twentieth of a second at a time would leave a dozen.
    expect(turns).toBeGreaterThan(40);
  });
});
