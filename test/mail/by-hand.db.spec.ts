import type { Settings } from '../../src/config/settings.js';
import { type Message, Outbox } from '../../src/mail/outbox.js';
import { lantoa } from '../support/command.js';
import { letterTo, messageRows } from '../support/letters.js';
import { MailServer } from '../support/mail-server.js';
import { type Member, World } from '../support/world.js';

let server: MailServer;
/** Without a mail server, which comes later. */
let world: World;
let later: Settings;
let outbox: Outbox;
let administrator: Member;

const mailed = (name: string) => `${name}@example.vn`;
const put = (name: string, more: Partial<Message> = {}) =>
  world.database.transaction(() => outbox.put({ ...letterTo(mailed(name)), ...more }));
const rowOf = async (name: string) => {
  const row = (await messageRows(world)).findLast(({ recipient }) => recipient === mailed(name));
  if (!row) throw new Error(`nothing to ${name}`);
  return row;
};
const pageOf = async (name: string) => (await administrator.get(`/outbox/${(await rowOf(name)).id}`).expect(200)).text;
const press = async (name: string, act: string) =>
  administrator.post(`/outbox/${(await rowOf(name)).id}/${act}`).expect(303);
const kinds = async () =>
  (await world.database.rows<{ kind: string }>("SELECT kind FROM events WHERE kind LIKE 'mail.%' ORDER BY id"))
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'mail.read');

beforeEach(async () => {
  server = await MailServer.start();
  world = await World.create();
  later = { ...world.settings, smtpUrl: server.url(), mailPerMinute: 0 };
  outbox = world.get(Outbox);
  administrator = await world.member('administrator');
});
afterEach(async () => {
  await world.close();
  await server.close();
});

describe('what is attached to a message that waits', () => {
  beforeEach(async () => {
    outbox.provide('paper', async (id) => {
      if (id !== 7) throw new Error('no such paper');
      return { name: 'Chứng nhận\r\n../7.pdf', type: 'application/pdf', content: Buffer.from('%PDF-1.7 <b>') };
    });
    const calendar = { name: 'lich.ics', type: 'text/calendar', content: 'BEGIN:VCALENDAR' };
    await put('a', { attachments: [calendar, { from: 'paper', id: 7 }, { from: 'paper', id: 8 }] });
  });

  it('is listed and can be downloaded, as a file and nothing else', async () => {
    const { id } = await rowOf('a');
    const text = await pageOf('a');
    expect(text).toContain(`<a href="/outbox/${id}/attachments/1">lich.ics</a>`);
    expect(text).toContain(`<a href="/outbox/${id}/attachments/2">Chứng nhận ..-7.pdf</a>`);
    expect(text).toContain('Tệp 3: chưa tạo được');
    const calendar = await administrator.get(`/outbox/${id}/attachments/1`).expect(200);
    expect(calendar.text).toBe('BEGIN:VCALENDAR');
    const paper = await administrator.get(`/outbox/${id}/attachments/2`).expect(200);
    expect(paper.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('Chứng nhận ..-7.pdf')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    for (const n of ['3', '4', '0', 'x']) await administrator.get(`/outbox/${id}/attachments/${n}`).expect(404);
    await (await world.member('organizer')).get(`/outbox/${id}/attachments/1`).expect(403);
    // Each look is recorded, as of the text.
    const read = await world.database.rows("SELECT id FROM events WHERE kind = 'mail.read'");
    expect(read).toHaveLength(3);
  });

  it('is not shown any more once it has left', async () => {
    await press('a', 'passing-on');
    const { id } = await rowOf('a');
    expect(await pageOf('a')).not.toContain('lich.ics');
    await administrator.get(`/outbox/${id}/attachments/1`).expect(404);
  });
});

describe('a message that waits', () => {
  it('does not leave when there is a mail server, once it was passed on by hand or taken back', async () => {
    for (const name of ['a', 'b', 'c']) await put(name, { dedupe_key: `told:${name}` });
    await press('a', 'passing-on');
    await press('b', 'taking-back');
    expect(await rowOf('a')).toMatchObject({ state: 'sent', attempts: 0, sent_at: expect.any(String) });
    expect((await rowOf('b')).state).toBe('cancelled');
    expect((await lantoa(later, ['outbox', 'send'])).status).toBe(0);
    expect(server.recipients).toEqual([mailed('c')]);
    // Whoever writes them by itself finds them told, or not wanted.
    for (const name of ['a', 'b', 'c']) expect(await put(name, { dedupe_key: `told:${name}` })).toBe(false);
    expect(await kinds()).toEqual(['mail.passed_on', 'mail.taken_back']);
  });

  it('says so in the lists and on its page, and cannot come back from where it never went', async () => {
    await put('a');
    await press('a', 'passing-on');
    const text = await pageOf('a');
    expect(text).toContain('Đã chuyển tay');
    expect(text).not.toContain('passed_on');
    for (const act of ['return', 'passing-on', 'taking-back']) expect(text).not.toContain(`/${act}"`);
    expect((await administrator.get('/outbox?state=sent').expect(200)).text).toContain('Đã chuyển tay');
    await administrator.post(`/outbox/${(await rowOf('a')).id}/return`).expect(409);
    for (const act of ['passing-on', 'taking-back']) await press('a', act);
    expect(await rowOf('a')).toMatchObject({ state: 'sent', last_error: 'passed_on' });
    expect(await kinds()).toEqual(['mail.passed_on']);
  });

  it('of a batch, also of one that is stopped, is written anew when somebody presses for it again', async () => {
    await put('a', { batch_id: 1, dedupe_key: 'invitation:a' });
    await world.database.transaction(() => world.database.execute("UPDATE outbox SET state = 'stopped'"));
    await press('a', 'taking-back');
    expect((await rowOf('a')).state).toBe('cancelled');
    expect(await put('a', { batch_id: 1, dedupe_key: 'invitation:a' })).toBe(true);
  });

  it.each(['passing-on', 'taking-back'])('and is on its way meanwhile is left alone: %s', async (act) => {
    await put('a');
    expect(await pageOf('a')).toContain(`/${act}"`);
    const lease = async (ms: number): Promise<void> => {
      const until = new Date(Date.now() + ms).toISOString();
      await world.database.transaction(() => world.database.execute('UPDATE outbox SET leased_until = ?', [until]));
    };
    await lease(60_000);
    await press('a', act);
    const text = await pageOf('a');
    expect(text).toContain('Thư đang trên đường gửi đi');
    expect(text).not.toContain(`/${act}"`);
    expect((await rowOf('a')).state).toBe('waiting');
    expect(await kinds()).toEqual([]);
    // Whoever was sending it has died.
    await lease(-1000);
    await press('a', act);
    expect((await rowOf('a')).state).not.toBe('waiting');
  });

  it('and has run out is not passed on any more', async () => {
    await put('a', { expires_at: '2020-01-01T00:00:00.000Z' });
    expect(await pageOf('a')).not.toContain('/passing-on"');
    await press('a', 'passing-on');
    expect((await rowOf('a')).state).toBe('waiting');
  });
});
