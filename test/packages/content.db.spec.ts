import { setClock } from '../../src/config/clock.js';
import { ContentTickets } from '../../src/packages/content-tickets.js';
import { PassChecks } from '../../src/packages/pass-checks.js';
import { World } from '../support/world.js';
import { keptPackage, samplePackage } from './sample-packages.js';
import supertest from 'supertest';

const CONTENT = 'content.example.vn';

describe.each(['shut-in', 'apart'] as const)('the files of packages, %s', (mode) => {
  let world: World;
  let ticket: string;
  beforeAll(async () => {
    world = await World.create(mode === 'apart' ? { CONTENT_URL: `http://${CONTENT}` } : {});
    jest.spyOn(world.get(PassChecks), 'holds').mockResolvedValue(true);
    const { sha256 } = await keptPackage(world, samplePackage('1.2'));
    ticket = issue(sha256);
  });
  afterAll(async () => {
    setClock();
    await world.close();
  });

  const issue = (sha256: string): string =>
    world.get(ContentTickets).issue({
      ...{ sha256, standard: '1.2', activity_id: 1, person_id: 1, lesson_key: 'goi' },
    });
  const host = mode === 'apart' ? CONTENT : 'localhost:3000';
  const get = (path: string): supertest.Test => supertest(world.app.getHttpServer()).get(path).set('Host', host);
  const file = (name: string): supertest.Test => get(`/content/${ticket}/${name}`);

  it('are sent as what they are, to use nothing but each other', async () => {
    const { headers } = await file('kich-ban/sco.js').expect(200);
    expect(headers['content-type']).toMatch(/^text\/javascript/);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain(`default-src http://${host}/content/${ticket}/ http://${host}/content/-/ 'unsafe-inline'`);
    expect(policy).not.toContain("'self'");
    const same = mode === 'apart' ? ' allow-same-origin' : '';
    expect(policy.endsWith(`sandbox allow-scripts allow-forms${same}`)).toBe(true);
    expect(policy.includes(`frame-ancestors http://localhost:3000 http://${host}`)).toBe(mode === 'apart');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['cross-origin-resource-policy']).toBe(mode === 'apart' ? 'same-origin' : 'cross-origin');
    expect(headers['access-control-allow-origin']).toBe(mode === 'apart' ? undefined : '*');
    for (const name of ['set-cookie', 'x-frame-options', 'cross-origin-opener-policy']) {
      expect([name, headers[name]]).toEqual([name, undefined]);
    }
  });

  it('have the API in their pages where nothing can be around them', async () => {
    const { text, headers } = await file('INDEX.html').expect(200);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(/<head><script src="\/content\/-\/scorm12\.js\?v=\w+"><\/script><meta/.test(text)).toBe(mode === 'shut-in');
    const around = await file('').expect(mode === 'apart' ? 200 : 404);
    expect(around.text.includes('scorm12.js')).toBe(mode === 'apart');
  });

  it('are sent in pieces where they lie as they are', async () => {
    const piece = await file('phim/a.mp4').set('Range', 'bytes=2-4').expect(206);
    expect([piece.headers['content-range'], String(piece.body)]).toEqual(['bytes 2-4/10', '234']);
    expect(piece.headers['content-length']).toBe('3');
    const rest = await file('phim/a.mp4').set('Range', 'bytes=-2').expect(206);
    expect(String(rest.body)).toBe('89');
    await file('phim/a.mp4').set('Range', 'bytes=20-').expect(416).expect('Content-Range', 'bytes */10');
    await file('phim/a.mp4').set('Range', 'bytes=0-1,4-5').expect(200).expect('Content-Length', '10');
    await file('kich-ban/sco.js').set('Range', 'bytes=0-1').expect(200).expect('Accept-Ranges', 'none');
    const whole = await supertest(world.app.getHttpServer()).head(`/content/${ticket}/phim/a.mp4`).set('Host', host);
    expect([whole.status, whole.headers['content-length']]).toEqual([200, '10']);
  });

  it('are those of the package and no others', async () => {
    for (const name of [
      'khong-co.html',
      '%2e%2e/%2e%2e/secret.key',
      '..%2fsecret.key',
      'kich-ban',
      '%00',
      'a%5c..%5cb',
    ]) {
      expect([name, (await file(name)).status]).toEqual([name, 404]);
    }
    await get(`/content/${issue('0'.repeat(64))}/index.html`).expect(404);
    await get(`/content/${issue('../secret.key')}/index.html`).expect(404);
  });

  it('are opened by a ticket alone', async () => {
    const member = await world.member('administrator');
    await get(`/content/x${ticket}/index.html`).set('Cookie', member.cookie).expect(404);
    const other = ticket[40] === 'A' ? 'B' : 'A';
    await get(`/content/${ticket.slice(0, 40)}${other}${ticket.slice(41)}/index.html`).expect(404);
    setClock(() => new Date(Date.now() + 13 * 3_600_000));
    const late = await file('index.html').set('Accept-Language', 'en').expect(410);
    expect(late.text).toContain('Load its page again');
    setClock();
  });

  it('lie beside the scripts that they get from us', async () => {
    await get('/content/-/scorm2004.js')
      .expect(200)
      .expect('Cache-Control', /immutable/);
    await get('/content/-/nothing.js').expect(404);
  });

  if (mode === 'apart') {
    it('are all that their host has, and are on no other', async () => {
      for (const path of ['/', '/sign-in', '/assets/icons/lan-toa.svg', '/readyz', '/contents/x']) {
        expect([path, (await get(path)).status]).toEqual([path, 404]);
      }
      await get('/healthz').expect(200);
      const server = world.app.getHttpServer();
      await supertest(server).post(`/content/${ticket}/index.html`).set('Host', `${CONTENT}:8080`).expect(404);
      await supertest(server).get(`/content/${ticket}/index.html`).set('Host', 'localhost:3000').expect(404);
      await supertest(server).get('/sign-in').set('Host', 'localhost:3000').expect(200);
      await supertest(server).get('/sign-in').set('Host', 'localhost').set('X-Forwarded-Host', CONTENT).expect(200);
      const { headers } = await get('/sign-in').set('Cookie', 'lan-toa=x');
      expect(headers['set-cookie']).toBeUndefined();
    });
  }
});
