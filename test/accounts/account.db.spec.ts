import { setClock } from '../../src/config/clock.js';
import { Users } from '../../src/accounts/users.js';
import { World } from '../support/world.js';
import { Browser, codeOf, enrolmentOf, setUpSecondFactor } from './browser.js';

let world: World;
let counter = 0;
beforeAll(async () => {
  world = await World.create();
});
afterAll(() => world.close());
afterEach(() => setClock());

/** A trainer who has just signed in. */
async function trainer(): Promise<{ browser: Browser; email: string; password: string; id: number }> {
  counter += 1;
  const email = `trainer-${counter}@example.vn`;
  const made = await world.get(Users).add({
    email,
    name: 'Hoàng Thị Duyên',
    role: 'trainer',
    unit_code: null,
    must_change: false,
  });
  const browser = new Browser(world);
  await browser.signIn(email, made.password);
  await browser.get('/account');
  return { browser, email, ...made };
}
const stale = () => setClock(() => new Date(Date.now() + 16 * 60_000));

describe('one’s own account', () => {
  it('shows who one is and keeps name and language', async () => {
    const { browser, email } = await trainer();
    const shown = await browser.get('/account');
    expect(shown.text).toContain(email);
    expect(shown.text).toContain('Tập huấn viên');
    const saved = await browser.post('/account', { name: 'Hoàng Duyên', locale: 'en' });
    expect(saved.headers['set-cookie']?.[0]).toContain('lan-toa-locale=en');
    const row = await world.database.row('SELECT name, locale FROM users WHERE email = ?', [email]);
    expect(row).toEqual({ name: 'Hoàng Duyên', locale: 'en' });
    const wrong = await browser.post('/account', { name: 'two\nlines', locale: 'xx' });
    expect(wrong.status).toBe(422);
  });

  it('cannot give itself a role or a territory', async () => {
    const { browser, id } = await trainer();
    await browser.post('/account', { name: 'X', locale: 'vi', role: 'administrator', place_id: '1', email: 'y@z.vn' });
    const row = await world.database.row<{ role: string }>('SELECT role FROM users WHERE id = ?', [id]);
    expect(row?.role).toBe('trainer');
  });

  it('lists the sessions and ends one or all others', async () => {
    const { browser, email, password } = await trainer();
    const others = [new Browser(world), new Browser(world), new Browser(world)];
    for (const other of others) await other.signIn(email, password);
    const listed = (await browser.get('/account/sessions')).text;
    expect(listed.match(/Kết thúc phiên</g)).toHaveLength(3);
    expect(listed).toContain('Phiên này');
    const one = /action="(\/account\/sessions\/\d+\/closure)"/.exec(listed)?.[1] ?? '';
    expect((await browser.post(one)).headers.location).toBe('/account/sessions');
    expect((await browser.post(one)).status).toBe(404);
    expect((await browser.get('/account/sessions')).text.match(/Kết thúc phiên</g)).toHaveLength(2);
    await browser.post('/account/sessions/closure');
    expect((await browser.get('/account/sessions')).text).not.toContain('Kết thúc phiên<');
    for (const other of others) expect((await other.get('/account')).status).toBe(303);
  });

  it('cannot end the session of somebody else', async () => {
    const mine = await trainer();
    const theirs = await trainer();
    const row = await world.database.row<{ id: number }>('SELECT id FROM sign_ins WHERE user_id = ?', [theirs.id]);
    expect((await mine.browser.post(`/account/sessions/${row?.id ?? 0}/closure`)).status).toBe(404);
    expect((await theirs.browser.get('/account')).status).toBe(200);
  });
});

describe('acts of weight', () => {
  it('ask for the password again after a quarter of an hour, and come back', async () => {
    const { browser, password } = await trainer();
    expect((await browser.get('/account/tokens')).status).toBe(200);
    stale();
    expect((await browser.get('/account/tokens')).headers.location).toBe('/account/confirm?next=%2Faccount%2Ftokens');
    const tried = await browser.post('/account/tokens', { name: 'x', lasts: '30' });
    expect(tried.headers.location).toContain('/account/confirm');
    await browser.get('/account/confirm?next=%2Faccount%2Ftokens');
    const wrong = await browser.post('/account/confirm', { current_password: 'wrong', next: '/account/tokens' });
    expect(wrong.status).toBe(422);
    const before = browser.cookie;
    const right = await browser.post('/account/confirm', { current_password: password, next: '/account/tokens' });
    expect(right.headers.location).toBe('/account/tokens');
    expect(browser.cookie).not.toBe(before);
    expect((await browser.get('/account/tokens')).status).toBe(200);
    const away = await browser.post('/account/confirm', { current_password: password, next: '//evil.example' });
    expect(away.headers.location).toBe('/account');
  });
});

