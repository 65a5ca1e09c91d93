import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setClock } from '../../src/config/clock.js';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());
afterEach(() => setClock());

/** Arrays in arrays. */
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('an address', () => {
  it('has one spelling: no other case, no slash behind', async () => {
    const organizer = await world.member('organizer');
    await organizer.get('/plans').expect(200);
    await organizer.api('get', '/api/v1/me').expect(200);
    for (const path of ['/Plans', '/PLANS', '/plans/', '/plans/NEW', '/Sign-In', '/sign-in/', '/API/v1/me']) {
      expect([path, (await organizer.get(path)).status]).toEqual([path, 404]);
    }
    for (const path of ['/API/v1/me', '/api/V1/me', '/api/v1/me/', '/Api/v1/groups']) {
      expect([path, (await organizer.api('get', path)).status]).toEqual([path, 404]);
    }
    expect((await world.request().get('/API/v1/me')).status).toBe(404);
  });

  it('of the style sheet is that of this version', async () => {
    const page = await world.request().get('/sign-in');
    const sheet = /\/assets\/lan-toa\.[0-9a-f]+\.css/.exec(page.text)?.[0] ?? '';
    const now = await world.request().get(sheet).expect(200);
    expect(now.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const former = await world.request().get('/assets/lan-toa.000000000000.css').expect(404);
    expect(former.headers['cache-control']).toBe('no-store');
  });
});

describe('what browsers and proxies keep', () => {
  it('is nothing but the assets: not even pages for those who are not signed in', async () => {
    const { get } = await world.member('viewer');
    const strangers = [
      '/sign-in',
      '/password/forgotten',
      '/password/reset?token=x',
      '/api/v1/openapi.json',
      '/healthz',
    ];
    const answers = await Promise.all(strangers.map((path) => world.request().get(path)));
    for (const { headers } of [...answers, await get('/account')]) {
      expect([headers['cache-control'], headers.etag]).toEqual(['no-store', undefined]);
    }
    const icon = await world.request().get('/assets/icons/lan-toa-tile.svg');
    expect(icon.headers['cache-control']).toMatch(/max-age=86400/);
    expect(icon.headers.etag).toBeDefined();
  });
});

describe('a program', () => {
  it('is answered with a problem also before anybody knows who it is', async () => {
    const me = () => world.request().get('/api/v1/me').set('Authorization', 'Bearer wrong');
    for (let tries = 0; tries < 100 && (await me()).status === 401; tries += 1);
    const refused = await me()
      .expect(429)
      .expect('Content-Type', /problem\+json/);
    expect(refused.body).toMatchObject({ type: 'urn:lan-toa:problem:accounts.too_many', status: 429 });
    expect(refused.headers['cache-control']).toBe('no-store');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('is refused a body nested deeper than anything it could mean', async () => {
    const { token } = await world.member('administrator');
    const send = (method: 'put' | 'post', path: string, body: string) =>
      world.request()[method](path).set('Authorization', `Bearer ${token}`).type('json').send(body);
    const refusals = [
      await send('put', '/api/v1/plans/X', nested(6000)),
      await send('post', '/api/v1/groups', `{"rows": ${nested(5000)}}`).set('Idempotency-Key', 'deep'),
      await send('post', '/api/v1/groups', nested(33)),
      await send('post', '/api/v1/groups', '{"a":'.repeat(40) + '1' + '}'.repeat(40)),
    ];
    for (const { status, body } of refusals) {
      expect([status, body]).toEqual([422, expect.objectContaining({ type: 'urn:lan-toa:problem:api.too_deep' })]);
    }
    const shallow = await send('post', '/api/v1/groups', nested(32));
    expect(shallow.body).not.toMatchObject({ type: 'urn:lan-toa:problem:api.too_deep' });
  });

  it('that gives another request the same Idempotency-Key is told so, and not of somebody else', async () => {
    const { api } = await world.member('administrator');
    const post = (name: string) =>
      api('post', '/api/v1/groups')
        .set('Idempotency-Key', 'k')
        .send({ rows: [{ code: 'g', name, counts: 'persons' }] });
    await post('Giáo viên').expect(200);
    const again = await post('Phụ huynh').expect(409);
    expect(again.body).toMatchObject({ title: 'Khóa Idempotency-Key đã dùng' });
  });
});

describe('a form with a file', () => {
  it('needs its token also when it has no body at all', async () => {
    const { cookie } = await world.member('organizer');
    const server = createServer(world.app.getHttpAdapter().getInstance() as RequestListener).listen(0);
    // By hand: a client would say that the body has length 0.
    const socket = connect((server.address() as AddressInfo).port);
    socket.write(`POST /imports HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`);
    const answer = await text(socket);
    server.close();
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
  });
});

describe('a reader who comes back after a while', () => {
  it('is answered while something long is being written, and the visit is written down afterwards', async () => {
    const { get, api, id } = await world.member('viewer');
    const seen = async (): Promise<string | undefined> =>
      (await world.database.row<{ seen_at: string }>('SELECT seen_at FROM sign_ins WHERE user_id = ?', [id]))?.seen_at;
    const before = await seen();
    let finish = (): void => undefined;
    let begun = (): void => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const long = world.database.transaction(async () => {
      await world.database.execute('UPDATE sign_ins SET agent = ? WHERE user_id = ?', ['long', id]);
      await world.database.execute('UPDATE api_tokens SET name = ? WHERE user_id = ?', ['long', id]);
      const end = new Promise<void>((resolve) => (finish = resolve));
      begun();
      await end;
    });
    await beginning;
    setClock(() => new Date(Date.now() + 6 * 60_000));
    await Promise.all([get('/account').expect(200), get('/account').expect(200), api('get', '/api/v1/me').expect(200)]);
    expect(await seen()).toBe(before);
    finish();
    await long;
    for (let tries = 0; tries < 100 && (await seen()) === before; tries += 1)
      await new Promise((r) => setTimeout(r, 20));
    expect(await seen()).not.toBe(before);
  });
});

describe('cookies over TLS', () => {
  it('are secure and bound to the host, the choice of language too, and it is read again', async () => {
    const overTls = await World.create({ PUBLIC_URL: 'https://lan-toa.example.vn' });
    try {
      const chosen = await overTls.request().get('/locale?to=en&back=/sign-in').expect(303);
      const line = String(chosen.headers['set-cookie']);
      expect(line).toMatch(/^__Host-lan-toa-locale=en; .*Path=\/;.*HttpOnly; Secure; SameSite=Lax/);
      const page = await overTls.request().get('/first-run').set('Cookie', '__Host-lan-toa-locale=en');
      expect(page.text).toContain('<html lang="en">');
    } finally {
      await overTls.close();
    }
  });
});
