import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());

describe('the web plumbing', () => {
  it('answers health and readiness', async () => {
    await world.request().get('/healthz').expect(200);
    await world.request().get('/readyz').expect(200, { status: 'ready' });
  });

  it('sends strangers to the first run while there is nobody, then to sign-in', async () => {
    await world.request().get('/').expect(303).expect('Location', '/first-run');
    await world.member('viewer');
    await world.request().get('/').expect(303).expect('Location', '/sign-in');
  });

  it('serves the style sheet and says what the page may load', async () => {
    const viewer = await world.member('viewer');
    const answer = await viewer.get('/nowhere').expect(404);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['cache-control']).toBe('no-store');
    const sheet = /\/assets\/lan-toa\.[0-9a-f]+\.css/.exec(answer.text)?.[0] ?? '';
    await world.request().get(sheet).expect(200).expect('Content-Type', /css/);
  });

  it('takes a multipart form without the token nowhere, not even where no body is needed', async () => {
    const trainer = await world.member('trainer');
    const post = (path: string) => world.request().post(path).set('Cookie', trainer.cookie).field('a', 'b');
    await post('/sign-out').expect(403);
    await post('/account/sessions/closure').expect(403);
    await trainer.get('/account').expect(200);
  });

  it('refuses a change that another site made the browser send, also before sign-in', async () => {
    const post = () => world.request().post('/sign-in').type('form').send({ email: 'a@example.vn', password: 'x' });
    await post().set('Sec-Fetch-Site', 'cross-site').expect(403);
    await post().set('Origin', 'https://evil.example').expect(403);
    await post().set('Origin', 'null').expect(403);
  });

  it('refuses compressed bodies', async () => {
    const member = await world.member('administrator');
    await member.api('post', '/api/v1/groups').set('Content-Encoding', 'gzip').send({ rows: [] }).expect(415);
  });
});