describe('tokens for programs', () => {
  it('are shown once, have the rights of their owner, run out and are revoked', async () => {
    const { browser, email } = await trainer();
    await browser.get('/account/tokens');
    const made = await browser.post('/account/tokens', { name: 'Kho dữ liệu tỉnh', lasts: '30' });
    expect(made.status).toBe(201);
    const token = />\n(lantoa_[\w-]{43})</.exec(made.text)?.[1] ?? '';
    const me = () => world.request().get('/api/v1/me').set('Authorization', `Bearer ${token}`);
    expect((await me().expect(200)).body).toEqual({
      email,
      name: 'Hoàng Thị Duyên',
      role: 'trainer',
      unit: null,
      locale: 'vi',
    });
    const listed = (await browser.get('/account/tokens')).text;
    expect(listed).toContain(`…${token.slice(-4)}`);
    expect(listed).not.toContain(token);
    expect(JSON.stringify(await world.database.rows('SELECT * FROM api_tokens'))).not.toContain(token);
    setClock(() => new Date(Date.now() + 31 * 86_400_000));
    await me()
      .expect(401)
      .expect('Content-Type', /problem\+json/);
    setClock();
    await browser.post(/action="(\/account\/tokens\/\d+\/revocation)"/.exec(listed)?.[1] ?? '');
    await me().expect(401);
  });

  it('cannot make tokens, change passwords or revoke the tokens of others', async () => {
    const { browser, email } = await trainer();
    const token = await world.get(Users).addToken(email);
    for (const path of [
      '/account/tokens',
      '/account/password',
      '/account',
      '/account/confirm',
      '/account/second-factor',
    ]) {
      const answer = await world.request().post(path).set('Authorization', `Bearer ${token}`).type('form').send({});
      expect([path, answer.status]).toEqual([path, 403]);
    }
    const other = await trainer();
    const id = await world.database.row<{ id: number }>('SELECT MAX(id) AS id FROM api_tokens');
    expect((await other.browser.post(`/account/tokens/${id?.id ?? 0}/revocation`)).status).toBe(404);
    expect((await browser.get('/account')).status).toBe(200);
  });
});

describe('the second factor', () => {
  it('is set up with a code of the application, ends other sessions, and is a choice for trainers', async () => {
    const { browser, email, password } = await trainer();
    const other = new Browser(world);
    await other.signIn(email, password);
    const page = (await browser.get('/account/second-factor')).text;
    expect(page).toMatch(/<svg width="220"[^>]*role="img"/);
    const { enrolment, secret } = enrolmentOf(page);
    const wrong = await browser.post('/account/second-factor', { enrolment, otp: '000000' });
    expect(wrong.status).toBe(422);
    expect(enrolmentOf(wrong.text).secret).toBe(secret);
    const before = browser.cookie;
    const done = await browser.post('/account/second-factor', { enrolment, otp: codeOf(secret) });
    expect(done.text.match(/<li><strong>/g)).toHaveLength(10);
    expect(browser.cookie).not.toBe(before);
    expect((await other.get('/account')).status).toBe(303);
    expect((await browser.get('/account')).text).toContain('Còn 10 mã khôi phục');
    expect((await browser.post('/account/second-factor/removal')).headers.location).toBe('/account');
    expect((await browser.get('/account/second-factor')).text).toContain('<svg width="220"');
  });

  it('keeps secret and recovery codes sealed and hashed', async () => {
    const { browser, id } = await trainer();
    const { secret, codes } = await setUpSecondFactor(browser);
    const kept = await world.database.rows('SELECT * FROM recovery_codes WHERE user_id = ?', [id]);
    const user = await world.database.row('SELECT * FROM users WHERE id = ?', [id]);
    for (const clear of [secret, ...codes]) expect(JSON.stringify([kept, user])).not.toContain(clear);
  });

  it('makes new recovery codes that put the old ones out of use', async () => {
    const { browser, email, password } = await trainer();
    const { codes } = await setUpSecondFactor(browser);
    const renewed = await browser.post('/account/recovery-codes');
    const fresh = /<li><strong>([\w-]+)</.exec(renewed.text)?.[1] ?? '';
    const half = new Browser(world);
    await half.signIn(email, password);
    await half.get('/sign-in/code');
    expect((await half.post('/sign-in/code', { otp: codes[0] ?? '' })).status).toBe(422);
    expect((await half.post('/sign-in/code', { otp: fresh })).status).toBe(303);
  });

  it('accepts no picture made for somebody else or long ago', async () => {
    const mine = await trainer();
    const theirs = await trainer();
    const { enrolment, secret } = enrolmentOf((await theirs.browser.get('/account/second-factor')).text);
    const stolen = await mine.browser.post('/account/second-factor', { enrolment, otp: codeOf(secret) });
    expect(stolen.headers.location).toBe('/account/second-factor?again=1');
    expect((await mine.browser.get('/account')).text).toContain('chưa bật');
  });

  it('cannot be turned off by those who must have it', async () => {
    const email = 'organizer@example.vn';
    const { password } = await world.get(Users).add({
      email,
      name: 'Bùi Thu Huyền',
      role: 'organizer',
      unit_code: null,
      must_change: false,
    });
    const browser = new Browser(world);
    await browser.signIn(email, password);
    expect((await browser.get('/account')).headers.location).toBe('/account/second-factor');
    await setUpSecondFactor(browser);
    expect((await browser.get('/account/second-factor')).text).not.toContain('/account/second-factor/removal');
    expect((await browser.post('/account/second-factor/removal')).status).toBe(422);
  });
});
