import { setClock } from '../../src/config/clock.js';
import { Outbox } from '../../src/mail/outbox.js';
import { Sender } from '../../src/mail/sender.js';
import { letterTo, messageRows } from '../support/letters.js';
import { MailServer } from '../support/mail-server.js';
import { World } from '../support/world.js';

let server: MailServer;
let world: World;
let sender: Sender;

const mailed = (name: string) => `${name}@example.vn`;
const written = (name: string, more: { batch_id?: number; dedupe_key?: string } = {}) =>
  world.database.transaction(() => world.get(Outbox).put({ ...letterTo(mailed(name)), ...more }));
const rowOf = async (name: string) => (await messageRows(world)).find(({ recipient }) => recipient === mailed(name));
/** Lets so many minutes pass. */
let passed = 0;
const later = (minutes: number): void => {
  passed += minutes;
  setClock(() => new Date(Date.now() + passed * 60_000));
};

beforeEach(async () => {
  passed = 0;
  server = await MailServer.start();
  world = await World.create({ SMTP_URL: server.url(), MAIL_FROM: 'no-reply@example.vn', MAIL_PER_MINUTE: '0' });
  sender = world.get(Sender);
});
afterEach(async () => {
  setClock();
  await world.close();
  await server.close();
});

describe('a server that is away', () => {
  it('for days wears no letter out: it leaves within a quarter of an hour of the return', async () => {
    await server.close();
    await written('a');
    await sender.sendWaiting();
    for (let tries = 0; tries < 14; tries += 1) {
      later(16);
      expect(await sender.sendWaiting()).toEqual({ sent: 0, failed: 1 });
    }
    later(4 * 24 * 60);
    await sender.sendWaiting();
    expect(await rowOf('a')).toMatchObject({ state: 'waiting', attempts: 1, leased_until: null });
    await server.open();
    later(16);
    expect(await sender.sendWaiting()).toEqual({ sent: 1, failed: 0 });
  });

  it('wears no letter out either where somebody asks again and again to send now, and all take turns', async () => {
    await server.close();
    for (const name of ['a', 'b', 'c']) await written(name, { batch_id: 1 });
    const triedLast = new Set<number>();
    for (let tries = 0; tries < 15; tries += 1) {
      later(1);
      await sender.sendWaiting(true);
      const [last] = (await messageRows(world)).sort((x, y) =>
        String(x.attempted_at) < String(y.attempted_at) ? 1 : -1,
      );
      triedLast.add(Number(last?.id));
    }
    const rows = await messageRows(world);
    expect(rows.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(Math.max(...rows.map(({ attempts }) => attempts))).toBe(1);
    expect(triedLast.size).toBe(3);
    await server.open();
    expect(await sender.sendWaiting(true)).toEqual({ sent: 3, failed: 0 });
  });

  it('leaves a letter tried: nobody knows whether it arrived, so it is not taken back as if it had not', async () => {
    await server.close();
    for (const name of ['a', 'b', 'c']) await written(name, { dedupe_key: `told:${name}` });
    await sender.sendWaiting();
    expect((await messageRows(world)).map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
    const taken = await world.database.transaction(() => world.get(Outbox).cancel({ prefix: 'told:' }));
    expect(taken).toBe(1);
    expect((await rowOf('c'))?.state).toBe('cancelled');
  });
});

describe('a letter that breaks the connection each time', () => {
  beforeEach(async () => {
    await server.behave({ dataOf: { [mailed('poison')]: 'drop' } });
    await written('poison');
    await sender.sendWaiting();
  });

  it('comes behind those that were not tried, though it is a single one and they belong to a batch', async () => {
    later(2);
    await sender.sendWaiting();
    for (const name of ['a', 'b']) await written(name, { batch_id: 1 });
    later(1);
    await sender.sendWaiting();
    expect(server.recipients).toEqual(['a', 'b'].map(mailed));
  });

  it('is given up like one that is not taken, while others pass', async () => {
    for (const minutes of [2, 7, 19, 73, 290, 1730, 1730, 1730]) {
      expect((await rowOf('poison'))?.state).toBe('waiting');
      later(minutes);
      await written(`n${passed}`);
      await sender.sendWaiting();
    }
    expect(await rowOf('poison')).toMatchObject({ state: 'failed', attempts: 9 });
    expect(server.letters).toHaveLength(8);
  });
});
