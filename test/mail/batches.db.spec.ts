import { actAs, type Principal } from '../../src/web/actor.js';
import { Batches } from '../../src/mail/batches.js';
import { Outbox } from '../../src/mail/outbox.js';
import { Sender } from '../../src/mail/sender.js';
import { letterTo, messageRows } from '../support/letters.js';
import { MailServer } from '../support/mail-server.js';
import { type Member, World } from '../support/world.js';

let server: MailServer;
let world: World;
let batches: Batches;
let outbox: Outbox;
let trainer: Member;
let other: Member;
let administrator: Member;

beforeAll(async () => {
  server = await MailServer.start();
  world = await World.create({ SMTP_URL: server.url(), MAIL_FROM: 'no-reply@example.vn', MAIL_PER_MINUTE: '0' });
  [batches, outbox] = [world.get(Batches), world.get(Outbox)];
  [trainer, other] = [await world.member('trainer'), await world.member('organizer')];
  administrator = await world.member('administrator');
});
afterAll(async () => {
  await world.close();
  await server.close();
});

const by = (member: Member): Principal => ({
  ...{ user_id: member.id, name: 'x', email: 'x@example.vn', role: 'trainer', place_id: null, locale: 'vi' },
  door: 'page',
});
const open = (title: string, batch_key: string | null = null) =>
  actAs(by(trainer), () => world.database.transaction(() => batches.open({ kind: 'invitation', title, batch_key })));
const put = (batch_id: number, ...names: string[]) =>
  world.database.transaction(() =>
    outbox.putAll(
      names.map((name) => ({ ...letterTo(`${name}@example.vn`), batch_id, dedupe_key: `b${batch_id}:${name}` })),
    ),
  );
const statesOf = async (batch: number) =>
  (await messageRows(world)).filter(({ batch_id }) => batch_id === batch).map(({ state }) => state);
const kinds = async () =>
  (await world.database.rows<{ kind: string }>("SELECT kind FROM events WHERE kind LIKE 'mail.%' ORDER BY id")).map(
    ({ kind }) => kind,
  );

describe('a batch', () => {
  it('is made once under its key', async () => {
    const first = await open('Giấy mời', 'invitation:7');
    expect(await open('Giấy mời', 'invitation:7')).toEqual({ id: first.id, isNew: false });
    expect(first.isNew).toBe(true);
  });

  it('stops in the middle, takes more that waits too, and is sent on: every recipient once', async () => {
    await server.behave({ delay: 100 });
    const { id } = await open('Lớp A');
    const names = Array.from({ length: 12 }, (_, at) => `a${at}`);
    const before = server.letters.length;
    await put(id, ...names);
    while (server.letters.length < before + 3) await new Promise((done) => setTimeout(done, 10));
    await trainer.post(`/outbox/batches/${id}/stopping`).expect(303);
    await world.get(Sender).sendWaiting();
    const gone = server.letters.length - before;
    expect(gone).toBeLessThan(8);
    expect((await statesOf(id)).filter((state) => state === 'stopped')).toHaveLength(12 - gone);
    await put(id, 'late', ...names);
    await world.get(Sender).sendWaiting(true);
    expect(server.letters.length - before).toBe(gone);
    expect(await batches.stop(id)).toBe(false);
    const page = (await trainer.get(`/outbox/batches/${id}`).expect(200)).text;
    expect(page).toContain('Gửi tiếp');
    await server.behave({});
    await trainer.post(`/outbox/batches/${id}/resuming`).expect(303);
    await world.get(Sender).sendWaiting();
    const expected = [...names, 'late'].map((name) => `${name}@example.vn`);
    expect(server.recipients.slice(before).sort()).toEqual(expected.sort());
    expect((await kinds()).slice(-3)).toEqual(['mail.batch_opened', 'mail.batch_stopped', 'mail.batch_resumed']);
  });

  it('is seen by whoever wrote it and by administrators, without the text of its letters', async () => {
    const { id } = await open('Lớp B');
    await put(id, 'b1');
    await world.get(Sender).sendWaiting();
    expect((await trainer.get('/outbox/batches').expect(200)).text).toContain('Lớp B');
    expect((await other.get('/outbox/batches').expect(200)).text).not.toContain('Lớp B');
    expect((await administrator.get('/outbox/batches').expect(200)).text).toContain('Lớp B');
    const own = (await trainer.get(`/outbox/batches/${id}?state=sent`).expect(200)).text;
    expect(own).toContain('có địa chỉ thư');
    expect(own).not.toContain('b1@example.vn');
    expect(own).not.toMatch(/href="\/outbox\/\d+"/);
    await other.get(`/outbox/batches/${id}`).expect(404);
    await other.post(`/outbox/batches/${id}/stopping`).expect(404);
    expect((await administrator.get(`/outbox/batches/${id}`).expect(200)).text).toContain('b1@example.vn');
    const [message] = (await messageRows(world)).slice(-1);
    await trainer.get(`/outbox/${message?.id}`).expect(403);
    await trainer.get('/outbox').expect(403);
    await (await world.member('viewer')).get('/outbox/batches').expect(403);
  });
});

