import type { Settings } from '../../src/config/settings.js';
import { Outbox } from '../../src/mail/outbox.js';
import { lantoa } from '../support/command.js';
import { letterTo, messageRows } from '../support/letters.js';
import { headerOf, MailServer } from '../support/mail-server.js';
import { World } from '../support/world.js';

/** A roster: who is to get a letter. */
const ROSTER = Array.from({ length: 150 }, (_, at) => `nguoi${at}@example.vn`);
let server: MailServer;
let world: World;
/** The world itself has no mail server: only the processes send. */
let settings: Settings;

beforeEach(async () => {
  server = await MailServer.start();
  world = await World.create();
  settings = { ...world.settings, smtpUrl: server.url(), mailPerMinute: 0 };
  const outbox = world.get(Outbox);
  await world.database.transaction(() => outbox.putAll(ROSTER.map((each) => letterTo(each))));
});
afterEach(async () => {
  await world.close();
  await server.close();
});

const send = (kill?: Parameters<typeof lantoa>[2]) => lantoa(settings, ['outbox', 'send'], kill);
const count = async (state: string) => (await messageRows(world)).filter((row) => row.state === state).length;

describe('processes that send', () => {
  it('share the work: two at once, every recipient once', async () => {
    const ended = await Promise.all([send(), send()]);
    expect(ended).toMatchObject([
      { status: 0, err: '' },
      { status: 0, err: '' },
    ]);
    expect(server.recipients.sort()).toEqual([...ROSTER].sort());
    expect(ended.map(({ out }) => Number(out)).reduce((a, b) => a + b, 0)).toBe(ROSTER.length);
    expect(await count('sent')).toBe(ROSTER.length);
  });

  it('lose nothing where one is killed: the others and the next have every recipient once, but for the one in flight', async () => {
    await server.behave({ delay: 5 });
    const [killed, other] = await Promise.all([
      send({ sees: async () => server.letters.length >= 30, every: 1, after: 0 }),
      send(),
    ]);
    expect([killed.status, other.status]).toEqual([null, 0]);
    const left = (await messageRows(world)).filter(({ state }) => state !== 'sent');
    expect(left.length).toBeLessThanOrEqual(1);
    // The lease of whoever died runs out after five minutes.
    const past = new Date(Date.now() - 1000).toISOString();
    await world.database.transaction(() =>
      world.database.execute(
        "UPDATE outbox SET leased_until = ?, next_attempt_at = ? WHERE state = 'waiting' AND leased_until IS NOT NULL",
        [past, past],
      ),
    );
    expect((await send()).status).toBe(0);
    expect(await count('sent')).toBe(ROSTER.length);
    expect([...new Set(server.recipients)].sort()).toEqual([...ROSTER].sort());
    const twice = server.letters.length - ROSTER.length;
    expect(twice).toBeLessThanOrEqual(1);
    const ids = server.letters.flatMap((letter) => headerOf(letter, 'Message-ID'));
    expect(new Set(ids).size).toBe(ROSTER.length);
  });

  it('are killed again and again, and every letter arrives', async () => {
    await server.behave({ delay: 2 });
    let kills = 0;
    for (const at of [20, 60, 100]) {
      const { status } = await send({ sees: async () => server.letters.length >= at, every: 1, after: 0 });
      if (status === null) kills += 1;
    }
    expect(kills).toBeGreaterThan(0);
    await world.database.transaction(() =>
      world.database.execute("UPDATE outbox SET leased_until = NULL, next_attempt_at = '' WHERE state = 'waiting'"),
    );
    expect((await send()).status).toBe(0);
    expect([...new Set(server.recipients)].sort()).toEqual([...ROSTER].sort());
    expect(server.letters.length).toBeLessThanOrEqual(ROSTER.length + kills);
    expect(new Set(server.letters.flatMap((letter) => headerOf(letter, 'Message-ID'))).size).toBe(ROSTER.length);
  });
});
