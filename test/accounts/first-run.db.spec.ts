import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FirstRun } from '../../src/accounts/first-run.js';
import { World } from '../support/world.js';
import { Browser, setUpSecondFactor } from './browser.js';

const PASSWORD = 'con ngựa trắng qua cầu';
let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const huong = (setup_code: string) => ({
  name: 'Đỗ Mạnh Hưởng',
  email: 'Huong@Example.vn',
  password: PASSWORD,
  setup_code,
});
const code = async (): Promise<string> => (await world.get(FirstRun).setupCode()) ?? '';

describe('the first run', () => {
  it('makes the first administrator with the code of the terminal, who then owes a second factor', async () => {
    const browser = new Browser(world);
    await browser.get('/first-run').then((answer) => expect(answer.text).toContain('Lập tài khoản quản trị đầu tiên'));
    const made = await browser.post('/first-run', huong(` ${(await code()).toUpperCase().replaceAll('-', ' ')} `));
    expect([made.status, made.headers.location]).toEqual([303, '/account/second-factor']);
    expect((await browser.get('/users')).headers.location).toBe('/account/second-factor');
    expect((await setUpSecondFactor(browser)).codes).toHaveLength(10);
    expect((await browser.get('/users')).text).toContain('huong@example.vn');
    const events = await world.database.rows<{ kind: string }>('SELECT kind FROM events ORDER BY id');
    expect(events.map(({ kind }) => kind)).toEqual(['user.first', 'user.second_factor_on']);
  });

  it('keeps its code readable by the owner alone and forgets it afterwards', async () => {
    const first = await code();
    const file = join(world.settings.dataDir, 'setup-code');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toBe(first);
    expect(await code()).toBe(first);
    await new Browser(world).post('/first-run', huong(first));
    expect(existsSync(file)).toBe(false);
    expect(await world.get(FirstRun).setupCode()).toBeNull();
  });

  it('opens only once', async () => {
    const right = await code();
    await new Browser(world).post('/first-run', huong(right));
    const late = await new Browser(world).post('/first-run', { ...huong(right), email: 'late@example.vn' });
    expect(late.status).toBe(409);
    expect((await new Browser(world).get('/first-run')).headers.location).toBe('/sign-in');
    expect(await world.database.rows('SELECT id FROM users')).toHaveLength(1);
  });

  it('lets one of two people through who press at once', async () => {
    const first = { ...huong(''), locale: 'vi' as const };
    const origin = { address: '127.0.0.1', agent: '' };
    const tries = ['a@example.vn', 'b@example.vn', 'c@example.vn'].map((email) =>
      world.get(FirstRun).make({ ...first, email }, origin),
    );
    const done = await Promise.allSettled(tries);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.database.rows('SELECT id FROM users')).toHaveLength(1);
  });

  it('refuses without the code, with a wrong one and with a weak password, and keeps what was typed', async () => {
    await code();
    for (const wrong of ['', 'aaaaa-bbbbb-ccccc']) {
      const answer = await new Browser(world).post('/first-run', huong(wrong));
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('value="Đỗ Mạnh Hưởng"');
      expect(answer.text).not.toContain(PASSWORD);
    }
    const weak = await new Browser(world).post('/first-run', { ...huong(await code()), password: 'matkhau123456' });
    expect(weak.text).toContain('quá phổ biến');
    const nothing = await new Browser(world).post('/first-run', {});
    const summary = nothing.text.slice(nothing.text.indexOf('<ul>'), nothing.text.indexOf('</ul>'));
    expect([...summary.matchAll(/href="#(\w+)">([^<]+)/g)].map(([, field, text]) => [field, text])).toEqual([
      ['name', expect.stringContaining('Nhập tên')],
      ['email', expect.stringContaining('Nhập một địa chỉ thư điện tử')],
      ['password', expect.stringContaining('ít nhất 12')],
      ['setup_code', expect.stringContaining('Nhập mã cài đặt')],
    ]);
    const both = await new Browser(world).post('/first-run', { ...huong('aaaaa-bbbbb-ccccc'), password: 'short' });
    expect(both.text).toContain('ít nhất 12');
    expect(both.text).toContain('Mã cài đặt không đúng');
    expect(await world.database.rows('SELECT id FROM users')).toEqual([]);
  });

  it('counts guesses of the code per address', async () => {
    await code();
    const guess = () => world.get(FirstRun).isCode('aaaaa-bbbbb-ccccc', '203.0.113.9');
    for (let i = 0; i < 100; i += 1) expect(await guess()).toBe(false);
    await expect(guess()).rejects.toMatchObject({ key: 'accounts.too_many' });
  });

  it('refuses a form that another site sent', async () => {
    const answer = await world
      .request()
      .post('/first-run')
      .set('Origin', 'https://evil.example')
      .type('form')
      .send(huong(await code()));
    expect(answer.status).toBe(403);
  });
});
