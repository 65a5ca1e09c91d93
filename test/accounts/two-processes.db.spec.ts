import { Throttles } from '../../src/accounts/throttles.js';
import { UserActs } from '../../src/accounts/user-acts.js';
import { Users } from '../../src/accounts/users.js';
import { User } from '../../src/accounts/accounts.entities.js';
import { World } from '../support/world.js';
import { Browser } from './browser.js';

let one: World;
let other: World;
beforeAll(async () => {
  one = await World.create();
  other = await one.another();
});
afterAll(async () => {
  await other.close();
  await one.close();
});

describe('of two processes', () => {
  it('who is signed in at one is so at the other, and out of both when out of one', async () => {
    const here = await one.member('trainer');
    const there = other.same(here);
    await there.get('/account').expect(200);
    await here.post('/sign-out').expect(303);
    await there.get('/account').expect(303);
  });

  it('each hears at once that an account is closed, or may do something else now', async () => {
    const here = await one.member('administrator');
    const there = other.same(here);
    await there.get('/users').expect(200);
    await there.api('get', '/api/v1/me').expect(200);
    await one.database.transaction(() => one.database.update(User, { id: here.id }, { role: 'viewer' }));
    await there.get('/users').expect(403);
    await one.get(UserActs).disable(here.id);
    await there.get('/account').expect(303);
    await there.api('get', '/api/v1/me').expect(401);
  });

  it('both count the same wrong passwords, and who is held up at one is so at the other', async () => {
    const email = 'hoang-duyen@example.vn';
    const added = { email, name: 'Hoàng Thị Duyên', role: 'trainer', unit_code: null, must_change: false } as const;
    const { password } = await one.get(Users).add(added);
    for (let tries = 0; tries < 10; tries += 1) {
      const answer = await new Browser(tries % 2 === 0 ? one : other).signIn(email, 'wrong password here');
      expect(answer.status).toBe(422);
    }
    for (const world of [one, other]) {
      expect((await new Browser(world).signIn(email, password)).status).toBe(429);
    }
  });

  it('no more guesses are let through where all come at once', async () => {
    const knock = { door: 'account', caller: 'at-once@example.vn' } as const;
    const tries = Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? one : other).get(Throttles).take([knock]));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ key: 'accounts.too_many' });
    }
  });
});
