import { join } from 'node:path';
import { bringIn } from '../coverage/bring-in.js';
import { type Member, World } from '../support/world.js';
import { links, words } from './reading.js';

let world: World;
let administrator: Member;

beforeAll(async () => {
  world = await World.create();
  await bringIn(world, join(import.meta.dirname, '..', 'fixtures', 'worked-example'));
  administrator = await world.member('administrator');
});
afterAll(() => world.close());

describe('the baseline of a figure after a reform', () => {
  it('says of what old places a sum is made, with their sources, and leads to them', async () => {
    const { text } = await administrator.get('/plans/P/indicators/2.1?as_of=2025-12-10').expect(200);
    expect(words(text)).toMatch(/N 30 cộng từ 2 địa bàn cũ, năm 2021 x/);
    expect(links(text)).toContain('/plans/P/indicators/2.1?as_of=2025-12-10&unit=N#baseline');
    expect(words(text)).toContain('mẫu số năm 2021');
    const before = await administrator.get('/plans/P/indicators/2.1?as_of=2025-06-15').expect(200);
    expect(words(before.text)).toContain('Cộng từ 3 địa bàn');
  });
});
