import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { ApiToken } from './accounts.entities.js';
import { CalendarLinks } from './calendar-links.js';
import { Notices } from './notices.js';
import { newToken, tokenHash } from './tokens.js';

const DAY_MS = 24 * 3_600_000;
/** By this a leaked token is recognised for what it is. */
const PREFIX = 'lantoa_';

/** A token as its owner sees it. */
export type ListedToken = Pick<ApiToken, 'id' | 'name' | 'token_tail' | 'created_at' | 'used_at' | 'expires_at'>;

/** Tokens of programs, each with the rights of its owner. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly notices: Notices,
    private readonly links: CalendarLinks,
  ) {}

  /** Makes a token. @param days until it runs out; null: never. @returns the token, shown this once */
  async make(userId: number, name: string, days: number | null): Promise<string> {
    const token = `${PREFIX}${newToken()}`;
    const expires_at = days === null ? null : new Date(now().getTime() + days * DAY_MS).toISOString();
    await this.database.transaction(async () => {
      const id = await this.database.insertOne(ApiToken, {
        user_id: userId,
        name,
        token_hash: tokenHash(token),
        token_tail: token.slice(-4),
        created_at: nowIso(),
        expires_at,
      });
      await this.events.record({
        kind: 'user.token_made',
        subject: { type: 'user', id: userId },
        detail: { token: id },
      });
      await this.notices.changed(userId, 'token');
    });
    return token;
  }

  /** The tokens of somebody that are not revoked, newest first. */
  listOf(userId: number): Promise<ListedToken[]> {
    return this.database.rows<ListedToken>(
      `SELECT id, name, token_tail, created_at, used_at, expires_at FROM api_tokens
        WHERE user_id = ? AND revoked_at IS NULL ORDER BY id DESC`,
      [userId],
    );
  }

  /** Ends a token of one's own. @throws NotFound for somebody else's */
  async revoke(userId: number, id: number): Promise<void> {
    await this.database.transaction(async () => {
      const revoked = await this.database.execute(
        'UPDATE api_tokens SET revoked_at = ? WHERE id = ? AND user_id = ? AND revoked_at IS NULL',
        [nowIso(), id, userId],
      );
      if (revoked === 0) throw new NotFound();
      const detail = { token: id };
      await this.events.record({ kind: 'user.token_revoked', subject: { type: 'user', id: userId }, detail });
    });
  }

  /** Ends all tokens of somebody and the link of their calendar, in the caller's transaction. */
  async revokeAll(userId: number): Promise<void> {
    await this.database.execute('UPDATE api_tokens SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL', [
      nowIso(),
      userId,
    ]);
    await this.links.endOf(userId);
  }
}
