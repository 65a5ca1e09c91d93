import { setClock } from '../../src/config/clock.js';
import { User } from '../../src/accounts/accounts.entities.js';
import { Users } from '../../src/accounts/users.js';
import { PlaceRow } from '../../src/territory/territory.entities.js';
import type { Role } from '../../src/web/permissions.js';
import { type Member, World } from '../support/world.js';
import { Browser, setUpSecondFactor } from './browser.js';

let world: World;
let admin: Browser;
let binhLu: number;
const ADMIN = 'do-huong@example.vn';
const BASE = {
  email: 'tan-ta@example.vn',
  name: 'Tẩn Láo Tả',
  role: 'viewer',
  locale: 'vi',
  place_id: 'all',
  how: 'shown',
};

beforeEach(async () => {
  world = await World.create();
  const commune = { level: 'commune' as const, parent_code: '106', valid_from: '0001-01-01' };
  binhLu = await world.database.transaction(async () => {
    await world.database.insert(PlaceRow, [
      { ...commune, code: '106', name: 'Huyện Tam Đường', level: 'district', valid_to: '2025-06-30' },
    ]);
    return world.database.insertOne(PlaceRow, {
      ...commune,
      code: '03424',
      name: 'Xã Bình Lư',
      valid_to: '9999-12-31',
    });
  });
  const { password } = await world.get(Users).add({
    email: ADMIN,
    name: 'Đỗ Mạnh Hưởng',
    role: 'administrator',
    unit_code: null,
    must_change: false,
  });
  admin = new Browser(world);
  await admin.signIn(ADMIN, password);
  await setUpSecondFactor(admin);
  await admin.get('/users');
});
afterEach(async () => {
  setClock();
  await world.close();
});

async function added(more: Record<string, string> = {}): Promise<{ id: number; password: string }> {
  const answer = await admin.post('/users', { ...BASE, ...more });
  const password = /<dd>((?:[a-z0-9]{5}-){3}[a-z0-9]{5})/.exec(answer.text)?.[1] ?? '';
  const row = await world.database.row<{ id: number }>('SELECT MAX(id) AS id FROM users');
  return { id: row?.id ?? 0, password };
}
const row = (id: number) => world.database.row<Record<string, unknown>>('SELECT * FROM users WHERE id = ?', [id]);

