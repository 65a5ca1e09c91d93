import { Stamps } from '../../src/database/stamps.js';
import { World } from '../support/world.js';

let world: World;
let stamps: Stamps;
beforeEach(async () => {
  world = await World.create();
  stamps = world.get(Stamps);
});
afterEach(() => world.close());

const now = (): Promise<number> => stamps.value('territory');
const touch = (): Promise<void> => world.database.transaction(async () => stamps.touch('territory'));

describe('a stamp', () => {
  it('moves once with a transaction that touches it, however often, and not with one that fails', async () => {
    const before = await now();
    await world.database.transaction(async () => {
      stamps.touch('territory');
      stamps.touch('territory');
    });
    expect(await now()).toBe(before + 1);
    const failing = world.database.transaction(async () => {
      stamps.touch('territory');
      throw new Error('not this time');
    });
    await expect(failing).rejects.toThrow('not this time');
    expect(await now()).toBe(before + 1);
  });

  it('is for whoever only looks the same from first to last, and asked for once', async () => {
    const asked = jest.spyOn(world.database, 'rows');
    const before = await now();
    const seen = await stamps.whileLooking(async () => {
      const first = await now();
      await touch();
      asked.mockClear();
      return [first, await now(), await now()];
    });
    expect(seen).toEqual([before, before, before]);
    expect(asked).not.toHaveBeenCalled();
    expect(await now()).toBe(before + 1);
    expect(await stamps.whileLooking(now)).toBe(before + 1);
  });

  it('is what it is now for a transaction, and what a snapshot sees for a snapshot', async () => {
    const before = await now();
    await stamps.whileLooking(async () => {
      expect(await now()).toBe(before);
      await touch();
      expect(await world.database.transaction(now)).toBe(before + 1);
      expect(await world.database.snapshot(now)).toBe(before + 1);
      expect(await now()).toBe(before);
    });
    expect(await world.database.snapshot(async () => [await now(), await now()])).toEqual([before + 1, before + 1]);
  });
});
