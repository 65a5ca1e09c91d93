import { join } from 'node:path';
import type { Bench } from '../../src/commands/command.js';
import { demoCommand } from '../../src/commands/demo.js';
import { World } from '../support/world.js';

jest.setTimeout(600_000);

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
    const issued = await world.database.rows(
      `SELECT a.code, COUNT(*) AS n, COUNT(e.id) AS ended FROM certificates c JOIN activities a ON a.id = c.activity_id
       LEFT JOIN certificate_endings e ON e.certificate_id = c.id GROUP BY a.code ORDER BY a.code`,
    );
    const codes = ['LDTE-DN', 'LDTE-GV', 'TH-2025-006', 'TH-2025-008'];
    expect(issued).toMatchObject(codes.map((code) => ({ code })));
    expect(issued.every((row) => Number((row as { n: number }).n) > 5)).toBe(true);
    expect(issued.map((row) => Number((row as { ended: number }).ended))).toEqual([0, 0, 0, 1]);
  });

  it('prints the same log-ins the next time, and loads nothing twice', async () => {
    const people = await count('people');
    const [first] = /\S+@example\.vn {2}\S+/.exec(said) ?? [];
    said = '';
    expect(await demoCommand.prepare([])(bench(world.settings.dataDir))).toBe(0);
    expect(first).toBeDefined();
    expect(said).toContain(first);
    const [, code] = /localhost:3000\/learning\/sign-in .*((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})/.exec(said) ?? [];
    await world.request().post('/learning/sign-in/code').type('form').send({ code }).expect(303);
    expect(await count('people')).toBe(people);
  });
});
