import { Duplicates1764610000000 } from '../../migrations/1764610000000-duplicates.js';
import type { World } from '../support/world.js';
import { districtWorld, load } from './cast.js';

let world: World;
beforeEach(async () => {
  ({ world } = await districtWorld());
  await load(world, 'people', ['ref,full_name,unit', 'a,Lò Văn Páo,03405', 'b,Đặng Ứng,03405', 'c,Pau Lo V.,03405']);
});
afterEach(() => world.close());

const initials = async (): Promise<string[]> =>
  (await world.database.rows<{ it: string }>('SELECT name_initials AS it FROM people ORDER BY ref')).map(
    ({ it }) => it,
  );

describe('bringing a register of the version before up to date', () => {
  it('fills the initials as the importer writes them, and goes on where it was killed', async () => {
    const written = await initials();
    expect(written).toEqual(['lpv', 'du', 'lpv']);
    const step = new Duplicates1764610000000();
    const runner = world.database.source.createQueryRunner();
    await step.down(runner);
    await runner.query(
      "INSERT INTO people (ref, full_name, sort_name, sort_key, unit_code, created_at) VALUES ('d', '?', '', '', 'x', '')",
    );
    await step.up(runner);
    expect(await initials()).toEqual([...written, '']);
    await runner.query("UPDATE people SET name_initials = '' WHERE ref > 'a'");
    await step.up(runner);
    if (world.database.engine === 'mariadb') await runner.release();
    expect(await initials()).toEqual([...written, '']);
    const drift = await world.database.source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });
});
