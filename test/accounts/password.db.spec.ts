import { User } from '../../src/accounts/accounts.entities.js';
import { setClock } from '../../src/config/clock.js';
import { UserActs } from '../../src/accounts/user-acts.js';
import { Users } from '../../src/accounts/users.js';
import { World } from '../support/world.js';
import { Browser } from './browser.js';

const EMAIL = 'lo-thiet@example.vn';
const NEW = 'ba con trâu đi cày sớm';
let world: World;
let thiet: { id: number; password: string };

beforeEach(async () => {
  world = await World.create();
  thiet = await world.get(Users).add({
    email: EMAIL,
    name: 'Lò Văn Thiết',
    role: 'trainer',
    unit_code: null,
    must_change: false,
  });
});
afterEach(async () => {
  setClock();
  await world.close();
});

async function signedIn(password = thiet.password): Promise<Browser> {
  const browser = new Browser(world);
  await browser.signIn(EMAIL, password);
  await browser.get('/account');
  return browser;
}

async function letters(kind: string): Promise<{ recipient: string; subject: string; body: string }[]> {
  return world.database.rows('SELECT recipient, subject, body FROM outbox WHERE kind = ? ORDER BY id', [kind]);
}

async function linkTo(email: string): Promise<string> {
  await new Browser(world).post('/password/forgotten', { email });
  const [last] = (await letters('password_reset')).slice(-1);
  return /http:\/\/localhost:3000(\S+)/.exec(last?.body ?? '')?.[1] ?? '';
}

const tokenOf = (link: string): string => new URL(link, 'http://localhost').searchParams.get('token') ?? '';

describe('changing the password', () => {
  it('needs the present one, ends the other sessions and tells the owner', async () => {
    const other = await signedIn();
    const browser = await signedIn();
    const change = { current_password: thiet.password, new_password: NEW };
    const wrong = await browser.post('/account/password', { ...change, current_password: 'wrong' });
    expect(wrong.status).toBe(422);
    const before = browser.cookie;
    expect((await browser.post('/account/password', change)).headers.location).toBe('/account');
    expect(browser.cookie).not.toBe(before);
    expect((await browser.get('/account')).text).toContain('Đã đổi mật khẩu');
    expect((await other.get('/account')).status).toBe(303);
    expect((await new Browser(world).signIn(EMAIL, thiet.password)).status).toBe(422);
    expect((await new Browser(world).signIn(EMAIL, NEW)).status).toBe(303);
    expect((await letters('account_changed')).map(({ recipient }) => recipient)).toEqual([EMAIL]);
  });

  it.each([
    ['elf chars 1', 'ít nhất 12'],
    ['password1234', 'quá phổ biến'],
    ['Matkhau@2026', 'quá phổ biến'],
    ['lo-thiet@example.vn', 'Đừng dùng tên'],
    ['Lò Văn Thiết 1', 'Đừng dùng tên'],
    ['LanToa LanToa', 'Đừng dùng tên'],
    ['x'.repeat(300), 'Dài quá 256'],
  ])('refuses %s', async (password, sentence) => {
    const browser = await signedIn();
    const change = { current_password: thiet.password, new_password: password };
    const answer = await browser.post('/account/password', change);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(sentence);
  });

  it('is owed by whoever has a generated one: nothing else opens before', async () => {
    const first = await world.get(UserActs).newPassword(thiet.id);
    const browser = await signedIn(first);
    expect((await browser.get('/account')).headers.location).toBe('/account/password');
    expect((await browser.get('/')).headers.location).toBe('/account/password');
    expect((await browser.get('/account/password')).text).toContain('chỉ dùng một lần');
    const same = await browser.post('/account/password', { current_password: first, new_password: first });
    expect(same.text).toContain('phải khác');
    await browser.post('/account/password', { current_password: first, new_password: NEW });
    expect((await browser.get('/account')).status).toBe(200);
  });
});

