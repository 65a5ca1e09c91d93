import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CertificateSigner } from '../../src/certificates/certificate-signer.js';
import { verifyToken } from '../../src/certificates/certificate-token.js';
import type { SigningKey } from '../../src/certificates/signing-keys.entities.js';
import { SigningKeys } from '../../src/certificates/signing-keys.js';
import { setClock } from '../../src/config/clock.js';
import { Secret } from '../../src/config/secret.js';
import { connect, createApp } from '../../src/app.js';
import { backUp } from '../../src/database/backup.js';
import { restore } from '../../src/database/restore.js';
import { EventLog } from '../../src/events/event-log.js';
import { FileCopies } from '../../src/files/file-copies.js';
import { SettingsHolder } from '../../src/web/settings-holder.js';
import { World } from '../support/world.js';
import { unsigned } from './printed.js';

let world: World;
let keys: SigningKeys;
let signer: CertificateSigner;

beforeEach(async () => {
  world = await World.create();
  keys = world.get(SigningKeys);
  signer = world.get(CertificateSigner);
});
afterEach(async () => {
  setClock();
  await world.close();
});

const rows = (): Promise<SigningKey[]> => world.database.rows('SELECT * FROM signing_keys ORDER BY id');
const kinds = async (): Promise<string[]> => {
  const sql = "SELECT kind FROM events WHERE kind LIKE 'signing_key.%' ORDER BY id";
  return (await world.database.rows<{ kind: string }>(sql)).map(({ kind }) => kind);
};
const stateOf = async (token: string): Promise<string> => verifyToken(token, await keys.published()).state;
/** The same installation, as a second process sees it, perhaps with another secret. */
const another = (secret: Secret = world.get(SettingsHolder).secret): SigningKeys =>
  new SigningKeys(world.database, new EventLog(world.database), new SettingsHolder(world.settings, secret));

describe('the keys that certificates are signed with', () => {
  it('makes the first one when it is needed, once, and seals the private half', async () => {
    expect(await rows()).toEqual([]);
    const token = await world.database.transaction(() => signer.sign(unsigned()));
    expect(await stateOf(token)).toBe('signed');
    expect(await signer.sign(unsigned())).toBe(token);
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ current_slot: 1, retired_at: null, revoked_from: null });
    expect(row?.kid).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
    expect(await kinds()).toEqual(['signing_key.made']);
    expect((await keys.published())[0]).not.toHaveProperty('sealed');
  });

  it('makes one when two processes start at once', async () => {
    const database = await connect(world.settings);
    const app = await createApp(world.settings, database);
    const other = app.get(SigningKeys, { strict: false });
    await Promise.all([keys.ensure(), other.ensure(), keys.current(), other.current()]);
    await database.close();
    expect((await rows()).map(({ current_slot }) => current_slot)).toEqual([1]);
    expect(await kinds()).toEqual(['signing_key.made']);
  });

  it('keeps no key of a transaction that was taken back', async () => {
    const failing = async (): Promise<void> => {
      await world.database.transaction(async () => {
        await signer.sign(unsigned());
        throw new Error('taken back');
      });
    };
    const token = await world.database.transaction(async () => {
      await expect(failing()).rejects.toThrow('taken back');
      return signer.sign(unsigned());
    });
    expect(await stateOf(token)).toBe('signed');
  });

  it('goes on trusting what a retired key signed, and keeps nothing of its private half', async () => {
    const before = await signer.sign(unsigned());
    const [first] = await rows();
    const made = await keys.rotate(first?.kid);
    expect((await rows())[0]).toMatchObject({ kid: first?.kid, sealed: null, current_slot: null });
    const after = await signer.sign(unsigned());
    expect([await stateOf(before), await stateOf(after)]).toEqual(['signed', 'signed']);
    expect(verifyToken(after, await keys.published())).toMatchObject({ facts: { kid: made } });
    await expect(keys.rotate(first?.kid)).rejects.toMatchObject({ key: 'already_done' });
    expect(await kinds()).toEqual(['signing_key.made', 'signing_key.retired', 'signing_key.made']);
  });

  it('signs with the new key also where another process changed it', async () => {
    const first = (await keys.current()).kid;
    const made = await another().rotate();
    expect(made).not.toBe(first);
    expect((await keys.current()).kid).toBe(made);
  });

  it('stops trusting a leaked key from a day on, and replaces it', async () => {
    setClock(() => new Date('2025-07-01T03:00:00Z'));
    const early = await signer.sign(unsigned({ issued_on: '2025-06-14' }));
    const late = await signer.sign(unsigned({ issued_on: '2025-06-15' }));
    const leaked = (await keys.current()).kid;
    await keys.revoke(leaked, '2025-06-15', 'Máy tính bị mất');
    expect([await stateOf(early), await stateOf(late)]).toEqual(['signed', 'revoked_key']);
    expect((await keys.current()).kid).not.toBe(leaked);
    await expect(keys.revoke(leaked, '2025-06-15', 'x')).rejects.toMatchObject({ key: 'already_done' });
    await expect(keys.revoke(leaked, '2025-06-16', 'x')).rejects.toMatchObject({ key: 'signatures.revoked_later' });
    await expect(keys.revoke(leaked, '2025-07-02', 'x')).rejects.toMatchObject({ key: 'signatures.revoked_in_future' });
    await expect(keys.revoke('00000000', '2025-06-15', 'x')).rejects.toMatchObject({ kind: 'not_found' });
    await keys.revoke(leaked, '2025-06-14', 'Lộ sớm hơn');
    expect(await stateOf(early)).toBe('revoked_key');
    expect(await rows()).toHaveLength(2);
  });

  it('says what to do when the secret is not the one it was sealed with; the old certificates stay good', async () => {
    const token = await signer.sign(unsigned());
    const lost = another(new Secret('another secret of more than thirty-two characters'));
    await lost.ensure();
    await expect(lost.current()).rejects.toMatchObject({ key: 'signatures.key_closed' });
    await lost.rotate();
    const made = await lost.current();
    expect(verifyToken(token, await lost.published()).state).toBe('signed');
    expect(made.kid).toBe((await rows())[1]?.kid);
  });

  it('come back with a backup, and go on signing', async () => {
    const before = await signer.sign(unsigned());
    const file = join(world.settings.dataDir, 'copy.backup');
    const files = new FileCopies(world.database, world.settings.dataDir);
    const { secret } = world.get(SettingsHolder);
    await backUp(world.database, secret, files, file);
    expect(gunzipSync(readFileSync(file)).toString()).toContain((await rows())[0]?.sealed);
    await keys.rotate();
    await restore(world.database, secret, files, file);
    expect(await another().current()).toMatchObject({ kid: (await rows())[0]?.kid });
    expect(await signer.sign(unsigned())).toBe(before);
    expect(await rows()).toHaveLength(1);
  });

  it('signs thousands in one transaction', async () => {
    await keys.ensure();
    let asked = 0;
    const rowOf = world.database.row.bind(world.database);
    jest.spyOn(world.database, 'row').mockImplementation((...given) => {
      asked += 1;
      return rowOf(...given);
    });
    await world.database.transaction(async () => {
      for (let n = 0; n < 2000; n += 1) await signer.sign(unsigned({ serial: `TD-2025-${n}` }));
    });
    expect(asked).toBe(1);
  });
});
