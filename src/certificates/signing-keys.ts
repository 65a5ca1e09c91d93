import { Injectable } from '@nestjs/common';
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { PublishedKey } from './certificate-token.js';
import { SigningKey } from './signing-keys.entities.js';
import { toBase32 } from './token-layout.js';

/** The key that signs. */
export interface KeyInUse {
  kid: string;
  privateKey: KeyObject;
}

const CURRENT = 'SELECT kid, public_x, sealed FROM signing_keys WHERE current_slot = 1';
type CurrentRow = Pick<SigningKey, 'kid' | 'public_x' | 'sealed'>;

/**
 * The keys that certificates are signed with. One signs; those before it stay so that what they signed can be checked. Made
 * here and nowhere else: the private half never leaves the database unsealed, and goes when its key is retired.
 */
@Injectable()
export class SigningKeys {
  /** By kid: opening a key takes longer than signing with it. */
  private readonly opened = new Map<string, KeyInUse>();
  /** What a running transaction found, so that thousands of signatures ask once. */
  private readonly found = new WeakMap<object, KeyInUse>();
  /** Transactions that made a key themselves: a nested one may still take it back. */
  private readonly making = new WeakSet<object>();

  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * The key that signs; the first one is made here.
   * @throws DomainError `signatures.key_closed` when the secret of the installation is not the one it was sealed with
   */
  async current(): Promise<KeyInUse> {
    if (!this.database.inTransaction()) return this.open(await this.currentRow());
    const transaction = this.database.transactionKey();
    const known = this.found.get(transaction);
    if (known) return known;
    const key = this.open(await this.currentRow());
    if (!this.making.has(transaction)) this.found.set(transaction, key);
    return key;
  }

  /** Makes the first key when there is none: on the first start. It opens nothing, so that a lost secret stops no server. */
  async ensure(): Promise<void> {
    await this.currentRow();
  }

  /**
   * Retires the current key and makes a new one. What was signed stays good.
   * @param retiring the key that is to go; AlreadyDone when it is not the current one any more
   */
  async rotate(retiring?: string): Promise<string> {
    return this.database.transaction(async () => {
      const current = await this.lockedCurrent();
      if (retiring !== undefined && current?.kid !== retiring) throw new AlreadyDone();
      if (current) await this.retire(current);
      return (await this.make()).kid;
    });
  }

  /**
   * Declares a key leaked: signatures dated on or after that day are not trusted. The current one is replaced at once. The day
   * can be moved back when more becomes known, never forward.
   * @param from ISO day, today at the latest
   */
  async revoke(kid: string, from: string, reason: string): Promise<void> {
    if (from > today()) throw new DomainError('signatures.revoked_in_future');
    await this.database.transaction(async () => {
      const sql = 'SELECT id, kid, current_slot, revoked_from FROM signing_keys WHERE kid = ?';
      const [key] = await this.database.rowsForUpdate<SigningKey>(sql, [kid]);
      if (!key) throw new NotFound();
      if (key.revoked_from === from) throw new AlreadyDone();
      if (key.revoked_from !== null && from > key.revoked_from) throw new DomainError('signatures.revoked_later');
      await this.database.update(SigningKey, { id: key.id }, { revoked_from: from, reason });
      const detail = { kid, from, reason, before: key.revoked_from };
      await this.events.record({ kind: 'signing_key.revoked', subject: { type: 'signing_key', id: key.id }, detail });
      if (key.current_slot === null) return;
      await this.retire(key);
      await this.make();
    });
  }

  /** The public half of every key, the newest first. */
  published(): Promise<PublishedKey[]> {
    return this.database.rows<PublishedKey>(
      'SELECT kid, public_x AS x, created_at, retired_at, revoked_from FROM signing_keys ORDER BY id DESC',
    );
  }

  /** The same with why a key is not trusted any more, for administrators. */
  listed(): Promise<(PublishedKey & { reason: string | null })[]> {
    return this.database.rows(
      'SELECT kid, public_x AS x, created_at, retired_at, revoked_from, reason FROM signing_keys ORDER BY id DESC',
    );
  }

  /** The current key, where it cannot be opened; null: all is well, or there is none yet. */
  async closed(): Promise<string | null> {
    const row = await this.database.row<CurrentRow>(CURRENT);
    if (!row) return null;
    try {
      this.open(row);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return row.kid;
      throw error;
    }
  }

  private async currentRow(): Promise<CurrentRow> {
    const found = await this.database.row<CurrentRow>(CURRENT);
    return found ?? this.database.transaction(async () => (await this.lockedCurrent()) ?? this.make());
  }

  private async lockedCurrent(): Promise<SigningKey | undefined> {
    return (await this.database.rowsForUpdate<SigningKey>('SELECT * FROM signing_keys WHERE current_slot = 1'))[0];
  }

  /** Of two that make one at once the index lets one through; the other's transaction starts again and finds it. */
  private async make(): Promise<CurrentRow> {
    this.making.add(this.database.transactionKey());
    this.found.delete(this.database.transactionKey());
    const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    if (x === undefined || d === undefined) throw new Error('no key was made');
    const kid = kidOf(x);
    const row = { kid, public_x: x, sealed: this.holder.secret.seal(purposeOf(kid), d) };
    const id = await this.database.insertOne(SigningKey, { ...row, current_slot: 1, created_at: nowIso() });
    await this.events.record({ kind: 'signing_key.made', subject: { type: 'signing_key', id }, detail: { kid } });
    return row;
  }

  private async retire({ id, kid }: Pick<SigningKey, 'id' | 'kid'>): Promise<void> {
    await this.database.update(SigningKey, { id }, { current_slot: null, sealed: null, retired_at: nowIso() });
    await this.events.record({ kind: 'signing_key.retired', subject: { type: 'signing_key', id }, detail: { kid } });
  }

  private open({ kid, public_x, sealed }: CurrentRow): KeyInUse {
    const known = this.opened.get(kid);
    if (known) return known;
    const d = this.unsealed(kid, sealed);
    const key = {
      kid,
      privateKey: createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: public_x, d }, format: 'jwk' }),
    };
    this.opened.clear();
    this.opened.set(kid, key);
    return key;
  }

  private unsealed(kid: string, sealed: string | null): string {
    try {
      return this.holder.secret.open(purposeOf(kid), sealed ?? '');
    } catch {
      throw new DomainError('signatures.key_closed', { kid }, 'unavailable');
    }
  }
}

const purposeOf = (kid: string): string => `signing_key.${kid}`;

/** The first 40 bits of the thumbprint of RFC 7638. */
function kidOf(x: string): string {
  const thumbprint = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest();
  return toBase32(thumbprint.subarray(0, 5));
}
