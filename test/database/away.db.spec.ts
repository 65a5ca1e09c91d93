import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Log } from '../../src/web/log.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { freshSettings, type Member, World } from '../support/world.js';

/** What the product promises, with nothing added for a busy machine. */
const REFUSED_WITHIN_MS = 10_000;
const BACK_WITHIN_MS = 5_000;
const lines: string[] = [];
let proxy: TcpProxy;
let world: World;
let organizer: Member;

const itOnAServer = process.env.LANTOA_TEST_ENGINE === 'mariadb' ? it : it.skip;

beforeAll(async () => {
  if (process.env.LANTOA_TEST_ENGINE !== 'mariadb') return;
  const { databaseUrl = '' } = await freshSettings();
  proxy = await TcpProxy.before(databaseUrl);
  world = await World.create({ DATABASE_URL: proxy.url });
  organizer = await world.member('administrator');
  const { pino } = world.get(Log) as unknown as {
    pino: { error(...line: unknown[]): void; warn(...line: unknown[]): void };
  };
  for (const level of ['error', 'warn'] as const) {
    jest.spyOn(pino, level).mockImplementation((_, text) => void lines.push(`${level}: ${String(text)}`));
  }
});
beforeEach(() => void lines.splice(0));
afterAll(async () => {
  await world?.close();
  await proxy?.close();
});

const group = (code: string) => ({ rows: [{ code, name: 'Người cao tuổi', counts: 'persons' }] });
const add = (code: string) => organizer.api('post', '/api/v1/groups').send(group(code));

/** Asks for pages, by the API and for readiness, several times at once. @returns how long the slowest answer took */
async function expectRefusals(): Promise<number> {
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 15 }, async (_, n) => {
      const page = await organizer.get('/territory').set('Accept-Language', 'vi');
      expect([page.status, page.text]).toEqual([503, expect.stringContaining('Máy chủ cơ sở dữ liệu chưa trả lời')]);
      const answer = await add(`away-${n}`).set('Accept-Language', 'en');
      expect(answer.status).toBe(503);
      await world.request().get('/readyz').expect(503);
      await world.request().get('/healthz').expect(200);
    }),
  );
  return performance.now() - began;
}

async function expectRecovery(): Promise<void> {
  const began = performance.now();
  while ((await world.request().get('/readyz')).status !== 200) {
    expect(performance.now() - began).toBeLessThan(BACK_WITHIN_MS);
    await sleep(100);
  }
  await organizer.get('/territory').expect(200);
}

describe('a database server that goes away', () => {
  itOnAServer(
    'answers with a sentence as soon as the server is stopped, alarms once, and recovers by itself',
    async () => {
      await add('before').expect(({ status }) => expect(status).toBeLessThan(300));
      await proxy.cut();
      expect(await expectRefusals()).toBeLessThan(REFUSED_WITHIN_MS);
      expect(lines).toEqual(['error: the database does not answer: everybody is refused until it does']);
      await proxy.open();
      await expectRecovery();
      expect(lines.slice(1)).toEqual(['warn: the database answers again']);
      await add('after').expect(({ status }) => expect(status).toBeLessThan(300));
    },
  );

  itOnAServer('does the same where the network says nothing any more', async () => {
    proxy.hang();
    expect(await expectRefusals()).toBeLessThan(REFUSED_WITHIN_MS);
    expect(await expectRefusals()).toBeLessThan(2000);
    expect(lines).toEqual(['error: the database does not answer: everybody is refused until it does']);
    await proxy.open();
    await expectRecovery();
    await add('after-silence').expect(({ status }) => expect(status).toBeLessThan(300));
  });

  itOnAServer('refuses a transaction that was at work, and leaves nothing of it', async () => {
    const { database } = world;
    const work = database.transaction(async () => {
      await database.execute('UPDATE users SET name = ? WHERE id = ?', ['half done', organizer.id]);
      await proxy.cut();
      await database.execute('UPDATE users SET name = ? WHERE id = ?', ['done', organizer.id]);
    });
    await expect(work).rejects.toMatchObject({ key: 'database.away' });
    await proxy.open();
    await expectRecovery();
    const user = await database.row<{ name: string }>('SELECT name FROM users WHERE id = ?', [organizer.id]);
    expect(user?.name).toBe('administrator 1');
  });
});
