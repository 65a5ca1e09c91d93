import { setClock } from '../../src/config/clock.js';
import { Withdrawn } from '../../src/mail/attachments.js';
import { Outbox } from '../../src/mail/outbox.js';
import { Sender } from '../../src/mail/sender.js';
import { patience } from '../../src/mail/transport.js';
import { letterTo, messageRows } from '../support/letters.js';
import { headerOf, MailServer } from '../support/mail-server.js';
import { World } from '../support/world.js';

const usual = { ...patience };
let server: MailServer;
let world: World;
let sender: Sender;

const mailed = (name: string) => `${name}@example.vn`;
/** Messages to these people, while nobody sends. */
async function written(...names: string[]): Promise<void> {
  const outbox = world.get(Outbox);
  await world.database.transaction(() => outbox.putAll(names.map((name) => letterTo(mailed(name)))));
}
const rows = () => messageRows(world);
const states = async () => (await rows()).map(({ state, attempts }) => `${state} ${attempts}`);
/** Lets so many minutes pass. */
let passed = 0;
const later = (minutes: number): void => {
  passed += minutes;
  setClock(() => new Date(Date.now() + passed * 60_000));
};

async function start(user?: string): Promise<void> {
  world = await World.create({ SMTP_URL: server.url(user), MAIL_FROM: 'no-reply@example.vn', MAIL_PER_MINUTE: '0' });
  sender = world.get(Sender);
}

beforeEach(async () => {
  passed = 0;
  server = await MailServer.start();
  await server.behave({ from: '451 not yet' });
});
afterEach(async () => {
  Object.assign(patience, usual);
  setClock();
  await world.close();
  await server.close();
});