describe('the users', () => {
  it('are for administrators only, by page and by token', async () => {
    const foreign = [];
    for (const role of ['organizer', 'trainer', 'viewer'] as Role[]) foreign.push(await world.member(role, binhLu));
    const gets = ['/users', '/users/new', '/users/1', '/users/1/edit', '/outbox', '/outbox/1'];
    const acts = ['closure', 'opening', 'sessions-closure', 'second-factor-reset', 'first-password', 'password-link'];
    const posts = ['/users', '/users/1', '/outbox/sending', ...acts.map((act) => `/users/1/${act}`)];
    const answers = async (member: Member): Promise<number[]> => [
      ...(await Promise.all(gets.map(async (path) => (await member.get(path)).status))),
      ...(await Promise.all(gets.map(async (path) => (await member.api('get', path)).status))),
      ...(await Promise.all(posts.map(async (path) => (await member.post(path)).status))),
    ];
    for (const member of foreign) expect(new Set(await answers(member))).toEqual(new Set([403]));
    expect((await new Browser(world).get('/users')).headers.location).toBe('/sign-in?next=%2Fusers');
  });

  it('are listed in Vietnamese order with role, territory and state', async () => {
    await added({ place_id: String(binhLu) });
    const listed = (await admin.get('/users')).text;
    expect(listed.indexOf('Đỗ Mạnh Hưởng')).toBeLessThan(listed.indexOf('Tẩn Láo Tả'));
    expect(listed).toContain('Xã Bình Lư (03424)');
    expect(listed).toContain('Chờ đổi mật khẩu');
  });

  it('get a generated password that is shown once and must be changed', async () => {
    const { id, password } = await added();
    expect(password).not.toBe('');
    expect(JSON.stringify(await row(id))).not.toContain(password);
    expect((await admin.get(`/users/${id}`)).text).not.toContain(password);
    const ta = new Browser(world);
    expect((await ta.signIn(BASE.email, password)).status).toBe(303);
    expect((await ta.get('/')).headers.location).toBe('/account/password');
  });

  it('can be invited by a link instead; a second administrator does not see the password either', async () => {
    const answer = await admin.post('/users', { ...BASE, how: 'mailed' });
    expect(answer.status).toBe(303);
    const letter = await world.database.row<{ id: number; body: string }>(
      "SELECT * FROM outbox WHERE kind = 'invitation'",
    );
    const link = /http:\/\/localhost:3000(\S+)/.exec(letter?.body ?? '')?.[1] ?? '';
    expect(letter?.body).toContain('Đỗ Mạnh Hưởng đã lập');
    expect((await admin.get(`/outbox/${letter?.id ?? 0}`)).text).toContain('/password/reset?token&#x3D;');
    const read = await world.database.rows("SELECT id FROM events WHERE kind = 'mail.read'");
    expect(read).toHaveLength(1);
    const ta = new Browser(world);
    const token = new URL(link, 'http://x').searchParams.get('token') ?? '';
    await ta.post('/password/reset', { token, new_password: 'ba con trâu đi cày' });
    expect((await ta.signIn(BASE.email, 'ba con trâu đi cày')).headers.location).toBe('/');
  });

  it('are refused with what is wrong: address taken, no such place, an administrator of one place', async () => {
    await added();
    const wrong = async (more: Record<string, string>): Promise<string> => {
      const answer = await admin.post('/users', { ...BASE, email: 'new@example.vn', ...more });
      expect(answer.status).toBe(422);
      return answer.text;
    };
    expect(await wrong({ email: BASE.email.toUpperCase() })).toContain('Đã có tài khoản dùng địa chỉ thư này');
    expect(await wrong({ place_id: '999' })).toContain('Chọn một mục');
    expect(await wrong({ role: 'administrator', place_id: String(binhLu) })).toContain('toàn bộ địa bàn');
    for (const email of ['a@b.vn, c@d.vn', 'an..b@example.vn', 'an.@example.vn', 'nguyễn@example.vn', 'an@nha']) {
      expect(await wrong({ email })).toContain('Nhập một địa chỉ');
    }
    expect(await wrong({ name: '', role: 'king' })).toContain('Nhập tên trên một dòng');
    expect(await wrong({ place_id: '' })).toContain('Địa bàn: <a href="#place_id">Chọn một mục');
    expect(await world.database.rows('SELECT id FROM users')).toHaveLength(2);
  });

  it('have the territory that was chosen: nothing chosen is everywhere for an administrator alone', async () => {
    const form = (await admin.get('/users/new')).text;
    expect(form).toMatch(
      /<select[^>]*id="place_id"[^>]*><option value="">Chọn địa bàn<\/option><option value="all">Toàn bộ</,
    );
    expect((await admin.post('/users', { ...BASE, role: 'administrator', place_id: '' })).status).toBe(201);
    const { id } = await added({ email: 'all@example.vn' });
    expect(await row(id)).toMatchObject({ place_id: null });
    expect((await admin.get(`/users/${id}/edit`)).text).toContain('<option value="all" selected>Toàn bộ</option>');
  });

  it('change role and territory at once, on the next request', async () => {
    const { id, password } = await added();
    const ta = new Browser(world);
    await ta.signIn(BASE.email, password);
    await ta.get('/account/password');
    await ta.post('/account/password', { current_password: password, new_password: 'ba con trâu đi cày' });
    expect((await ta.get('/account')).status).toBe(200);
    const edit = { ...BASE, role: 'organizer', place_id: String(binhLu), version: '1' };
    expect((await admin.post(`/users/${id}`, edit)).status).toBe(303);
    expect(await row(id)).toMatchObject({ role: 'organizer', place_id: binhLu, version: 2 });
    expect((await ta.get('/account')).headers.location).toBe('/account/second-factor');
    expect((await admin.post(`/users/${id}`, { ...edit, role: 'viewer' })).status).toBe(409);
    expect((await admin.post('/users/999', edit)).status).toBe(404);
    const event = await world.database.row<{ detail: string }>("SELECT detail FROM events WHERE kind = 'user.changed'");
    expect(JSON.parse(event?.detail ?? '')).toMatchObject({ before: { role: 'viewer' }, after: { role: 'organizer' } });
  });

  it('tell the former address when it is changed', async () => {
    const { id } = await added();
    await admin.post(`/users/${id}`, { ...BASE, email: 'new@example.vn', version: '1' });
    const letters = await world.database.rows<{ recipient: string }>(
      "SELECT recipient FROM outbox WHERE kind = 'account_changed' AND recipient <> ? ORDER BY id",
      [ADMIN],
    );
    expect(letters).toEqual([{ recipient: BASE.email }]);
  });
});

