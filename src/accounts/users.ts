import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { isDuplicate } from '../database/engine-errors.js';
import { DomainError, EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { Locale } from '../i18n/locale.js';
import { actor } from '../web/actor.js';
import type { Role } from '../web/permissions.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { User } from './accounts.entities.js';
import { ApiTokens } from './api-tokens.js';
import { Notices } from './notices.js';
import { INVITATION_MS, OwnPasswords } from './own-password.js';
import { hashPassword, newFirstPassword } from './passwords.js';
import { userFaults } from './user-faults.js';
import { UserPlaces } from './user-places.js';

/** What an administrator decides about a user. */
export interface UserInput {
  email: string;
  name: string;
  role: Role;
  /** Null: everywhere. */
  place_id: number | null;
  locale: Locale;
}

/** A user as the command line gives them. */
export interface NewUser {
  email: string;
  name: string;
  role: Role;
  /** Code of the place of their rights: the one that has it today, else the last one that had it. Null: everywhere. */
  unit_code: string | null;
  locale?: Locale;
  /** Whether the generated password must be changed at its first use; yes unless told otherwise. */
  must_change?: boolean;
}

/** Users as administrators make, change and close them. Changed rights act at the next request. */
@Injectable()
export class Users {
  constructor(
    private readonly database: Database,
    private readonly places: UserPlaces,
    private readonly passwords: OwnPasswords,
    private readonly tokens: ApiTokens,
    private readonly notices: Notices,
    private readonly events: EventLog,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Adds a user with a generated password, which must be changed at its first use.
   * @returns the password: it is shown once
   * @throws DomainError when the address is taken or something cannot be used
   */
  async add({ unit_code, must_change = true, ...given }: NewUser): Promise<{ id: number; password: string }> {
    const place_id = unit_code === null ? null : await this.places.idOfCode(unit_code);
    const locale = given.locale ?? this.holder.settings.defaultLocale;
    return this.addWithPassword({ ...given, place_id, locale }, must_change);
  }

  /** As `add`, for the form. */
  async addWithPassword(input: UserInput, mustChange = true): Promise<{ id: number; password: string }> {
    const password = newFirstPassword();
    const password_hash = await hashPassword(password);
    const patch = { password_hash, password_expired: mustChange ? 1 : 0 };
    const id = await this.database.transaction(() => this.insert(input, patch));
    return { id, password };
  }

  /** Adds a user who chooses a password by a link that is mailed. @returns the user's id */
  async invite(input: UserInput): Promise<number> {
    return this.database.transaction(async () => {
      const id = await this.insert(input, {});
      await this.passwords.sendLink({ ...input, id }, INVITATION_MS, actor()?.name ?? this.holder.settings.publicUrl);
      return id;
    });
  }

  /**
   * An API token with the rights of this user, also of one who has never signed in: an account for a program. Whoever asks
   * for it by command owns the machine. @returns the token: it is shown once @throws DomainError for nobody
   */
  async addToken(email: string): Promise<string> {
    const sql = 'SELECT id FROM users WHERE email = ? AND disabled_at IS NULL';
    const user = await this.database.row<User>(sql, [email.trim().toLowerCase()]);
    if (!user) throw new DomainError('accounts.no_user', { email }, 'not_found');
    return this.tokens.make(user.id, 'command line', null);
  }

  /** A user, disabled or not. @throws NotFound */
  async get(id: number): Promise<User> {
    const user = await this.database.row<User>('SELECT * FROM users WHERE id = ?', [id]);
    if (!user) throw new NotFound();
    return user;
  }

  /**
   * Changes what an administrator decides. Another address or role puts open links out of use: they went to somebody else,
   * or for something else. Another role ends tokens: they were made with the caution that the role before asked for.
   * @returns whether there were such links
   * @throws EditConflict when somebody else changed it since `version`
   */
  async edit(id: number, version: number, input: UserInput): Promise<boolean> {
    return this.database.transaction(async () => {
      refuse(input);
      const before = await this.forUpdate(id);
      if (before.role === 'administrator' && input.role !== 'administrator') await this.keepAnAdministrator(id);
      const patch = { ...input, email: input.email.toLowerCase() };
      if ((await this.write(id, version, patch)) === 0) throw new EditConflict();
      const detail = { before: rightsOf(before), after: rightsOf(patch) };
      await this.events.record({ kind: 'user.changed', subject: { type: 'user', id }, detail });
      if (before.email !== patch.email) await this.notices.changedOf(before, 'email');
      if (before.role !== patch.role || before.place_id !== patch.place_id) await this.notices.changed(id, 'role');
      if (before.role !== patch.role) await this.tokens.revokeAll(id);
      if (before.email === patch.email && before.role === patch.role) return false;
      return (await this.passwords.retireLinks(id)) > 0;
    });
  }

  /** Changes what is one's own. */
  async editOwn(id: number, own: { name: string; locale: Locale }): Promise<void> {
    await this.database.transaction(async () => {
      const { name, locale } = await this.get(id);
      await this.database.execute('UPDATE users SET name = ?, locale = ?, version = version + 1 WHERE id = ?', [
        own.name,
        own.locale,
        id,
      ]);
      const detail = { before: { name, locale }, after: own };
      await this.events.record({ kind: 'user.changed', subject: { type: 'user', id }, detail });
    });
  }

  private async insert(input: UserInput, patch: Partial<User>): Promise<number> {
    refuse(input);
    const values = { ...input, ...patch, email: input.email.toLowerCase(), created_at: nowIso() };
    const id = await this.unlessTaken(() => this.database.insertOne(User, values));
    const detail = { after: rightsOf(values) };
    await this.events.record({ kind: 'user.added', subject: { type: 'user', id }, detail });
    return id;
  }

  private write(id: number, version: number, patch: Partial<User>): Promise<number> {
    return this.unlessTaken(() => this.database.update(User, { id, version }, { ...patch, version: version + 1 }));
  }

  private async unlessTaken<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw isDuplicate(error) ? new DomainError('accounts.email_taken') : error;
    }
  }

  /** The user as they are now, held until the transaction ends. @throws NotFound */
  async forUpdate(id: number): Promise<User> {
    const [user] = await this.database.rowsForUpdate<User>('SELECT * FROM users WHERE id = ?', [id]);
    if (!user) throw new NotFound();
    return user;
  }

  /** Nobody takes the last administrator who can sign in away. In the caller's transaction. */
  async keepAnAdministrator(leaving: number): Promise<void> {
    const rows = await this.database.rowsForUpdate<Pick<User, 'id' | 'password_hash'>>(
      "SELECT id, password_hash FROM users WHERE role = 'administrator' AND disabled_at IS NULL",
    );
    const others = rows.filter(({ id, password_hash }) => id !== leaving && password_hash !== null);
    if (others.length === 0) throw new DomainError('accounts.last_administrator', {}, 'conflict');
  }
}

/** What events keep of a user. */
function rightsOf({ email, role, place_id }: Pick<User, 'email' | 'role' | 'place_id'>): object {
  return { email, role, place_id };
}

/** The rules for whoever does not come through the form. */
function refuse(input: UserInput): void {
  const [fault] = userFaults(input);
  if (fault) throw new DomainError(fault.key.replace(/^errors\./, ''), fault.params);
}
