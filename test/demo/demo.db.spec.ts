import { join } from 'node:path';
import type { Bench } from '../../src/commands/command.js';
import { demoCommand } from '../../src/commands/demo.js';
import { World } from '../support/world.js';

jest.setTimeout(120_000);

let world: World;
let said = '';

beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const bench = (dataDir: string): Bench => ({
  settings: { ...world.settings, dataDir },
  database: world.database,
  app: async () => world.app,
  out: (text) => void (said += text),
  err: (text) => void (said += text),
});
const count = async (table: 'users' | 'places' | 'people'): Promise<number> =>
  Number((await world.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))?.n);

describe('the demonstration district', () => {
  it('is there as a whole or not at all: what stops at its last step can be begun anew', async () => {
    await expect(demoCommand.prepare([])(bench(join(world.settings.dataDir, 'no-such-folder')))).rejects.toThrow('ENOENT');
    expect([await count('places'), await count('users'), await count('people')]).toEqual([0, 0, 0]);

    expect(await demoCommand.prepare([])(bench(world.settings.dataDir))).toBe(0);
    expect(await count('people')).toBeGreaterThan(2000);
  });

  it('prints the same log-ins the next time, and loads nothing twice', async () => {
    const people = await count('people');
    const [first] = /\S+@example\.vn {2}\S+/.exec(said) ?? [];
    said = '';
    expect(await demoCommand.prepare([])(bench(world.settings.dataDir))).toBe(0);
    expect(first).toBeDefined();
    expect(said).toContain(first);
    expect(await count('people')).toBe(people);
  });
});
