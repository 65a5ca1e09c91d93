import { CountBook, CountChanges } from '#src/ledger/count-book.js';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const LIST = { plan_id: 1, measure: 'informed', group_code: 'teacher' } as const;
const write = (book: CountBook, changes: CountChanges): Promise<void> =>
  world.database.transaction(() => book.relieve(changes));
const sums = async (): Promise<string[]> => {
  const rows = await world.database.rows<{ span: string; places: number; firsts: number }>(
    'SELECT span, COUNT(*) AS places, SUM(firsts) AS firsts FROM span_counts GROUP BY span ORDER BY span',
  );
  return rows.map(({ span, places, firsts }) => `${span} ${places} ${Number(firsts)}`);
};

it('holds few changes back and writes many at once where there is one writer, each added once', async () => {
  const book = world.get(CountBook);
  const changes = new CountChanges();
  const add = (from: number, to: number, date: string): void => {
    for (let place_id = from; place_id <= to; place_id += 1) changes.add(LIST, { place_id, date }, { firsts: 1 });
  };
  add(1, 20_000, '2025-03-10');
  await write(book, changes);
  expect([await sums(), changes.size]).toEqual([[], 80_000]);
  add(20_001, 26_000, '2025-03-10');
  await write(book, changes);
  expect(changes.size).toBe(world.database.engine === 'sqlite' ? 0 : 104_000);
  add(1, 1, '2025-04-02');
  await world.database.transaction(() => book.write(changes));
  expect(await sums()).toEqual([
    ' 26000 26001',
    '2025 26000 26001',
    '2025-03 26000 26000',
    '2025-03-10 26000 26000',
    '2025-04 1 1',
    '2025-04-02 1 1',
  ]);
});