describe('an address that takes no mail', () => {
  const suppressed = async () =>
    (
      await world.database.rows<{ address: string }>('SELECT address FROM mail_suppressions WHERE lifted_at IS NULL')
    ).map(({ address }) => address);

  it('is not written to any more, of any kind and spelling, until somebody lifts it', async () => {
    await server.behave({ rcptOf: { 'gone@example.vn': '550 5.1.1 nobody here' } });
    const { id } = await open('Lớp C');
    await put(id, 'gone', 'c1');
    await world.get(Sender).sendWaiting();
    expect((await statesOf(id)).sort()).toEqual(['sent', 'suppressed']);
    expect(await suppressed()).toEqual(['gone@example.vn']);
    await world.database.transaction(() => outbox.put({ ...letterTo('Gone@EXAMPLE.vn'), kind: 'password_reset' }));
    await server.behave({});
    await world.get(Sender).sendWaiting(true);
    const [last] = (await messageRows(world)).slice(-1);
    expect(last).toMatchObject({ state: 'suppressed', attempts: 0 });
    expect(server.recipients).not.toContain('gone@example.vn');

    const shown = (await administrator.get(`/outbox/${last?.id}`).expect(200)).text;
    expect(shown).toContain('Không gửi thư đến địa chỉ này từ');
    expect(shown).toContain('nobody here');
    await administrator.post(`/outbox/${last?.id}/suppression-lifting`).expect(303);
    await administrator.post(`/outbox/${last?.id}/sending-again`).expect(303);
    await world.get(Sender).sendWaiting();
    expect(server.recipients).toContain('Gone@example.vn');
    expect(await suppressed()).toEqual([]);
    expect((await kinds()).filter((kind) => /suppress|again/.test(kind))).toEqual([
      ...['mail.suppressed', 'mail.suppression_lifted', 'mail.sent_again'],
    ]);
  });

  it('is noted by hand where a letter came back later', async () => {
    await world.database.transaction(() => outbox.put(letterTo('back@example.vn')));
    await world.get(Sender).sendWaiting();
    const [message] = (await messageRows(world)).slice(-1);
    await administrator.post(`/outbox/${message?.id}/return`).expect(303);
    expect(await suppressed()).toEqual(['back@example.vn']);
    const page = (await administrator.get(`/outbox/${message?.id}`).expect(200)).text;
    expect(page).toContain('thư bị trả lại');
    // What has left is not shown, though it came back.
    expect(page).not.toContain('Kính gửi');
    await administrator.post(`/outbox/${message?.id}/return`).expect(409);
    const put = await world.database.transaction(() => outbox.put(letterTo('back@example.vn')));
    expect(put).toBe(true);
    expect((await messageRows(world)).at(-1)?.state).toBe('suppressed');
  });
});

describe('the page of the outbox', () => {
  it('shows the text to administrators while it waits, not afterwards', async () => {
    await server.behave({ dataOf: { 'slow@example.vn': '451 later' } });
    await world.database.transaction(() => outbox.put(letterTo('slow@example.vn')));
    await world.get(Sender).sendWaiting();
    const id = (await messageRows(world)).at(-1)?.id;
    expect((await administrator.get('/outbox').expect(200)).text).toContain('Chưa gửi được, sẽ thử lại');
    expect((await administrator.get('/outbox?state=waiting').expect(200)).text).toContain('slow@example.vn');
    expect((await administrator.get('/outbox?state=sent').expect(200)).text).not.toContain('slow@example.vn');
    expect((await administrator.get(`/outbox/${id}`).expect(200)).text).toContain('Kính gửi Lò Văn Thiết');
    await server.behave({});
    await administrator.post('/outbox/sending').expect(303);
    await world.get(Sender).sendWaiting();
    expect(server.recipients).toContain('slow@example.vn');
    expect((await administrator.get(`/outbox/${id}`).expect(200)).text).not.toContain('Kính gửi');
    await administrator.get('/outbox/999').expect(404);
    await administrator.get('/outbox/x').expect(404);
  });

  it('says that the mail server takes nothing, and when it is tried again', async () => {
    await server.close();
    await world.database.transaction(() => outbox.putAll([letterTo('d1@example.vn'), letterTo('d2@example.vn')]));
    await world.get(Sender).sendWaiting();
    expect((await administrator.get('/outbox').expect(200)).text).toContain('Máy chủ thư không nhận thư. Thử lại lúc');
    await server.open();
  });
});
