import { setClock } from '../../src/config/clock.js';
import { Users } from '../../src/accounts/users.js';
import { UserActs } from '../../src/accounts/user-acts.js';
import { World } from '../support/world.js';
import { Browser, codeOf, setUpSecondFactor } from './browser.js';

let world: World;
let duyen: { id: number; password: string };
const EMAIL = 'hoang-duyen@example.vn';
const LATER = 61_000;

beforeAll(async () => {
  world = await World.create({ TRUST_PROXY: '1' });
  duyen = await world.get(Users).add({
    email: EMAIL,
    name: 'Hoàng Thị Duyên',
    role: 'trainer',
    unit_code: null,
    must_change: false,
  });
});
afterAll(() => world.close());
afterEach(async () => {
  setClock();
  await world.database.transaction(() => world.database.execute('DELETE FROM throttles'));
});

describe('signing in', () => {
  it('gives a cookie no script reads, and leads to where one wanted to go', async () => {
    const browser = new Browser(world);
    expect((await browser.get('/account')).headers.location).toBe('/sign-in?next=%2Faccount');
    const answer = await browser.signIn(` ${EMAIL.toUpperCase()} `, duyen.password, '/account');
    expect([answer.status, answer.headers.location]).toEqual([303, '/account']);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^lan-toa=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await browser.get('/account')).text).toContain('Hoàng Thị Duyên');
  });

  it('never leads to another site', async () => {
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const answer = await new Browser(world).signIn(EMAIL, duyen.password, next);
      expect(answer.headers.location).toBe('/');
    }
  });

  it('says the same of a wrong password, an unknown address and a closed account', async () => {
    const closed = await world.get(Users).add({ email: 'x@example.vn', name: 'X', role: 'viewer', unit_code: null });
    await world.get(UserActs).disable(closed.id);
    const texts = await Promise.all(
      [
        [EMAIL, 'wrong password here'],
        ['nobody@example.vn', 'wrong password here'],
        ['x@example.vn', closed.password],
      ].map(async ([email = '', password = '']) => {
        const answer = await new Browser(world).signIn(email, password);
        expect(answer.status).toBe(422);
        expect(answer.headers['set-cookie']).toBeUndefined();
        return answer.text.replaceAll(email, 'ADDRESS');
      }),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('Thư điện tử hoặc mật khẩu không đúng');
    expect(texts[0]).toContain('Còn 9 lần thử');
  });

  it('starts each session with a secret of its own: a planted cookie is worth nothing', async () => {
    const planted = new Browser(world);
    planted.cookie = 'lan-toa=planted-by-somebody-else';
    await planted.signIn(EMAIL, duyen.password);
    expect(planted.cookie).not.toContain('planted');
    const former = planted.cookie;
    planted.csrf = '';
    await planted.get('/account');
    await planted.signIn(EMAIL, duyen.password);
    const old = new Browser(world);
    old.cookie = former;
    expect((await old.get('/account')).status).toBe(303);
  });

  it('ends at sign-out, on the server too', async () => {
    const browser = new Browser(world);
    await browser.signIn(EMAIL, duyen.password);
    await browser.get('/account');
    const { cookie } = browser;
    expect((await browser.post('/sign-out')).headers.location).toBe('/sign-in?out=1');
    expect((await browser.get('/sign-in?out=1')).text).toContain('Đã đăng xuất');
    browser.cookie = cookie;
    expect((await browser.get('/account')).status).toBe(303);
  });

  it('refuses a change without the token of the session', async () => {
    const browser = new Browser(world);
    await browser.signIn(EMAIL, duyen.password);
    await browser.get('/account');
    browser.csrf = '';
    expect((await browser.post('/account', { name: 'X', locale: 'vi' })).status).toBe(403);
    browser.csrf = 'wrong';
    expect((await browser.post('/sign-out')).status).toBe(403);
  });

  it('lets a session end by itself', async () => {
    const browser = new Browser(world);
    await browser.signIn(EMAIL, duyen.password);
    setClock(() => new Date(Date.now() + 12 * 3_600_000 + 60_000));
    expect((await browser.get('/account')).status).toBe(303);
  });
});

describe('the count of guesses', () => {
  it('stops the eleventh try in a minute for an account, right or wrong, and opens again', async () => {
    for (let i = 0; i < 10; i += 1) expect((await new Browser(world).signIn(EMAIL, 'wrong')).status).toBe(422);
    const stopped = await new Browser(world).signIn(EMAIL, duyen.password);
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    setClock(() => new Date(Date.now() + LATER));
    expect((await new Browser(world).signIn(EMAIL, duyen.password)).status).toBe(303);
  });

  it('looks at no more guesses than allowed when they come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => new Browser(world).signIn('many@example.vn', 'wrong')),
    );
    const looked = answers.filter(({ status }) => status === 422);
    expect(looked).toHaveLength(10);
  });

  it('counts an address over all accounts and all doors', async () => {
    const spray = new Browser(world, '203.0.113.7');
    for (let i = 0; i < 97; i += 1) {
      const bad = world.request().get('/api/v1/me').set('X-Forwarded-For', '203.0.113.7');
      await bad.set('Authorization', `Bearer wrong-${i}`).expect(401);
    }
    await spray.signIn('somebody@example.vn', 'wrong').then(({ status }) => expect(status).toBe(422));
    await spray.get('/password/reset?token=guess').then(({ status }) => expect(status).toBe(404));
    await spray.post('/password/forgotten', { email: 'q@example.vn' }).then(({ status }) => expect(status).toBe(200));
    expect((await spray.signIn(EMAIL, duyen.password)).status).toBe(429);
    expect((await new Browser(world, '203.0.113.8').signIn(EMAIL, duyen.password)).status).toBe(303);
  });

  it('does not count what was right', async () => {
    for (let i = 0; i < 12; i += 1) {
      expect((await new Browser(world).signIn(EMAIL, duyen.password)).status).toBe(303);
    }
  });
});

