import { simpleParser } from 'mailparser';
import { setClock } from '../../src/config/clock.js';
import { writeLetter } from '../../src/mail/mail-template.js';
import { AlreadyDone } from '../../src/errors.js';
import { type Message, Outbox } from '../../src/mail/outbox.js';
import { Sender } from '../../src/mail/sender.js';
import { headerOf, MailServer } from '../support/mail-server.js';
import { letterTo, messageRows } from '../support/letters.js';
import { World } from '../support/world.js';

let server: MailServer;
let world: World;
let outbox: Outbox;
let sender: Sender;
const put = (more: Partial<Message> = {}) =>
  world.database.transaction(() => outbox.put({ ...letterTo('lo-thiet@example.vn'), ...more }));
const rows = () => messageRows(world);

beforeEach(async () => {
  server = await MailServer.start();
  world = await World.create({ SMTP_URL: server.url(), MAIL_FROM: 'Lan Toa <no-reply@example.vn>' });
  outbox = world.get(Outbox);
  sender = world.get(Sender);
});
afterEach(async () => {
  setClock();
  await world.close();
  await server.close();
});

describe('the outbox', () => {
  it('sends after the commit, once, with a Message-ID of its own, as text and HTML', async () => {
    expect(await put()).toBe(true);
    await sender.sendWaiting();
    await sender.sendWaiting();
    expect(server.recipients).toEqual(['lo-thiet@example.vn']);
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'sent', attempts: 1, last_error: null, leased_until: null });
    expect(row?.sent_at).not.toBeNull();
    const [letter] = server.letters;
    if (!letter) throw new Error('nothing came');
    expect(headerOf(letter, 'Message-ID')).toEqual([row?.message_id]);
    expect(headerOf(letter, 'To')).toEqual(['lo-thiet@example.vn']);
    expect(headerOf(letter, 'Auto-Submitted')).toEqual(['auto-generated']);
    expect(headerOf(letter, 'Content-Language')).toEqual(['vi']);
    const read = await simpleParser(Buffer.from(letter.raw, 'latin1'));
    expect(read.text).toContain('Kính gửi Lò Văn Thiết,');
    expect(read.html).toContain('Kính gửi Lò Văn Thiết,');
    expect(read.subject).toBe('Đặt lại mật khẩu Lan Tỏa');
  });

  it('sends nothing that was undone', async () => {
    await expect(
      world.database.transaction(async () => {
        await outbox.put(letterTo('a@example.vn'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await sender.sendWaiting();
    expect([server.letters, await rows()]).toEqual([[], []]);
  });

  it('writes a message with the same key once, also two in one go', async () => {
    const once = { ...letterTo('a@example.vn'), dedupe_key: 'reminder:7:12' };
    const at = () => world.database.transaction(() => outbox.putAll([once, once, letterTo('b@example.vn')]));
    expect(await at()).toEqual([true, false, true]);
    expect(await at()).toEqual([false, false, true]);
    const both = await Promise.all([put({ dedupe_key: 'x' }), put({ dedupe_key: 'x' }), put({ dedupe_key: 'x' })]);
    expect(both.filter((isNew) => isNew)).toHaveLength(1);
    await sender.sendWaiting();
    expect(server.recipients.sort()).toEqual([
      ...['a@example.vn', 'b@example.vn', 'b@example.vn', 'lo-thiet@example.vn'],
    ]);
  });

  it('takes back what has not left: by its key, or the beginning of it, or by id; what was tried only when asked', async () => {
    await server.behave({ rcpt: '450 busy' });
    for (const key of ['session:1:a', 'session:1:b', 'session:10:a', 'session:2:a']) await put({ dedupe_key: key });
    await sender.sendWaiting();
    const cancel = (...given: Parameters<Outbox['cancel']>) =>
      world.database.transaction(() => outbox.cancel(...given));
    const [last] = (await rows()).slice(-1);
    expect(await cancel({ prefix: 'session:1:' })).toBe(0);
    expect(await cancel({ prefix: 'session:1:' }, 'tried')).toBe(2);
    expect(await cancel({ ids: [Number(last?.id), 999] }, 'tried')).toBe(1);
    await expect(outbox.sendAgain(Number(last?.id))).rejects.toThrow(AlreadyDone);
    // In one transaction: after the commit the sender would be told, and might have tried it first.
    const atOnce = await world.database.transaction(async () => {
      await outbox.put({ ...letterTo('lo-thiet@example.vn'), dedupe_key: 'session:3:a' });
      return outbox.cancel({ keys: ['session:3:a', 'session:3'] });
    });
    expect(atOnce).toBe(1);
    await server.behave({});
    await sender.sendWaiting(true);
    expect((await rows()).map(({ state }) => state)).toEqual([
      'cancelled',
      'cancelled',
      'sent',
      'cancelled',
      'cancelled',
    ]);
    expect(await put({ dedupe_key: 'session:3:a' })).toBe(true);
    expect(server.letters).toHaveLength(1);
  });

  it('does not try again, nor send again, what should not leave and cannot be taken back', async () => {
    const sql = (text: string) => world.database.transaction(() => world.database.execute(text));
    await server.behave({ rcptOf: { 'refused@example.vn': '550 5.1.1 nobody', 'busy@example.vn': '450 busy' } });
    await put({ recipient: 'refused@example.vn', dedupe_key: 'refused' });
    await put({ recipient: 'busy@example.vn', dedupe_key: 'busy' });
    await sender.sendWaiting();
    // Some process is sending it.
    await sql("UPDATE outbox SET leased_until = '2099-01-01T00:00:00.000Z' WHERE dedupe_key = 'busy'");
    const both = { keys: ['refused', 'busy'] };
    expect(await world.database.transaction(() => outbox.cancel(both, 'tried'))).toBe(0);
    await sql('UPDATE outbox SET leased_until = NULL');
    await sql("UPDATE mail_suppressions SET lifted_at = '2020-01-01T00:00:00.000Z'");
    await server.behave({});
    await sender.sendWaiting(true);
    expect(server.letters).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'suppressed' }, { state: 'expired' }]);
    await expect(outbox.sendAgain(Number((await rows())[0]?.id))).rejects.toThrow(AlreadyDone);
  });

  it('attaches a calendar with its method, and what a feature makes when it leaves', async () => {
    let made = 0;
    outbox.provide('certificate', async (id) => {
      made += 1;
      if (id !== 7) throw new Error('no such certificate');
      return { name: `Chứng nhận\r\n${id}.pdf`, type: 'application/pdf', content: Buffer.from('%PDF-1.7') };
    });
    const content = 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
    const attachments = [
      { name: 'lich.ics', type: 'text/calendar', content, method: 'REQUEST' as const },
      { from: 'certificate', id: 7 },
    ];
    await put({ attachments });
    await put({ recipient: 'later@example.vn', attachments: [{ from: 'certificate', id: 8 }] });
    await put({ recipient: 'never@example.vn', attachments: [{ from: 'nobody', id: 8 }] });
    await sender.sendWaiting();
    const [letter] = server.letters;
    const read = await simpleParser(Buffer.from(letter?.raw ?? '', 'latin1'));
    const calendar = read.attachments.filter(({ contentType }) => /calendar|ics/.test(contentType));
    expect(calendar.map((each) => each.content.toString())).toContain(content);
    expect(letter?.raw).toMatch(/text\/calendar; charset=utf-8; method=REQUEST/i);
    const pdf = read.attachments.find(({ contentType }) => contentType === 'application/pdf');
    expect([pdf?.filename, pdf?.content.toString()]).toEqual(['Chứng nhận 7.pdf', '%PDF-1.7']);
    expect(made).toBe(2);
    expect((await rows()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ...[
        ['sent', 1],
        ['waiting', 1],
        ['waiting', 1],
      ],
    ]);
  });

  it('leaves a message whose sender died to others after five minutes, under the same Message-ID', async () => {
    await put();
    await sender.sendWaiting();
    const until = new Date(Date.now() + 300_000).toISOString();
    await world.database.transaction(() =>
      world.database.execute("UPDATE outbox SET state = 'waiting', leased_until = ?, next_attempt_at = ?", [
        until,
        until,
      ]),
    );
    expect(await sender.sendWaiting(true)).toEqual({ sent: 0, failed: 0 });
    setClock(() => new Date(Date.now() + 301_000));
    expect(await sender.sendWaiting()).toEqual({ sent: 1, failed: 0 });
    expect(new Set(server.letters.map((letter) => headerOf(letter, 'Message-ID')[0])).size).toBe(1);
  });

  it('gives up a message that takes its process with it each time', async () => {
    await put({ recipient: 'poison@example.vn' });
    await sender.sendWaiting();
    await world.database.transaction(() =>
      world.database.execute("UPDATE outbox SET state = 'waiting', next_attempt_at = '', attempts = 12"),
    );
    await put();
    await sender.sendWaiting();
    expect(await rows()).toMatchObject([{ state: 'failed' }, { state: 'sent' }]);
  });

  it('does not send a message that has run out', async () => {
    await put({ expires_at: '2020-01-01T00:00:00.000Z' });
    await sender.sendWaiting();
    expect(server.letters).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'expired' }]);
  });

  it('hurries what was tried, and nothing out before the instant that was written into it', async () => {
    await server.behave({ rcpt: '450 busy' });
    await put({ recipient: 'tried@example.vn' });
    await sender.sendWaiting();
    await server.behave({});
    const not_before = new Date(Date.now() + 10 * 60_000).toISOString();
    await put({ recipient: 'quiet@example.vn', not_before });
    expect(await sender.sendWaiting(true)).toEqual({ sent: 1, failed: 0 });
    expect(server.recipients).toEqual(['tried@example.vn']);
    expect((await rows()).at(-1)).toMatchObject({ state: 'waiting', attempts: 0, next_attempt_at: not_before });
    setClock(() => new Date(Date.now() + 11 * 60_000));
    expect(await sender.sendWaiting()).toEqual({ sent: 1, failed: 0 });
  });

  it('lets single messages go before those of a batch', async () => {
    await server.behave({ from: '451 later' });
    await put({ recipient: 'many@example.vn', batch_id: 1 });
    await put();
    await sender.sendWaiting();
    await server.behave({});
    await sender.sendWaiting(true);
    expect(server.recipients).toEqual(['lo-thiet@example.vn', 'many@example.vn']);
  });

  it.each(['a@b', 'a@example.vn, b@example.vn', 'a@example.vn\r\nBcc: b@example.vn', '"a" <b@example.vn>'])(
    'refuses the address %j',
    async (recipient) => {
      await expect(put({ recipient })).rejects.toMatchObject({ key: 'mail.header' });
      expect(await rows()).toEqual([]);
    },
  );

  it.each(['Hello\r\nBcc: b@example.vn', 'Hello\u2028Bcc: b', 'Hello\u0000'])(
    'refuses the subject %j',
    async (subject) => {
      const letter = { ...letterTo('a@example.vn').letter, subject };
      await expect(put({ letter })).rejects.toMatchObject({ key: 'mail.header' });
    },
  );

  it('lets nothing of a name or a title into a header', async () => {
    const site = 'http://localhost:3000';
    const evil = 'Lò\r\nBcc: evil@example.vn\r\n\r\n<script>\u2028X-Evil: 1 =?utf-8?q?Bcc:?= ';
    const filled = { site, name: evil, by: evil, link: `${site}/x`, expires_at: '2026-11-05T02:30:00.000Z' };
    const long = `${evil.replace(/[\r\n\u2028]+/g, ' ')}${'Tập huấn kỹ năng số '.repeat(40)}.`;
    await put({ letter: writeLetter('invitation', 'vi', filled) });
    await put({ letter: { ...writeLetter('invitation', 'en', filled), subject: long } });
    await put({ recipient: 'a@trường-học.vn' });
    await sender.sendWaiting();
    // This server shows domains with their letters.
    expect(server.recipients).toEqual(['lo-thiet@example.vn', 'lo-thiet@example.vn', 'a@trường-học.vn']);
    expect(server.letters.flatMap((letter) => headerOf(letter, 'To'))[2]).toBe('a@xn--trng-hc-t8b5918dpea.vn');
    for (const letter of server.letters) {
      const head = letter.raw.slice(0, letter.raw.indexOf('\r\n\r\n'));
      // Seven bits, short lines, and each header once: whatever is strange stands encoded within the subject.
      expect(head).toMatch(/^[\t\r\n\x20-\x7e]*$/);
      expect(head.split('\r\n').filter((line) => line.length > 998)).toEqual([]);
      const names = head.split('\r\n').flatMap((line) => /^([\w-]+):/.exec(line)?.[1] ?? []);
      expect(names.map((name) => name.toLowerCase()).sort()).toEqual([
        ...['auto-submitted', 'content-language', 'content-type', 'date', 'from'],
        ...['message-id', 'mime-version', 'subject', 'to'],
      ]);
    }
    const read = await simpleParser(Buffer.from(server.letters[1]?.raw ?? '', 'latin1'));
    expect(read.subject).toBe(long);
    expect(read.bcc).toBeUndefined();
  });
});
