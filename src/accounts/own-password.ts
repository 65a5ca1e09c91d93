import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { paths } from '../web/paths.js';
import { PasswordReset, type User } from './accounts.entities.js';
import { ApiTokens } from './api-tokens.js';
import { Notices } from './notices.js';
import { hashPassword } from './passwords.js';
import { Sessions } from './sessions.js';
import { Throttles } from './throttles.js';
import { newToken, tokenHash } from './tokens.js';

const MINUTE = 60_000;
/** A link asked for by whoever forgot the password. */
export const RESET_MS = 60 * MINUTE;
/** A link in the letter that tells of a new account. */
export const INVITATION_MS = 7 * 24 * 60 * MINUTE;

/** Whom a link is for. */
export type LinkOwner = Pick<User, 'id' | 'name' | 'email' | 'locale'>;

/** Changing one's password, and the links that let one set it. */
@Injectable()
export class OwnPasswords {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly throttles: Throttles,
    private readonly notices: Notices,
    private readonly events: EventLog,
  ) {}

  /**
   * Sets a new password that has passed the policy; all sessions but one and all open links end.
   * @returns the new secret of the session that stays
   */
  async change(userId: number, password: string, sessionId: number): Promise<string> {
    const password_hash = await hashPassword(password);
    return this.database.transaction(async () => {
      await this.set(userId, password_hash);
      await this.sessions.closeAll(userId, sessionId);
      return this.sessions.renew(sessionId, { confirmed_at: nowIso() });
    });
  }

  /**
   * Writes a letter with a link to whoever has this address; does nothing, and takes no notice of it, when nobody has.
   * @throws DomainError `accounts.too_many` for an address on the network that asks too often
   */
  async forgotten(email: string, address: string): Promise<void> {
    await this.throttles.take([{ door: 'address', caller: address }]);
    if (!(await this.mayWriteTo(email))) return;
    await this.database.transaction(async () => {
      const user = await this.database.row<LinkOwner>(
        'SELECT id, name, email, locale FROM users WHERE email = ? AND disabled_at IS NULL',
        [email.toLowerCase()],
      );
      if (!user) return;
      await this.sendLink(user, RESET_MS, null);
      await this.events.record({ kind: 'user.reset_asked', subject: { type: 'user', id: user.id } });
    });
  }

  /**
   * Makes a link, which puts older ones out of use, and writes the letter, in the caller's transaction.
   * @param by who invites; null: asked for
   */
  async sendLink(user: LinkOwner, lastsMs: number, by: string | null): Promise<void> {
    await this.retireLinks(user.id);
    const token = newToken();
    const expires_at = new Date(now().getTime() + lastsMs).toISOString();
    await this.database.insert(PasswordReset, [
      { user_id: user.id, token_hash: tokenHash(token), created_at: nowIso(), expires_at, used_at: null },
    ]);
    await this.notices.link(user, paths.passwordReset(token), expires_at, by);
  }

  /**
   * Puts the open links of somebody out of use, in the caller's transaction: with every act that changes who may come in
   * as them, and where letters to them go. @returns how many there were
   */
  retireLinks(userId: number): Promise<number> {
    return this.database.execute(
      'UPDATE password_resets SET used_at = ? WHERE user_id = ? AND used_at IS NULL AND expires_at > ?',
      [nowIso(), userId, nowIso()],
    );
  }

  /** Whose link it is. @throws DomainError when it is none, was used or has run out; guesses are counted */
  async ownerOfLink(token: string, address: string): Promise<LinkOwner> {
    const ticket = await this.throttles.take([{ door: 'address', caller: address }]);
    const user = await this.database.row<LinkOwner>(
      `SELECT u.id, u.name, u.email, u.locale FROM password_resets r JOIN users u ON u.id = r.user_id
        WHERE r.token_hash = ? AND r.used_at IS NULL AND r.expires_at > ? AND u.disabled_at IS NULL`,
      [tokenHash(token), nowIso()],
    );
    if (!user) throw gone();
    await this.throttles.giveBack(ticket);
    return user;
  }

  /** Sets the password of the link's owner, once; every session and token of theirs ends. */
  async reset(token: string, owner: LinkOwner, password: string): Promise<void> {
    const password_hash = await hashPassword(password);
    await this.database.transaction(async () => {
      const used = await this.database.execute(
        'UPDATE password_resets SET used_at = ? WHERE token_hash = ? AND user_id = ? AND used_at IS NULL AND expires_at > ?',
        [nowIso(), tokenHash(token), owner.id, nowIso()],
      );
      if (used === 0) throw gone();
      await this.set(owner.id, password_hash);
      await this.tokens.revokeAll(owner.id);
      await this.sessions.closeAll(owner.id);
    });
  }

  private async set(userId: number, password_hash: string): Promise<void> {
    const changed = await this.database.execute(
      'UPDATE users SET password_hash = ?, password_expired = 0 WHERE id = ? AND disabled_at IS NULL',
      [password_hash, userId],
    );
    if (changed === 0) throw gone();
    await this.retireLinks(userId);
    await this.events.record({ kind: 'user.password_changed', subject: { type: 'user', id: userId } });
    await this.notices.changed(userId, 'password');
  }

  /** Nobody's letter box is filled by somebody else; whether the address is known makes no difference. */
  private async mayWriteTo(email: string): Promise<boolean> {
    try {
      await this.throttles.take([{ door: 'letter', caller: email.toLowerCase() }]);
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'too_many') return false;
      throw error;
    }
  }
}

function gone(): DomainError {
  return new DomainError('accounts.link_gone', {}, 'not_found');
}