describe('a mail server that fails', () => {
  it('by refusing connections costs a letter or two an attempt, not all of them, and nothing is lost', async () => {
    await start();
    await server.close();
    await written('a', 'b', 'c', 'd', 'e');
    await sender.sendWaiting();
    expect((await states()).sort()).toEqual(['waiting 0', 'waiting 0', 'waiting 0', 'waiting 0', 'waiting 1']);
    // The gate is closed: nobody tries.
    expect(await sender.sendWaiting()).toEqual({ sent: 0, failed: 0 });
    later(1);
    // One tries whether it is open.
    expect(await sender.sendWaiting()).toEqual({ sent: 0, failed: 1 });
    await server.open();
    later(10);
    expect(await sender.sendWaiting()).toEqual({ sent: 5, failed: 0 });
    expect(server.recipients.sort()).toEqual(['a', 'b', 'c', 'd', 'e'].map(mailed));
    expect(await world.database.rows('SELECT failures, closed_until FROM mail_gate')).toEqual([
      { failures: 0, closed_until: null },
    ]);
  });

  it.each(['hang', '421 4.3.2 too busy', '554 no service'])(
    'by its greeting (%s) closes the gate',
    async (greeting) => {
      Object.assign(patience, { greeting_ms: 300 });
      await start();
      await server.behave({ greeting });
      await written('a', 'b', 'c');
      await sender.sendWaiting();
      expect((await states()).sort()).toEqual(['waiting 0', 'waiting 0', 'waiting 1']);
      await server.behave({});
      await sender.sendWaiting(true);
      expect(server.recipients.sort()).toEqual(['a', 'b', 'c'].map(mailed));
    },
  );

  it('by hanging at the end of a letter does not hold the others up', async () => {
    Object.assign(patience, { answer_ms: 400 });
    await start();
    await server.behave({ dataOf: { [mailed('b')]: 'hang' } });
    await written('a', 'b', 'c', 'd');
    await sender.sendWaiting();
    expect(server.recipients.sort()).toEqual(['a', 'c', 'd'].map(mailed));
    await server.behave({});
    later(2);
    await sender.sendWaiting();
    expect(server.recipients.sort()).toEqual(['a', 'b', 'c', 'd'].map(mailed));
  });

  it('by dropping the connection in the middle of a batch sends the rest later, each once', async () => {
    await start();
    await server.behave({ dropAfter: 3 });
    const names = Array.from({ length: 10 }, (_, at) => `n${at}`);
    await written(...names);
    await sender.sendWaiting();
    expect(server.letters).toHaveLength(3);
    expect((await rows()).filter(({ attempts }) => attempts > 1)).toEqual([]);
    expect((await rows()).filter(({ attempts }) => attempts === 1)).toHaveLength(4);
    await server.behave({});
    later(2);
    await sender.sendWaiting();
    expect(server.recipients.sort()).toEqual(names.map(mailed).sort());
  });

  it('by dropping after it took a letter gets that one twice, under one Message-ID', async () => {
    await start();
    await server.behave({ dataOf: { [mailed('a')]: 'vanish' } });
    await written('a', 'b');
    await sender.sendWaiting();
    await server.behave({});
    later(2);
    await sender.sendWaiting();
    expect(server.recipients.sort()).toEqual(['a', 'a', 'b'].map(mailed));
    const ids = server.letters.filter(({ to }) => to[0] === mailed('a')).map((each) => headerOf(each, 'Message-ID')[0]);
    expect(new Set(ids).size).toBe(1);
  });

  it('with 4xx for one letter makes it wait longer each time, and gives up after days', async () => {
    await start();
    await server.behave({ dataOf: { [mailed('a')]: '451 4.7.1 greylisted' } });
    await written('a', 'b');
    await sender.sendWaiting();
    expect(server.recipients).toEqual([mailed('b')]);
    expect(await sender.sendWaiting()).toEqual({ sent: 0, failed: 0 });
    for (const minutes of [2, 7, 19, 73, 290, 1730, 1730, 1730]) {
      later(minutes);
      expect(await sender.sendWaiting()).toEqual({ sent: 0, failed: 1 });
    }
    expect(await rows()).toMatchObject([
      { state: 'failed', attempts: 9, last_error: expect.stringContaining('grey') },
      {},
    ]);
    later(5000);
    expect(await sender.sendWaiting()).toEqual({ sent: 0, failed: 0 });
  });

  it('with 5xx for a letter that is too large gives that one up at once, and says why', async () => {
    await start();
    await server.behave({ dataOf: { [mailed('a')]: '552 5.3.4 too large' } });
    await written('a', 'b');
    await sender.sendWaiting();
    expect(await states()).toEqual(['failed 1', 'sent 1']);
    expect(await world.database.rows('SELECT * FROM mail_suppressions')).toEqual([]);
  });

  it('with 5xx for our own sender, or for who we are, loses nothing', async () => {
    await start('lantoa:wrong');
    await server.behave({ auth: 'lantoa:right' });
    await written('a', 'b', 'c');
    await sender.sendWaiting();
    expect((await rows()).every(({ state }) => state === 'waiting')).toBe(true);
    await server.behave({ auth: 'lantoa:wrong', from: '550 5.7.1 sender rejected' });
    await sender.sendWaiting(true);
    expect((await rows()).every(({ state }) => state === 'waiting')).toBe(true);
    await server.behave({ auth: 'lantoa:wrong' });
    await sender.sendWaiting(true);
    expect(server.recipients.sort()).toEqual(['a', 'b', 'c'].map(mailed));
    expect(await world.database.rows('SELECT * FROM mail_suppressions')).toEqual([]);
  });

  it('with 5xx for every recipient is not believed for long', async () => {
    await start();
    await server.behave({ rcpt: '550 nobody here' });
    const names = Array.from({ length: 40 }, (_, at) => `n${at}`);
    await written(...names);
    await sender.sendWaiting();
    const suppressed = await world.database.rows('SELECT id FROM mail_suppressions');
    expect(suppressed).toHaveLength(19);
    expect((await rows()).filter(({ state }) => state === 'waiting')).toHaveLength(21);
  });
});