describe('the second step', () => {
  const SECOND = 'bui-huyen@example.vn';
  let huyen: { id: number; password: string };
  let secret: string;
  let codes: string[];

  beforeAll(async () => {
    huyen = await world.get(Users).add({
      email: SECOND,
      name: 'Bùi Thu Huyền',
      role: 'organizer',
      unit_code: null,
      must_change: false,
    });
    const browser = new Browser(world);
    await browser.signIn(SECOND, huyen.password);
    ({ secret, codes } = await setUpSecondFactor(browser));
  });

  async function half(): Promise<Browser> {
    const browser = new Browser(world);
    const answer = await browser.signIn(SECOND, huyen.password, '/account');
    expect(answer.headers.location).toBe('/sign-in/code?next=%2Faccount');
    await browser.get('/sign-in/code?next=%2Faccount');
    return browser;
  }
  const at = (steps: number) => setClock(() => new Date(Date.now() + steps * 30_000));

  it('is owed: with the password alone nothing opens', async () => {
    const browser = await half();
    for (const path of ['/account', '/account/second-factor', '/account/password', '/']) {
      expect((await browser.get(path)).headers.location).toBe('/sign-in/code');
    }
    expect((await browser.post('/account/second-factor')).headers.location).toBe('/sign-in/code');
  });

  it('takes a code once, and gives the session a new secret', async () => {
    at(2);
    const browser = await half();
    const before = browser.cookie;
    const answer = await browser.post('/sign-in/code', { otp: codeOf(secret), next: '/account' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/account']);
    expect(browser.cookie).not.toBe(before);
    expect((await browser.get('/account')).status).toBe(200);
    const replay = await half();
    expect((await replay.post('/sign-in/code', { otp: codeOf(secret) })).status).toBe(422);
    expect((await replay.post('/sign-in/code', { otp: codeOf(secret, -1) })).status).toBe(422);
    const old = new Browser(world);
    old.cookie = before;
    expect((await old.get('/account')).status).toBe(303);
  });

  it('takes one of two equal codes that come at once', async () => {
    at(6);
    const browsers = [await half(), await half()];
    const answers = await Promise.all(browsers.map((each) => each.post('/sign-in/code', { otp: codeOf(secret) })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  });

  it('allows for a clock that is one step off, not for more', async () => {
    at(10);
    expect((await (await half()).post('/sign-in/code', { otp: codeOf(secret, 2) })).status).toBe(422);
    expect((await (await half()).post('/sign-in/code', { otp: codeOf(secret, 1) })).status).toBe(303);
  });

  it('takes a recovery code once, however it is typed', async () => {
    const typed = (codes[0] ?? '').toUpperCase().replace('-', ' ');
    expect((await (await half()).post('/sign-in/code', { otp: typed })).status).toBe(303);
    expect((await (await half()).post('/sign-in/code', { otp: typed })).status).toBe(422);
    expect((await (await half()).post('/sign-in/code', { otp: codes[1] ?? '' })).status).toBe(303);
  });

  it('shares the count with the password, and counts codes for longer', async () => {
    for (let i = 0; i < 5; i += 1) await new Browser(world).signIn(SECOND, 'wrong');
    const browser = await half();
    for (let i = 0; i < 5; i += 1) {
      expect((await browser.post('/sign-in/code', { otp: '000000' })).status).toBe(422);
    }
    expect((await browser.post('/sign-in/code', { otp: '000000' })).status).toBe(429);
    setClock(() => new Date(Date.now() + LATER));
    const again = await half();
    for (let i = 0; i < 5; i += 1) await again.post('/sign-in/code', { otp: '000000' });
    expect((await again.post('/sign-in/code', { otp: '000000' })).status).toBe(429);
    setClock(() => new Date(Date.now() + 2 * LATER));
    expect((await (await half()).post('/sign-in/code', { otp: '000000' })).status).toBe(429);
  });

  it('waits ten minutes and no longer', async () => {
    const browser = await half();
    setClock(() => new Date(Date.now() + 10 * 60_000 + 1000));
    expect((await browser.get('/sign-in/code')).headers.location).toContain('/sign-in');
    expect((await browser.post('/sign-in/code', { otp: codeOf(secret) })).status).toBe(303);
    expect((await browser.get('/account')).headers.location).toContain('/sign-in');
  });

  it('lets somebody else begin again', async () => {
    const browser = await half();
    expect((await browser.post('/sign-out')).headers.location).toBe('/sign-in?out=1');
    expect((await browser.get('/sign-in/code')).headers.location).toContain('/sign-in');
  });
});
