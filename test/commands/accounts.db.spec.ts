import { connect } from '../../src/app.js';
import type { Settings } from '../../src/config/settings.js';
import { freshSettings } from '../support/world.js';
import { lantoaHere } from './district.js';

let settings: Settings;
beforeAll(async () => {
  settings = await freshSettings();
});

const TRAINER = ['--email', 'Pao@Example.vn', '--name', 'Vừ A Páo', '--role', 'trainer'];

/** Works on the database of the installation. */
async function inDatabase<T>(work: (database: Awaited<ReturnType<typeof connect>>) => Promise<T>): Promise<T> {
  const database = await connect(settings);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
const everything = (table: string) =>
  inDatabase(async (database) => JSON.stringify(await database.rows(`SELECT * FROM ${table}`)));

describe('user add', () => {
  it('prints the first password, and nothing else, this once', async () => {
    const { status, out, err } = await lantoaHere(settings, ['user', 'add', ...TRAINER]);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^(?:[a-z0-9]{5}-){3}[a-z0-9]{5}\n$/);
    const kept = await everything('users');
    expect(kept).toContain('pao@example.vn');
    expect(kept).not.toContain(out.trim());
  });

  it('refuses with a sentence, and by its usage', async () => {
    const again = await lantoaHere(settings, ['user', 'add', ...TRAINER]);
    expect(again).toMatchObject({ status: 1, out: '', err: 'Đã có tài khoản dùng địa chỉ thư này\n' });
    const place = await lantoaHere(settings, ['user', 'add', ...TRAINER.with(1, 'b@example.vn'), '--unit', '99']);
    expect(place).toMatchObject({ status: 1, err: 'Không có nơi nào mang mã 99\n' });
    const role = await lantoaHere(settings, ['user', 'add', ...TRAINER.with(5, 'king')]);
    expect(role).toMatchObject({ status: 2, err: expect.stringContaining('administrator, organizer') });
    expect((await lantoaHere(settings, ['user'])).status).toBe(2);
  });
});

describe('token add', () => {
  const add = (email: string) => lantoaHere(settings, ['token', 'add', '--email', email]);

  it('prints the token, and nothing else, this once', async () => {
    const { status, out, err } = await add('pao@example.vn');
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^lantoa_[\w-]{43}\n$/);
    expect(await everything('api_tokens')).not.toContain(out.trim());
  });

  it('refuses for nobody, and by its usage', async () => {
    expect(await add('nobody@example.vn')).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('nobody@example.vn'),
    });
    expect((await lantoaHere(settings, ['token', 'add'])).status).toBe(2);
  });
});

describe('outbox send', () => {
  it('says that there is no mail server', async () => {
    const ended = await lantoaHere(settings, ['outbox', 'send']);
    expect(ended).toMatchObject({ status: 1, out: '', err: expect.stringContaining('SMTP_URL') });
    expect((await lantoaHere(settings, ['outbox', 'read'])).status).toBe(2);
  });
});
