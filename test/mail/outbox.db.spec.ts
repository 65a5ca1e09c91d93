import { createServer, type Server, type AddressInfo } from 'node:net';
import { setClock } from '../../src/config/clock.js';
import { type Message, Outbox } from '../../src/mail/outbox.js';
import { Log } from '../../src/web/log.js';
import { SettingsHolder } from '../../src/web/settings-holder.js';
import { World } from '../support/world.js';

/** A mail server of our own: keeps what it is given, or refuses. */
class MailServer {
  readonly letters: string[] = [];
  refuse = false;
  private readonly server: Server;

  constructor() {
    this.server = createServer((socket) => {
      let data: string | null = null;
      socket.setEncoding('utf8').on('error', () => undefined);
      socket.write('220 test\r\n');
      socket.on('data', (chunk: string) => {
        if (data !== null) {
          data += chunk;
          if (!data.endsWith('\r\n.\r\n')) return;
          this.letters.push(data);
          data = null;
          socket.write('250 taken\r\n');
          return;
        }
        for (const line of chunk.split('\r\n').filter((each) => each !== '')) {
          if (/^DATA/i.test(line)) {
            data = '';
            socket.write('354 go on\r\n');
          } else if (/^RCPT/i.test(line) && this.refuse) socket.write('550 nobody here\r\n');
          else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
          else socket.write('250 ok\r\n');
        }
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((done) => this.server.close(done));
  }
}

const letter = (more: Partial<Message> = {}): Message => ({
  kind: 'test',
  recipient: 'lo-thiet@example.vn',
  subject: 'Đặt lại mật khẩu',
  body: 'Kính gửi Lò Văn Thiết\n',
  expires_at: null,
  ...more,
});

let server: MailServer;
let world: World;
let outbox: Outbox;
const put = (more: Partial<Message> = {}) => world.database.transaction(() => outbox.put(letter(more)));
const rows = () => world.database.rows<Record<string, unknown>>('SELECT * FROM outbox ORDER BY id');
const settled = async (): Promise<void> => {
  await outbox.sendWaiting();
};

beforeEach(async () => {
  server = new MailServer();
  world = await World.create({ SMTP_URL: await server.start(), MAIL_FROM: 'Lan Toa <no-reply@example.vn>' });
  outbox = world.get(Outbox);
});
afterEach(async () => {
  setClock();
  await world.close();
  await server.stop();
});

describe('the outbox', () => {
  it('sends after the commit, once, with a Message-ID of its own', async () => {
    await put();
    await settled();
    await settled();
    expect(server.letters).toHaveLength(1);
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: 1, last_error: null, leased_until: null });
    expect(row?.sent_at).not.toBeNull();
    expect(server.letters[0]).toContain(`Message-ID: ${String(row?.message_id)}`);
    expect(server.letters[0]).toContain('To: lo-thiet@example.vn');
  });

  it('sends nothing that was undone', async () => {
    await expect(
      world.database.transaction(async () => {
        await outbox.put(letter());
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await settled();
    expect([server.letters, await rows()]).toEqual([[], []]);
  });

  it('keeps what the mail server refused, says why, and sends it later under the same Message-ID', async () => {
    server.refuse = true;
    await put();
    await settled();
    const [failed] = await rows();
    expect(failed).toMatchObject({ sent_at: null, leased_until: null });
    expect(String(failed?.last_error)).toContain('nobody here');
    server.refuse = false;
    expect(await outbox.sendWaiting()).toEqual({ sent: 1, failed: 0 });
    expect(server.letters[0]).toContain(String(failed?.message_id));
  });

  it('is sent by one of two who try at once', async () => {
    const other = new Outbox(world.database, world.get(SettingsHolder), world.get(Log));
    await world.database.transaction(async () => {
      for (let i = 0; i < 10; i += 1) await outbox.put(letter());
    });
    await Promise.all([outbox.sendWaiting(), other.sendWaiting()]);
    await settled();
    expect(server.letters).toHaveLength(10);
  });

  it('leaves a message whose sender died to others after five minutes', async () => {
    await put();
    await settled();
    const until = new Date(Date.now() + 300_000).toISOString();
    await world.database.transaction(() =>
      world.database.execute('UPDATE outbox SET sent_at = NULL, leased_until = ?', [until]),
    );
    expect(await outbox.sendWaiting()).toEqual({ sent: 0, failed: 0 });
    setClock(() => new Date(Date.now() + 301_000));
    expect(await outbox.sendWaiting()).toEqual({ sent: 1, failed: 0 });
  });

  it('does not send a message that has run out', async () => {
    await put({ expires_at: '2020-01-01T00:00:00.000Z' });
    await settled();
    expect(server.letters).toEqual([]);
  });

  it.each([
    { recipient: 'a@example.vn, b@example.vn' },
    { recipient: 'a@example.vn\r\nBcc: b@example.vn' },
    { recipient: '"a@evil.example" <b@example.vn>' },
    { subject: 'Hello\r\nBcc: b@example.vn' },
  ])('refuses what would reach into the header: %j', async (more) => {
    await expect(put(more)).rejects.toMatchObject({ key: 'mail.header' });
    expect(await rows()).toEqual([]);
  });

  it('shows the text to administrators while it waits, not afterwards', async () => {
    server.refuse = true;
    await put();
    await settled();
    const admin = await world.member('administrator');
    const id = String((await rows())[0]?.id);
    expect((await admin.get('/outbox').expect(200)).text).toContain('Chưa gửi được');
    expect((await admin.get(`/outbox/${id}`).expect(200)).text).toContain('Kính gửi Lò Văn Thiết');
    server.refuse = false;
    await admin.post('/outbox/sending').expect(303);
    expect((await admin.get(`/outbox/${id}`).expect(200)).text).not.toContain('Kính gửi');
    await admin.get('/outbox/999').expect(404);
    await admin.get('/outbox/x').expect(404);
  });
});
