import { OwnPasswords } from '../../src/accounts/own-password.js';
import { UserActs } from '../../src/accounts/user-acts.js';
import { type UserInput, Users } from '../../src/accounts/users.js';
import { World } from '../support/world.js';
import { Browser } from './browser.js';

const WRONG = 'huyen@exampel.vn';
const PASSWORD = 'ba con trâu đi cày';
const INVITED: UserInput = {
  email: WRONG,
  name: 'Bùi Thu Huyền',
  role: 'trainer',
  place_id: null,
  locale: 'vi',
};
let world: World;
let id: number;
let users: Users;
let acts: UserActs;

beforeEach(async () => {
  world = await World.create();
  users = world.get(Users);
  acts = world.get(UserActs);
  await world.member('administrator');
  id = await users.invite(INVITED);
});
afterEach(() => world.close());

/** The token of the link in the last letter. */
async function lastLink(): Promise<string> {
  const sql = "SELECT body FROM outbox WHERE kind IN ('invitation', 'password_reset') ORDER BY id DESC";
  const { body } = (await world.database.row<{ body: string }>(sql)) ?? { body: '' };
  return /token=([\w-]+)/.exec(body)?.[1] ?? '';
}

async function expectGone(token: string): Promise<void> {
  const browser = new Browser(world);
  expect((await browser.get(`/password/reset?token=${token}`)).status).toBe(404);
  expect((await browser.post('/password/reset', { token, new_password: PASSWORD })).status).toBe(404);
  expect((await browser.signIn(WRONG, PASSWORD)).status).toBe(422);
}

describe('a link to set a password', () => {
  const endings: [string, () => Promise<unknown>][] = [
    ['the address is corrected', () => users.edit(id, 1, { ...INVITED, email: 'huyen@example.vn' })],
    ['the role changes', () => users.edit(id, 1, { ...INVITED, role: 'organizer' })],
    ['a first password is given', () => acts.newPassword(id)],
    ['the second factor is taken off', () => acts.resetSecondFactor(id)],
    ['all sessions are ended', () => acts.endSessions(id)],
    ['a newer link is sent', () => acts.sendLink(id)],
    ['a newer link is asked for', () => world.get(OwnPasswords).forgotten(WRONG, '203.0.113.9')],
    ['the account is closed, and opened again', () => acts.disable(id).then(() => acts.enable(id))],
  ];
  it.each(endings)('is as a used one after %s', async (_what, end) => {
    const token = await lastLink();
    expect((await new Browser(world).get(`/password/reset?token=${token}`)).status).toBe(200);
    await end();
    await expectGone(token);
  });

  it('stays when only the name or the language is corrected', async () => {
    const token = await lastLink();
    expect(await users.edit(id, 1, { ...INVITED, name: 'Bùi Thị Thu Huyền', locale: 'en' })).toBe(false);
    expect((await new Browser(world).get(`/password/reset?token=${token}`)).status).toBe(200);
  });

  it('is the newest one only, whoever sent it; those of others stay', async () => {
    const first = await lastLink();
    await users.invite({ ...INVITED, email: 'tuyet@example.vn' });
    const other = await lastLink();
    await acts.sendLink(id);
    const newest = await lastLink();
    await expectGone(first);
    for (const token of [other, newest]) {
      expect((await new Browser(world).get(`/password/reset?token=${token}`)).status).toBe(200);
    }
  });

  it('is said to be gone to the administrator who corrected the address', async () => {
    expect(await users.edit(id, 1, { ...INVITED, email: 'huyen@example.vn' })).toBe(true);
    expect(await users.edit(id, 2, INVITED)).toBe(false);
  });
});

interface Added {
  id: number;
  email: string;
  password: string;
}

describe('tokens', () => {
  const owner = { name: 'Vừ A Páo', unit_code: null, must_change: false };
  const me = (token: string) => world.request().get('/api/v1/me').set('Authorization', `Bearer ${token}`);

  it('made by command work for an account that has never signed in: it is for a program', async () => {
    await users.add({ ...owner, email: 'program@example.vn', role: 'organizer', must_change: true });
    await me(await users.addToken('program@example.vn')).expect(200);
  });

  it('stay when the owner, who knows the old password, changes it', async () => {
    const email = 'pao@example.vn';
    const { password } = await users.add({ ...owner, email, role: 'trainer' });
    const token = await users.addToken(email);
    const browser = new Browser(world);
    await browser.signIn(email, password);
    await browser.get('/account/password');
    const change = { current_password: password, new_password: PASSWORD };
    expect((await browser.post('/account/password', change)).headers.location).toBe('/account');
    await me(token).expect(200);
  });

  it.each<[string, (user: Added) => Promise<unknown>]>([
    ['a first password is given', ({ id: user }) => acts.newPassword(user)],
    ['the second factor is taken off', ({ id: user }) => acts.resetSecondFactor(user)],
    [
      'the password is set by a link',
      async ({ email }) => {
        await world.get(OwnPasswords).forgotten(email, '203.0.113.9');
        const set = { token: await lastLink(), new_password: PASSWORD };
        await new Browser(world).post('/password/reset', set).then(({ status }) => expect(status).toBe(200));
      },
    ],
    [
      'the role becomes another',
      ({ id: user, email }) => users.edit(user, 1, { ...INVITED, email, role: 'organizer' }),
    ],
  ])('are revoked when %s', async (_what, act) => {
    const email = 'pao@example.vn';
    const made = await users.add({ ...owner, email, role: 'trainer' });
    const token = await users.addToken(email);
    await me(token).expect(200);
    await act({ ...made, email });
    await me(token).expect(401);
  });
});
