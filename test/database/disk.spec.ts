import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

const pragma = (text: string): Promise<unknown> => world.database.source.query(`PRAGMA ${text}`);

describe('a disk that takes no more', () => {
  it('answers a write with a sentence and goes on reading, full or read-only, and recovers by itself', async () => {
    const organizer = await world.member('administrator');
    const add = () =>
      organizer
        .api('post', '/api/v1/groups')
        .send({ rows: [{ code: 'elder', name: 'Người cao tuổi', counts: 'persons' }] });

    await pragma('query_only = ON');
    expect((await add()).status).toBe(503);
    await organizer.get('/territory').expect(200);
    await pragma('query_only = OFF');

    const [{ page_count: pages }] = (await pragma('page_count')) as [{ page_count: number }];
    await pragma(`max_page_count = ${pages}`);
    const filled = await fill(organizer);
    expect(filled).toBe(507);
    await organizer.get('/territory').expect(200);
    await pragma('max_page_count = 1073741823');
    await add().expect((answer) => expect(answer.status).toBeLessThan(300));
  });
});

/** Writes until the file may not grow any more. @returns the status of the first refusal */
async function fill(organizer: Awaited<ReturnType<World['member']>>): Promise<number> {
  for (let n = 0; n < 200; n += 1) {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      code: `g${n}-${i}`,
      name: 'x'.repeat(180),
      counts: 'persons',
    }));
    const answer = await organizer.api('post', '/api/v1/groups').send({ rows });
    if (answer.status >= 400) return answer.status;
  }
  return 200;
}
