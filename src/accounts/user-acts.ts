import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { User } from './accounts.entities.js';
import { ApiTokens } from './api-tokens.js';
import { Notices } from './notices.js';
import { INVITATION_MS, OwnPasswords, RESET_MS } from './own-password.js';
import { hashPassword, newFirstPassword } from './passwords.js';
import { SecondFactor } from './second-factor.js';
import { Sessions } from './sessions.js';
import { Users } from './users.js';

/** What an administrator does to an account at one press. Each acts at once, on the very next request. */
@Injectable()
export class UserActs {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly secondFactor: SecondFactor,
    private readonly passwords: OwnPasswords,
    private readonly notices: Notices,
    private readonly events: EventLog,
  ) {}

  /** Closes the account: no sign-in, and what was open ends. @throws DomainError for the last administrator */
  async disable(id: number): Promise<void> {
    await this.act(id, 'user.disabled', async (user) => {
      if (user.role === 'administrator') await this.users.keepAnAdministrator(id);
      await this.change(id, { disabled_at: nowIso() });
      await this.shutOut(id);
    });
  }

  /** Opens it again; tokens stay revoked. */
  async enable(id: number): Promise<void> {
    await this.act(id, 'user.enabled', () => this.change(id, { disabled_at: null }));
  }

  /** Signs somebody out everywhere; programs go on working. */
  async endSessions(id: number): Promise<void> {
    await this.act(id, 'user.sessions_ended', () => this.signOut(id));
  }

  /** For somebody who has lost the application and the recovery codes: they set it up anew at the next sign-in. */
  async resetSecondFactor(id: number): Promise<void> {
    await this.act(id, 'user.second_factor_off', async () => {
      await this.secondFactor.forget(id);
      await this.shutOut(id);
      await this.notices.changed(id, 'second_factor_off');
    });
  }

  /** A generated password in place of the old one, to be changed at its first use. @returns it: it is shown once */
  async newPassword(id: number): Promise<string> {
    const password = newFirstPassword();
    const password_hash = await hashPassword(password);
    await this.act(id, 'user.password_changed', async () => {
      await this.change(id, { password_hash, password_expired: 1 });
      await this.shutOut(id);
      await this.notices.changed(id, 'password');
    });
    return password;
  }

  /** Mails a link to set a password: the invitation once more, or as if it had been asked for. */
  async sendLink(id: number): Promise<void> {
    await this.act(id, 'user.reset_asked', async (user) => {
      if (user.disabled_at !== null) throw new DomainError('accounts.disabled', {}, 'conflict');
      const isNew = user.password_hash === null;
      await this.passwords.sendLink(user, isNew ? INVITATION_MS : RESET_MS, isNew ? (actor()?.name ?? '') : null);
    });
  }

  private async signOut(id: number): Promise<void> {
    await this.sessions.closeAll(id);
    await this.passwords.retireLinks(id);
  }

  /** Nobody stays in, or comes in, by what was given before: sessions, links, tokens. */
  private async shutOut(id: number): Promise<void> {
    await this.signOut(id);
    await this.tokens.revokeAll(id);
  }

  private async act(id: number, kind: string, work: (user: User) => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      await work(await this.users.forUpdate(id));
      await this.events.record({ kind, subject: { type: 'user', id } });
    });
  }

  private async change(id: number, patch: Partial<User>): Promise<void> {
    await this.database.update(User, { id }, patch);
    await this.database.execute('UPDATE users SET version = version + 1 WHERE id = ?', [id]);
  }
}