describe('a forgotten password', () => {
  it('is set by a link that works once, and ends every session', async () => {
    const open = await signedIn();
    const link = await linkTo(EMAIL);
    const browser = new Browser(world);
    expect((await browser.get(link)).text).toContain(EMAIL);
    const set = { token: tokenOf(link), new_password: NEW };
    expect((await browser.post('/password/reset', set)).text).toContain('Đã đặt mật khẩu');
    expect((await open.get('/account')).status).toBe(303);
    expect((await browser.post('/password/reset', { ...set, new_password: `${NEW} 2` })).status).toBe(404);
    const used = await browser.get(link);
    expect([used.status, used.text.includes('Đường dẫn hết dùng được')]).toEqual([404, true]);
    expect(used.text).toContain('href="/password/forgotten"');
    expect((await browser.signIn(EMAIL, NEW)).status).toBe(303);
  });

  it('is set by one of two presses at once', async () => {
    const token = tokenOf(await linkTo(EMAIL));
    const set = (new_password: string) => new Browser(world).post('/password/reset', { token, new_password });
    const answers = await Promise.all([set(NEW), set(`${NEW} hai`)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('keeps the link when the password is refused', async () => {
    const token = tokenOf(await linkTo(EMAIL));
    const browser = new Browser(world);
    expect((await browser.post('/password/reset', { token, new_password: 'matkhau12345' })).status).toBe(422);
    expect((await browser.post('/password/reset', { token, new_password: NEW })).status).toBe(200);
  });

  it('has a link for 60 minutes; another way to the password puts it out of use', async () => {
    const late = await linkTo(EMAIL);
    setClock(() => new Date(Date.now() + 60 * 60_000 + 1000));
    expect((await new Browser(world).get(late)).status).toBe(404);
    setClock();
    const link = await linkTo(EMAIL);
    const browser = await signedIn();
    await browser.post('/account/password', { current_password: thiet.password, new_password: NEW });
    expect((await new Browser(world).get(link)).status).toBe(404);
  });

  it('answers the same for an address nobody has and for a closed account, and writes to neither', async () => {
    await world.get(Users).add({ email: 'closed@example.vn', name: 'C', role: 'viewer', unit_code: null });
    const closed = await world.database.row<{ id: number }>("SELECT id FROM users WHERE email = 'closed@example.vn'");
    const link = await linkTo('closed@example.vn');
    await world.get(UserActs).disable(closed?.id ?? 0);
    expect((await new Browser(world).get(link)).status).toBe(404);
    const written = (await letters('password_reset')).length;
    const texts = [];
    for (const email of [EMAIL, 'nobody@example.vn', 'closed@example.vn']) {
      const answer = await new Browser(world).post('/password/forgotten', { email });
      texts.push(answer.text.replaceAll(email, 'ADDRESS'));
    }
    expect(new Set(texts).size).toBe(1);
    expect((await letters('password_reset')).length).toBe(written + 1);
  });

  it('answers the same for an address that is none, also where an account of before has it', async () => {
    const email = 'an..b@example.vn';
    await world.database.transaction(() => world.database.update(User, { email: EMAIL }, { email }));
    const answers = [];
    for (const asked of [email, 'no..b@example.vn']) {
      const { status, text } = await new Browser(world).post('/password/forgotten', { email: asked });
      answers.push(`${status} ${text.replaceAll(asked, 'ADDRESS')}`);
    }
    expect(answers[0]).toMatch(/^422 /);
    expect(new Set(answers).size).toBe(1);
  });

  it('fills nobody’s letter box: three letters an hour, with the same answer', async () => {
    for (let i = 0; i < 5; i += 1) {
      expect((await new Browser(world).post('/password/forgotten', { email: EMAIL })).status).toBe(200);
    }
    expect(await letters('password_reset')).toHaveLength(3);
  });

  it('keeps nothing of the link but its hash', async () => {
    const token = tokenOf(await linkTo(EMAIL));
    const rows = await world.database.rows<{ token_hash: string }>('SELECT token_hash FROM password_resets');
    expect(token).toHaveLength(43);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
