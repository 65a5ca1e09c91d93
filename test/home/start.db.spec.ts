import { importReal } from '../territory/district.js';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

describe('the first page of an installation without a plan', () => {
  it('says what to load, in its order, and ticks what is there', async () => {
    const administrator = await world.member('administrator');
    const empty = (await administrator.get('/').expect(200)).text;
    const order = ['units', 'successions', 'plan', 'baselines', 'people'].map((kind) =>
      empty.indexOf(`kind&#x3D;${kind}"`),
    );
    expect(order[0]).toBeGreaterThan(0);
    // Without places nothing else can be loaded.
    expect(order.slice(1)).toEqual([-1, -1, -1, -1]);
    await importReal(world, 'units');
    const { text } = await administrator.get('/').expect(200);
    expect(text).toContain('Đã có');
    expect(text).not.toContain('kind&#x3D;units');
    expect(text.match(/class="btn btn-main"/g)).toHaveLength(1);
    expect(text).toMatch(/btn-main" href="\/imports\?kind&#x3D;plan"/);
  });

  it('asks others for patience', async () => {
    const viewer = await world.member('viewer');
    const { text } = await viewer.get('/').expect(200);
    expect(text).toContain('Chưa có kế hoạch nào');
    expect(text).not.toContain('/imports');
  });
});