describe('acts on an account', () => {
  async function working(): Promise<{ id: number; browser: Browser; api: () => Promise<number> }> {
    const email = 'lo@example.vn';
    const lo = { email, name: 'Lò Văn Thiết', role: 'trainer' as const, unit_code: null, must_change: false };
    const { id, password } = await world.get(Users).add(lo);
    const browser = new Browser(world);
    await browser.signIn(email, password);
    const token = await world.get(Users).addToken(email);
    const me = () => world.request().get('/api/v1/me').set('Authorization', `Bearer ${token}`);
    return { id, browser, api: async () => (await me()).status };
  }

  it('closing ends sessions and tokens at once; opening brings the sign-in back, not the tokens', async () => {
    const { id, browser, api } = await working();
    expect([(await browser.get('/account')).status, await api()]).toEqual([200, 200]);
    expect((await admin.post(`/users/${id}/closure`)).status).toBe(303);
    expect([(await browser.get('/account')).status, await api()]).toEqual([303, 401]);
    expect((await admin.get(`/users/${id}`)).text).toContain('Đã khóa');
    await admin.post(`/users/${id}/opening`);
    expect([(await browser.get('/account')).status, await api()]).toEqual([303, 401]);
  });

  it('ends sessions, gives a new password, removes the second factor, sends a link', async () => {
    const { id, browser } = await working();
    await admin.post(`/users/${id}/sessions-closure`);
    expect((await browser.get('/account')).status).toBe(303);
    const shown = await admin.post(`/users/${id}/first-password`);
    const password = /<dd>((?:[a-z0-9]{5}-){3}[a-z0-9]{5})/.exec(shown.text)?.[1] ?? '';
    const again = new Browser(world);
    expect((await again.signIn('lo@example.vn', password)).status).toBe(303);
    await again.get('/account/password');
    await again.post('/account/password', { current_password: password, new_password: 'ba con trâu đi cày' });
    await setUpSecondFactor(again);
    await admin.post(`/users/${id}/second-factor-reset`);
    expect(await row(id)).toMatchObject({ totp_secret: null });
    expect(await world.database.rows('SELECT id FROM recovery_codes WHERE user_id = ?', [id])).toEqual([]);
    expect((await again.signIn('lo@example.vn', 'ba con trâu đi cày')).headers.location).toBe('/');
    await admin.post(`/users/${id}/password-link`);
    expect(await world.database.rows("SELECT id FROM outbox WHERE kind = 'password_reset'")).toHaveLength(1);
    expect((await admin.post('/users/999/closure')).status).toBe(404);
  });

  it('never take the last administrator away', async () => {
    const own = await world.database.row<{ id: number }>('SELECT id FROM users WHERE email = ?', [ADMIN]);
    const id = own?.id ?? 0;
    // An administrator who was invited but has no password cannot sign in and does not count.
    await admin.post('/users', { ...BASE, role: 'administrator', how: 'mailed' });
    expect((await admin.post(`/users/${id}/closure`)).status).toBe(409);
    const edit = { ...BASE, email: ADMIN, name: 'Đỗ Mạnh Hưởng', role: 'viewer', version: '1' };
    const edited = await admin.post(`/users/${id}`, edit);
    expect([edited.status, edited.text.includes('người quản trị cuối cùng')]).toEqual([422, true]);
    await added({ email: 'second@example.vn', role: 'administrator' });
    expect((await admin.post(`/users/${id}/closure`)).status).toBe(303);
    expect((await admin.get('/users')).status).toBe(303);
  });

  it('ask for the password again after a quarter of an hour', async () => {
    const { id } = await working();
    setClock(() => new Date(Date.now() + 16 * 60_000));
    expect((await admin.post(`/users/${id}/closure`)).headers.location).toBe(`/account/confirm?next=%2Fusers%2F${id}`);
    expect(await row(id)).toMatchObject({ disabled_at: null });
    expect((await admin.post('/users', BASE)).headers.location).toContain('/account/confirm');
    expect((await admin.get(`/users/${id}/edit`)).headers.location).toContain('/account/confirm');
  });
});

describe('users of the command line', () => {
  it('take the place that has the code today, or the last one that had it', async () => {
    const users = world.get(Users);
    const one = { name: 'N', role: 'organizer' as const };
    const a = await users.add({ ...one, email: 'a@example.vn', unit_code: '03424' });
    const b = await users.add({ ...one, email: 'b@example.vn', unit_code: '106' });
    expect(await row(a.id)).toMatchObject({ place_id: binhLu, password_expired: 1 });
    expect((await row(b.id))?.place_id).not.toBeNull();
    const refused = users.add({ ...one, email: 'c@example.vn', unit_code: '99' });
    await expect(refused).rejects.toMatchObject({ key: 'accounts.no_place' });
    await expect(users.add({ ...one, email: 'nonsense', unit_code: null })).rejects.toMatchObject({
      key: 'accounts.email',
    });
    await expect(users.add({ ...one, email: 'A@example.vn', unit_code: null })).rejects.toMatchObject({
      key: 'accounts.email_taken',
    });
    await expect(users.addToken('none@example.vn')).rejects.toMatchObject({ key: 'accounts.no_user' });
  });

  it('of before, whose address is none, are mended', async () => {
    const { id } = await added();
    await world.database.transaction(() => world.database.update(User, { id }, { email: 'an..b@example.vn' }));
    const { status } = await admin.post(`/users/${id}`, { ...BASE, version: '1' });
    expect([status, (await row(id))?.email]).toEqual([303, BASE.email]);
  });

  it('tell a program whose rights it has', async () => {
    const member = await world.member('viewer', binhLu);
    const me = await member.api('get', '/api/v1/me').expect(200);
    expect(me.body).toMatchObject({ role: 'viewer', unit: '03424' });
    await world.request().get('/api/v1/me').expect(401);
  });
});
