import { NameWords1764630000000 } from '../../migrations/1764630000000-name-words.js';
import { HomeWords1764640000000 } from '../../migrations/1764640000000-home-words.js';
import type { World } from '../support/world.js';
import { districtWorld, load } from './cast.js';

let world: World;
beforeEach(async () => {
  ({ world } = await districtWorld());
  await load(world, 'people', ['ref,full_name,unit', 'a,Lò Văn Páo,03405', 'b,Đặng Ứng Ứng,03405', 'c,Lò 2,03405']);
});
afterEach(() => world.close());

const words = async (): Promise<string[]> =>
  (
    await world.database.rows<Record<string, string>>(
      'SELECT word, sort_name, unit_code, person_id FROM person_name_words ORDER BY person_id, word',
    )
  ).map((row) => Object.values(row).join(' '));

describe('bringing a register of the version before up to date', () => {
  it('fills the words as the importer writes them, and goes on where it was killed', async () => {
    const written = await words();
    expect(written).toHaveLength(7);
    const [step, next] = [new NameWords1764630000000(), new HomeWords1764640000000()];
    const runner = world.database.source.createQueryRunner();
    await next.down(runner);
    await step.down(runner);
    await step.up(runner);
    expect(await words()).toEqual(written);
    await runner.query("DELETE FROM person_name_words WHERE person_id > (SELECT id FROM people WHERE ref = 'a')");
    await step.up(runner);
    await next.up(runner);
    // It may have been killed between its two changes, or before it was noted as done.
    await next.up(runner);
    if (world.database.engine === 'mariadb') await runner.release();
    expect(await words()).toEqual(written);
    const drift = await world.database.source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });
});
