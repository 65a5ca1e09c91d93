import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { Principal } from '../web/actor.js';
import type { Flash } from '../web/answers.js';
import { Doorkeeper } from '../web/doorkeeper.js';
import { Log } from '../web/log.js';
import { needsSecondFactor } from '../web/permissions.js';
import type { Identity, Owed } from '../web/request.js';
import { ApiToken, SignIn, type User } from './accounts.entities.js';
import { Throttles } from './throttles.js';
import { newToken, tokenHash } from './tokens.js';

const HOUR = 3_600_000;
/** A session ends after this long without a request … */
export const IDLE_MS = 12 * HOUR;
/** … and at the latest this long after sign-in. */
export const LONGEST_MS = 7 * 24 * HOUR;
/** How stale `seen_at` may be: not every request writes. */
export const SEEN_STEP_MS = 5 * 60_000;

/** Who has given the password has this long to give the second factor. */
export const HALF_MS = 10 * 60_000;

/** Where and since when somebody is signed in. */
export type OpenSession = Pick<SignIn, 'id' | 'address' | 'agent' | 'created_at' | 'seen_at'>;

const NOBODY: Identity = { principal: null, session: null, owes: null, flash: null };

/** Browser sessions and API tokens: who knocks. Rights are read anew at each request, so a change acts at once. */
@Injectable()
export class Sessions extends Doorkeeper implements OnApplicationShutdown {
  private anybody = false;
  /** What is being written down about whom, at most once at a time. */
  private readonly notes = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly throttles: Throttles,
    private readonly log: Log,
  ) {
    super();
  }

  /** The database is closed after this: nothing may still be on its way to it. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.notes.values());
  }

  override async identify(knock: { cookie?: string; bearer?: string; address: string }): Promise<Identity> {
    if (knock.bearer !== undefined) return this.byToken(knock.bearer, knock.address);
    return knock.cookie ? this.byCookie(knock.cookie) : NOBODY;
  }

  /** Opens a session. @returns the secret for the cookie */
  async open(userId: number, stage: SignIn['stage'], address: string, agent: string): Promise<string> {
    const token = newToken();
    const at = nowIso();
    await this.database.insert(SignIn, [
      {
        token_hash: tokenHash(token),
        user_id: userId,
        stage,
        csrf_token: newToken(),
        flash: null,
        address: address.slice(0, 64),
        agent: agent.slice(0, 190),
        created_at: at,
        seen_at: at,
        expires_at: new Date(now().getTime() + (stage === 'full' ? LONGEST_MS : HALF_MS)).toISOString(),
        confirmed_at: at,
      },
    ]);
    return token;
  }

  /**
   * Gives a session a new secret after somebody has shown once more who they are: whoever knew the old one is out.
   * @param patch `confirmed_at` when the password was given just now
   * @returns the secret for the cookie
   */
  async renew(id: number, patch: Pick<Partial<SignIn>, 'confirmed_at'> = {}): Promise<string> {
    const token = newToken();
    await this.database.update(SignIn, { id }, { token_hash: tokenHash(token), csrf_token: newToken(), ...patch });
    return token;
  }

  /** Ends one session. */
  async close(id: number): Promise<void> {
    await this.database.delete(SignIn, { id });
  }

  /** Ends all sessions of a user, except one. */
  async closeAll(userId: number, exceptId = 0): Promise<void> {
    await this.database.execute('DELETE FROM sign_ins WHERE user_id = ? AND id <> ?', [userId, exceptId]);
  }

  override async takeFlash(sessionId: number): Promise<void> {
    await this.database.update(SignIn, { id: sessionId }, { flash: null });
  }

  override async leaveFlash(sessionId: number, flash: Flash): Promise<void> {
    await this.database.update(SignIn, { id: sessionId }, { flash: JSON.stringify(flash) });
  }

  override async isFirstRun(): Promise<boolean> {
    if (this.anybody) return false;
    this.anybody = (await this.database.row('SELECT id FROM users LIMIT 1')) !== undefined;
    return !this.anybody;
  }

  /** Where somebody is signed in, the latest seen first. */
  async openOf(userId: number): Promise<OpenSession[]> {
    const since = new Date(now().getTime() - IDLE_MS).toISOString();
    return this.database.rows<OpenSession>(
      `SELECT id, address, agent, created_at, seen_at FROM sign_ins
        WHERE user_id = ? AND stage = 'full' AND expires_at > ? AND seen_at >= ? ORDER BY seen_at DESC, id DESC`,
      [userId, nowIso(), since],
    );
  }

  private async byCookie(token: string): Promise<Identity> {
    const at = now();
    const row = await this.database.row<SignIn & Pick<User, UserColumns>>(
      `SELECT s.id, s.stage, s.csrf_token, s.seen_at, s.expires_at, s.confirmed_at, s.flash, ${USER_COLUMNS}
         FROM sign_ins s JOIN users u ON u.id = s.user_id
        WHERE s.token_hash = ? AND u.disabled_at IS NULL`,
      [tokenHash(token)],
    );
    if (!row || row.expires_at <= at.toISOString()) return NOBODY;
    const idle = at.getTime() - Date.parse(row.seen_at);
    if (idle > IDLE_MS) return NOBODY;
    const { id, stage, csrf_token, confirmed_at } = row;
    if (idle > SEEN_STEP_MS) {
      this.note(`session ${id}`, () => this.database.update(SignIn, { id }, { seen_at: at.toISOString() }));
    }
    const session = { id, stage, csrf_token, confirmed_at };
    const flash = row.flash === null ? null : (JSON.parse(row.flash) as Flash);
    return { principal: principalOf(row, 'page'), session, owes: owed(row), flash };
  }

  private async byToken(token: string, address: string): Promise<Identity> {
    const row = await this.database.row<ApiToken & Pick<User, UserColumns>>(
      `SELECT t.id, t.expires_at, t.used_at, ${USER_COLUMNS} FROM api_tokens t JOIN users u ON u.id = t.user_id
        WHERE t.token_hash = ? AND t.revoked_at IS NULL AND u.disabled_at IS NULL`,
      [tokenHash(token)],
    );
    const at = now();
    if (!row || (row.expires_at !== null && row.expires_at <= at.toISOString())) {
      // Right tokens are not counted and never held up: of 256 bits none is guessed.
      await this.throttles.take([{ door: 'address', caller: address }]);
      return { ...NOBODY, badToken: true };
    }
    if (row.used_at === null || at.getTime() - Date.parse(row.used_at) > SEEN_STEP_MS) {
      this.note(`token ${row.id}`, () => this.database.update(ApiToken, { id: row.id }, { used_at: at.toISOString() }));
    }
    // Whoever makes a token has been through the doors, or owns the machine; what puts that in question revokes tokens.
    return { principal: principalOf(row, 'api'), session: null, owes: null, flash: null };
  }

  /**
   * Writes down when somebody was last here, as soon as it is its turn: nobody waits for it. An import that takes long, or a
   * disk that takes no more, must not keep people from reading.
   */
  note(what: string, write: () => Promise<unknown>): void {
    if (this.notes.has(what)) return;
    const written = this.database.transaction(write).then(
      () => undefined,
      (error: unknown) => this.log.warn({ error, what }, 'when it was last used could not be written down'),
    );
    this.notes.set(
      what,
      written.finally(() => this.notes.delete(what)),
    );
  }
}

/** What is read of the user `u` to know whose rights somebody has. */
export const USER_COLUMNS = `u.id AS user_id, u.name, u.email, u.role, u.place_id, u.locale, u.password_expired, u.totp_secret`;
export type UserColumns = 'name' | 'email' | 'role' | 'place_id' | 'locale' | 'password_expired' | 'totp_secret';

/** Somebody with the rights that they have now. */
export function principalOf(row: Pick<User, UserColumns> & { user_id: number }, door: Principal['door']): Principal {
  const { user_id, name, email, role, place_id } = row;
  return { user_id, name, email, role, place_id, locale: row.locale === 'en' ? 'en' : 'vi', door };
}

/** What somebody must do in the browser before anything else. */
export function owed(row: Pick<User, 'role' | 'password_expired' | 'totp_secret'>): Owed | null {
  if (row.password_expired === 1) return 'new_password';
  return needsSecondFactor(row.role) && row.totp_secret === null ? 'second_factor' : null;
}
