import { readJwkSet } from '../../src/certificates/published-keys.js';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { setClock } from '../../src/config/clock.js';
import { type Member, World } from '../support/world.js';

let world: World;
let administrator: Member;
let kid: string;

beforeEach(async () => {
  setClock(() => new Date('2025-07-01T03:00:00Z'));
  world = await World.create();
  administrator = await world.member('administrator');
  kid = (await world.get(SigningKeys).current()).kid;
});
afterEach(async () => {
  setClock();
  await world.close();
});

const kids = async (): Promise<string[]> => (await world.get(SigningKeys).published()).map((key) => key.kid);
const fresh = (minutes: number): Promise<unknown> =>
  world.database.transaction(() =>
    world.database.execute('UPDATE sign_ins SET confirmed_at = ? WHERE user_id = ?', [
      new Date(Date.parse('2025-07-01T03:00:00Z') - minutes * 60_000).toISOString(),
      administrator.id,
    ]),
  );

describe('the public keys', () => {
  it('are at the well-known address for everybody, without a private half, for an hour', async () => {
    await world.get(SigningKeys).revoke(kid, '2025-06-30', 'Máy tính bị mất');
    const answer = await world.request().get('/.well-known/lan-toa-keys.json').expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    });
    const [made, leaked] = answer.body.keys;
    expect(made).toMatchObject({ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA', retired_at: null });
    expect(leaked).toMatchObject({ kid, revoked_from: '2025-06-30', retired_at: '2025-07-01T03:00:00.000Z' });
    expect(Object.keys(leaked).sort()).toEqual([
      'alg',
      'created_at',
      'crv',
      'kid',
      'kty',
      'retired_at',
      'revoked_from',
      'use',
      'x',
    ]);
    expect(readJwkSet(answer.body)).toEqual(await world.get(SigningKeys).published());
  });

  it('are there one by one, as a credential names them', async () => {
    const { body } = await world.request().get(`/.well-known/lan-toa-keys/${kid}.json`).expect(200);
    expect(body).toMatchObject({ kty: 'OKP', kid });
    await world.request().get('/.well-known/lan-toa-keys/00000000.json').expect(404);
  });

  it('are read from a file of others, and nothing else is', () => {
    expect(
      readJwkSet({ keys: [{ kty: 'RSA', kid: 'x' }, null, { kty: 'OKP', crv: 'Ed25519', x: 'y', kid: 'k' }] }),
    ).toEqual([{ kid: 'k', x: 'y', created_at: '', retired_at: null, revoked_from: null }]);
    for (const none of [null, 1, 'keys', {}, { keys: {} }]) expect(readJwkSet(none)).toBeNull();
  });
});

describe('the page of signing keys', () => {
  it('is for administrators, and linked from the users', async () => {
    const organizer = await world.member('organizer');
    await organizer.get('/certificates/keys').expect(403);
    expect((await administrator.get('/users')).text).toContain('href="/certificates/keys"');
    expect((await administrator.get('/certificates/keys').expect(200)).text).toContain(kid);
  });

  it('changes the key once for two presses of one button, by whoever gave the password lately', async () => {
    await fresh(20);
    const sent = await administrator.post('/certificates/keys/rotation', { kid }).expect(303);
    expect(sent.headers.location).toContain('/account/confirm');
    expect(await kids()).toEqual([kid]);
    await fresh(5);
    await administrator.post('/certificates/keys/rotation', { kid }).expect(303);
    expect(await kids()).toHaveLength(2);
    await administrator.post('/certificates/keys/rotation', { kid }).expect(303);
    expect(await kids()).toHaveLength(2);
  });

  it('declares a key leaked, with a day and a reason', async () => {
    const address = `/certificates/keys/${kid}/revocation`;
    await fresh(20);
    expect((await administrator.get(address).expect(303)).headers.location).toContain('/account/confirm');
    expect(
      (await administrator.post(address, { from: '1/7/2025', reason: 'x' }).expect(303)).headers.location,
    ).toContain('/account/confirm');
    expect((await world.get(SigningKeys).published())[0]?.revoked_from).toBeNull();
    await fresh(5);
    await administrator.get(address).expect(200);
    const refused = await administrator.post(address, { from: '2/7/2025', reason: 'Máy tính bị mất' }).expect(422);
    expect(refused.text).toContain('value="2/7/2025"');
    await administrator.post(address, { from: '15/6/2025', reason: 'Máy tính bị mất' }).expect(303);
    expect((await world.get(SigningKeys).listed())[1]).toMatchObject({
      kid,
      revoked_from: '2025-06-15',
      reason: 'Máy tính bị mất',
    });
    const list = await administrator.get('/certificates/keys').expect(200);
    expect(list.text).toContain('Bị lộ, không tin từ 15/06/2025');
    await administrator.get('/certificates/keys/00000000/revocation').expect(404);
  });

  it('says what to do when the current key cannot be opened', async () => {
    await world.get(SigningKeys).rotate();
    const [row] = await world.get(SigningKeys).published();
    await world.database.transaction(() =>
      world.database.execute("UPDATE signing_keys SET sealed = 'x' WHERE kid = ?", [row?.kid ?? '']),
    );
    expect((await administrator.get('/certificates/keys').expect(200)).text).toContain('certificates keys rotate');
  });
});
