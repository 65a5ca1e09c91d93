import { performance } from 'node:perf_hooks';
import type { Database } from '../../src/database/database.js';
import { openDatabase } from '../../src/database/open.js';
import { freshSettings } from '../support/world.js';

let database: Database;
let clock = 0;

beforeAll(async () => {
  database = await openDatabase(await freshSettings(), { entities: [], migrations: [] });
  await database.source.query('CREATE TABLE notes (n integer)');
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => database.close());

/** How often the event loop goes round while work runs of which each look at the clock takes a millisecond. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let [turns, ended] = [0, false];
  jest.spyOn(performance, 'now').mockImplementation(() => (clock += 1));
  const count = (): void => {
    turns += 1;
    if (!ended) setImmediate(count);
  };
  setImmediate(count);
  await work();
  ended = true;
  return turns;
}

/** A hundred statements that follow each other. */
async function hundred(run: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < 100; n += 1) await run(n);
}

describe('long work on one event loop', () => {
  it('lets others have their turn between the statements of a transaction', async () => {
    const work = () =>
      database.transaction(() => hundred((n) => database.execute('INSERT INTO notes VALUES (?)', [n])));
    expect(await turnsDuring(work)).toBeGreaterThan(8);
  });

  it('and between those that read', async () => {
    const look = () => hundred((n) => database.rows('SELECT n FROM notes WHERE n = ?', [n]));
    expect(await turnsDuring(() => database.snapshot(look))).toBeGreaterThan(8);
    expect(await turnsDuring(look)).toBeGreaterThan(8);
  });
});