describe('the server loop', () => {
  it('lets a long list of wrong addresses stop nobody’s mail for long', async () => {
    await start();
    const nobody = Array.from({ length: 45 }, (_, at) => `nobody${at}`);
    await server.behave({ rcptOf: Object.fromEntries(nobody.map((name) => [mailed(name), '550 5.1.1 unknown'])) });
    await written(...nobody, 'a', 'b');
    for (const minutes of [0, 0, 1]) {
      later(minutes);
      await sender.sendWaiting();
    }
    expect(server.recipients).toEqual(['a', 'b'].map(mailed));
    // Believed after others have gone through: each is tried again, and then given up.
    for (const name of ['c', 'd', 'e']) {
      await written(name);
      await sender.sendWaiting(true);
    }
    expect(server.recipients).toEqual(['a', 'b', 'c', 'd', 'e'].map(mailed));
    const wrong = (await rows()).filter(({ recipient }) => recipient.startsWith('nobody'));
    expect(new Set(wrong.map(({ state }) => state))).toEqual(new Set(['suppressed']));
  });

  it('is not blamed for attachments that cannot be made', async () => {
    await start();
    await server.behave({});
    const outbox = world.get(Outbox);
    outbox.provide('broken', () => Promise.reject(new Error('no such paper')));
    const attachments = [{ from: 'broken', id: 1 }];
    const broken = Array.from({ length: 25 }, (_, at) => ({ ...letterTo(mailed(`n${at}`)), attachments }));
    await world.database.transaction(() => outbox.putAll(broken));
    await written('a');
    await sender.sendWaiting();
    expect(server.recipients).toEqual([mailed('a')]);
    expect(await world.database.rows('SELECT failures FROM mail_gate')).toEqual([{ failures: 0 }]);
  });

  it('gives up at once what must not leave any more, and says so', async () => {
    await start();
    await server.behave({});
    const outbox = world.get(Outbox);
    outbox.provide('gone', () => Promise.reject(new Withdrawn()));
    const letter = { ...letterTo(mailed('a')), attachments: [{ from: 'gone', id: 1 }] };
    await world.database.transaction(() => outbox.put(letter));
    await sender.sendWaiting();
    expect(server.letters).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 1, last_error: 'withdrawn' }]);
    expect(await world.database.rows('SELECT failures FROM mail_gate')).toEqual([{ failures: 0 }]);
    const administrator = await world.member('administrator');
    expect((await administrator.get('/outbox').expect(200)).text).toContain('tệp kèm theo không còn được gửi');
  });

  it('ends with the letter that is on its way, and leaves the rest', async () => {
    await start();
    await server.behave({ delay: 300 });
    await written('a', 'b', 'c', 'd', 'e', 'f');
    sender.start();
    while (server.letters.length < 2) await new Promise((done) => setTimeout(done, 20));
    await sender.onApplicationShutdown();
    const after = await states();
    expect(after.filter((each) => each === 'sent 1')).toHaveLength(server.letters.length);
    expect(after.filter((each) => each === 'waiting 0').length).toBeGreaterThan(1);
    expect((await rows()).every(({ leased_until }) => leased_until === null)).toBe(true);
  });

  it('lets no more leave in a minute than the settings say, over all processes', async () => {
    world = await World.create({ SMTP_URL: server.url(), MAIL_FROM: 'no-reply@example.vn', MAIL_PER_MINUTE: '3' });
    sender = world.get(Sender);
    await server.close();
    await written('a', 'b', 'c', 'd', 'e', 'f', 'g');
    await sender.sendWaiting();
    await server.open();
    later(60);
    void sender.sendWaiting(true);
    while (server.letters.length < 3) await new Promise((done) => setTimeout(done, 20));
    await new Promise((done) => setTimeout(done, 500));
    expect(server.letters).toHaveLength(3);
    await sender.onApplicationShutdown();
    const attempted = await world.database.rows('SELECT id FROM outbox WHERE attempted_at > ?', [
      new Date(Date.now() + 59 * 60_000).toISOString(),
    ]);
    expect(attempted).toHaveLength(3);
  });
});
