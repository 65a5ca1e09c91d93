import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import {
  base64url,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWTHeaderParameters,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import { verifyCredential } from '../../src/certificates/credential-check.js';
import { CredentialDesk } from '../../src/certificates/credential-desk.js';
import type { CredentialClaims } from '../../src/certificates/credential.js';
import type { CertificateFacts, PrintedCertificate } from '../../src/certificates/printed-certificate.js';
import { readJwkSet } from '../../src/certificates/published-keys.js';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { setClock } from '../../src/config/clock.js';
import { World } from '../support/world.js';
import { ACHIEVEMENT_CREDENTIAL } from './open-badges-schema.js';
import { unsigned } from './printed.js';

let world: World;
let desk: CredentialDesk;
let keys: SigningKeys;
let jwt: string;

beforeAll(async () => {
  setClock(() => new Date('2025-07-01T03:00:00Z'));
  world = await World.create();
  [desk, keys] = [world.get(CredentialDesk), world.get(SigningKeys)];
  // There is a retired key too.
  await keys.ensure();
  await keys.rotate();
  jwt = await desk.jwt(printed());
});
afterAll(async () => {
  setClock();
  await world.close();
});

const printed = (facts: Partial<CertificateFacts> = {}, code?: string): PrintedCertificate => ({
  ...unsigned(facts, code === undefined ? {} : { code }),
  token: 'x',
});
const stateOf = async (text: string): Promise<string> => (await verifyCredential(text, await keys.published())).state;
const part = (value: unknown): string => base64url.encode(JSON.stringify(value));
const header = (): JWTHeaderParameters => decodeProtectedHeader(jwt) as JWTHeaderParameters;
const claims = (): JWTPayload => decodeJwt(jwt);
const cut = (): [string, string, string] => jwt.split('.') as [string, string, string];

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(ACHIEVEMENT_CREDENTIAL);
const faults = (text: string): unknown => (isValid(decodeJwt(text)) ? [] : isValid.errors);

describe('a certificate as a credential of Open Badges 3.0', () => {
  it('is formed as the specification asks', async () => {
    expect(faults(jwt)).toEqual([]);
    expect(
      faults(await desk.jwt(printed({ is_child: true, birth: null, valid_until: '2030-12-31', minutes: null }))),
    ).toEqual([]);
    const both = printed();
    both.style.wording = 'both';
    expect(faults(await desk.jwt(both))).toEqual([]);
    // And the schema does refuse.
    expect(isValid({ ...claims(), validFrom: 'yesterday' })).toBe(false);
    expect(isValid({ ...claims(), photo: 'x' })).toBe(false);
  });

  it('is the same text each time, and names the key by an address of its own', async () => {
    expect(await desk.jwt(printed())).toBe(jwt);
    const { kid } = await keys.current();
    const address = `https://tamduong.example.vn/.well-known/lan-toa-keys/${kid}.json`;
    expect(header()).toEqual({ alg: 'EdDSA', kid: address, typ: 'JWT' });
  });

  it('verifies with the published key alone', async () => {
    const { kid } = decodeProtectedHeader(jwt);
    const { body: key } = await world
      .request()
      .get(new URL(kid ?? '').pathname)
      .expect(200);
    const { payload } = await jwtVerify(jwt, await importJWK(key), { algorithms: ['EdDSA'] });
    expect(payload).toMatchObject({
      iss: 'https://tamduong.example.vn',
      jti: 'https://tamduong.example.vn/verify/7K3M9Q2XVB4TAW',
      nbf: Date.parse('2025-06-20T00:00:00+07:00') / 1000,
      name: 'Tập huấn kỹ năng chuyển đổi số cho cán bộ xã',
    });
    const { body: set } = await world.request().get('/.well-known/lan-toa-keys.json').expect(200);
    expect(await verifyCredential(jwt, readJwkSet(set) ?? [])).toMatchObject({ state: 'signed', claims: payload });
  });

  it('names an adult as the paper does, and tells nothing else of them', () => {
    const text = JSON.stringify(claims());
    expect(text).toContain('"identityHash":"Lò Thị Hồng Nhung","identityType":"name"');
    for (const secret of ['1990', 'Bản Hon', 'Bản Bo']) expect(text).not.toContain(secret);
  });

  it.each([
    ['a child', { is_child: true, birth: null }],
    ['somebody of seventeen', { birth: '2007-06-21' }],
    ['somebody who may be seventeen', { birth: '2007' }],
  ])('carries no name of %s', async (_, facts) => {
    const text = JSON.stringify(decodeJwt(await desk.jwt(printed(facts))));
    for (const secret of ['Nhung', 'L. T.', 'identifier', '2007', 'Bản Hon']) expect(text).not.toContain(secret);
    expect(JSON.stringify(decodeJwt(await desk.jwt(printed({ birth: '2007-06-20' }))))).toContain('Nhung');
  });

  it('has a subject of its own, and the achievement of all who completed it', async () => {
    const other = decodeJwt<CredentialClaims>(await desk.jwt(printed({}, '00000000000000')));
    const mine = decodeJwt<CredentialClaims>(jwt);
    expect(mine.sub).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(other.sub).not.toBe(mine.sub);
    expect(other.credentialSubject.achievement).toEqual(mine.credentialSubject.achievement);
  });

  it('expires, and is not trusted when its key had leaked', async () => {
    const ends = await desk.jwt(printed({ valid_until: '2025-07-01' }));
    expect(await stateOf(ends)).toBe('signed');
    const published = (await keys.published()).map((key) => ({ ...key, revoked_from: '2025-06-20' }));
    expect(await verifyCredential(jwt, published)).toMatchObject({ state: 'revoked_key', revoked_from: '2025-06-20' });
    expect(
      (
        await verifyCredential(
          jwt,
          published.map((key) => ({ ...key, revoked_from: '2025-06-21' })),
        )
      ).state,
    ).toBe('signed');
    setClock(() => new Date('2025-07-01T17:00:01Z'));
    expect(await stateOf(ends)).toBe('expired');
    setClock(() => new Date('2025-07-01T03:00:00Z'));
  });
});

describe('a tampered credential', () => {
  const forms: [string, () => Promise<string> | string, string?][] = [
    ['without an algorithm', () => `${part({ ...header(), alg: 'none' })}.${cut()[1]}.`],
    ['with the public key as a shared secret', hmac],
    [
      'with another key of ours',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader({ ...header(), kid: await otherKid() })
          .sign((await keys.current()).privateKey),
    ],
    [
      'with a key that we do not have',
      () => `${part({ ...header(), kid: 'https://x.vn/k.json' })}.${cut()[1]}.${cut()[2]}`,
      'unknown_key',
    ],
    ['signed with a key in the header', withOwnKey],
    ['signed with a key at an address in the header', withAddress],
    ['with other facts', () => `${cut()[0]}.${part({ ...claims(), name: 'Tiến sĩ' })}.${cut()[2]}`],
    ['with another header', () => `${part({ ...header(), typ: 'jwt' })}.${cut()[1]}.${cut()[2]}`],
    [
      'with an order of headers that we do not write',
      () => `${part({ typ: 'JWT', ...header() })}.${cut()[1]}.${cut()[2]}`,
    ],
    ['with a signature cut short', () => jwt.slice(0, -4)],
    [
      'with the signature of another',
      async () =>
        `${cut()[0]}.${cut()[1]}.${(await desk.jwt(printed({ serial: 'TD-2025-00043' }))).split('.')[2] ?? ''}`,
    ],
    ['with a critical header', () => `${part({ ...header(), crit: ['b64'], b64: false })}.${cut()[1]}.${cut()[2]}`],
    ['with an algorithm of the same family', () => `${part({ ...header(), alg: 'Ed25519' })}.${cut()[1]}.${cut()[2]}`],
    ['for another issuer', () => ours({ iss: 'https://x.vn' })],
    ['for another subject', () => ours({ sub: 'urn:uuid:00000000-0000-8000-8000-000000000000' })],
    ['with another end', () => ours({ exp: 4_000_000_000 })],
    [
      'signed by us, with an address of keys in the header',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader({ ...header(), jku: 'https://x.vn/keys.json' })
          .sign((await keys.current()).privateKey),
    ],
    ['of the future', () => ours({ nbf: 1_800_000_000, validFrom: '2027-01-15T15:00:00+07:00' })],
    ['that is none', () => 'a.b.c', 'malformed'],
    ['of one part', () => '', 'malformed'],
  ];

  /** Signed by our key, but not as we write it. */
  async function ours(changed: object): Promise<string> {
    const { privateKey } = await keys.current();
    return new SignJWT({ ...claims(), ...changed }).setProtectedHeader(header()).sign(privateKey);
  }
  async function otherKid(): Promise<string> {
    return `https://tamduong.example.vn/.well-known/lan-toa-keys/${(await keys.published())[1]?.kid ?? ''}.json`;
  }
  async function hmac(): Promise<string> {
    const x = (await keys.published())[0]?.x ?? '';
    return new SignJWT(claims()).setProtectedHeader({ ...header(), alg: 'HS256' }).sign(base64url.decode(x));
  }
  async function withOwnKey(): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    return new SignJWT(claims()).setProtectedHeader({ ...header(), jwk: await exportJWK(publicKey) }).sign(privateKey);
  }
  async function withAddress(): Promise<string> {
    const { privateKey } = await generateKeyPair('EdDSA');
    return new SignJWT(claims()).setProtectedHeader({ ...header(), jku: 'https://x.vn/keys.json' }).sign(privateKey);
  }

  it.each(forms)('is not taken: %s', async (_, make, state = 'forged') => {
    expect(await stateOf(await make())).toBe(state);
  });

  it('leaves the true one as it was', async () => {
    expect(await stateOf(jwt)).toBe('signed');
  });
});
