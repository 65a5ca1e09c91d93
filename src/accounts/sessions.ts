import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import type { Principal } from '../web/actor.js';
import type { Flash } from '../web/answers.js';
import { Doorkeeper } from '../web/doorkeeper.js';
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
const SEEN_STEP_MS = 5 * 60_000;

/** Who has given the password has this long to give the second factor. */
export const HALF_MS = 10 * 60_000;

const NOBODY: Identity = { principal: null, session: null, owes: null };

/** Browser sessions and API tokens: who knocks. Rights are read anew at each request, so a change acts at once. */
@Injectable()
export class Sessions extends Doorkeeper {
  private anybody = false;

  constructor(
    private readonly database: Database,
    private readonly throttles: Throttles,
  ) {
    super();
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

  override async peekFlash(sessionId: number): Promise<Flash | null> {
    const row = await this.database.row<SignIn>('SELECT flash FROM sign_ins WHERE id = ?', [sessionId]);
    return row?.flash ? (JSON.parse(row.flash) as Flash) : null;
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

  private async byCookie(token: string): Promise<Identity> {
    const at = now();
    const row = await this.database.row<SignIn & Pick<User, UserColumns>>(
      `SELECT s.id, s.stage, s.csrf_token, s.seen_at, s.expires_at, s.confirmed_at, ${USER_COLUMNS}
         FROM sign_ins s JOIN users u ON u.id = s.user_id
        WHERE s.token_hash = ? AND u.disabled_at IS NULL`,
      [tokenHash(token)],
    );
    if (!row || row.expires_at <= at.toISOString()) return NOBODY;
    const idle = at.getTime() - Date.parse(row.seen_at);
    if (idle > IDLE_MS) return NOBODY;
    if (idle > SEEN_STEP_MS) await this.note(() => this.database.update(SignIn, { id: row.id }, { seen_at: nowIso() }));
    const { id, stage, csrf_token, confirmed_at } = row;
    return { principal: principalOf(row, 'page'), session: { id, stage, csrf_token, confirmed_at }, owes: owed(row) };
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
      await this.note(() => this.database.update(ApiToken, { id: row.id }, { used_at: at.toISOString() }));
    }
    return { principal: principalOf(row, 'api'), session: null, owes: owed(row) };
  }

  /** Writes down when somebody was last here. A disk that takes no more must not keep people from reading. */
  private async note(write: () => Promise<unknown>): Promise<void> {
    try {
      await this.database.transaction(write);
    } catch (error) {
      if (!(error instanceof DomainError) || !['full', 'unavailable'].includes(error.kind)) throw error;
    }
  }
}

const USER_COLUMNS = `u.id AS user_id, u.name, u.email, u.role, u.place_id, u.locale, u.password_expired, u.totp_secret`;
type UserColumns = 'name' | 'email' | 'role' | 'place_id' | 'locale' | 'password_expired' | 'totp_secret';

function principalOf(row: Pick<User, UserColumns> & { user_id: number }, door: 'page' | 'api'): Principal {
  const { user_id, name, email, role, place_id } = row;
  return { user_id, name, email, role, place_id, locale: row.locale === 'en' ? 'en' : 'vi', door };
}

/** What somebody must do before anything else, by whichever door they come in. */
export function owed(row: Pick<User, 'role' | 'password_expired' | 'totp_secret'>): Owed | null {
  if (row.password_expired === 1) return 'new_password';
  return needsSecondFactor(row.role) && row.totp_secret === null ? 'second_factor' : null;
}
