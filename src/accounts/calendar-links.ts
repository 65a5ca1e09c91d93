import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { Principal } from '../web/actor.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { CalendarLink, type User } from './accounts.entities.js';
import { principalOf, SEEN_STEP_MS, Sessions, USER_COLUMNS, type UserColumns } from './sessions.js';
import { Throttles } from './throttles.js';
import { tokenHash } from './tokens.js';

/** The link of somebody's calendar that is in use. */
export type LinkInUse = Pick<CalendarLink, 'filter' | 'created_at' | 'fetched_at'>;

/** Links by which a telephone fetches the calendar of one's own. Whoever has one reads that calendar and nothing else. */
@Injectable()
export class CalendarLinks {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly sessions: Sessions,
    private readonly throttles: Throttles,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Makes a link; the one before it ends. The same form sent again gives the same link and makes nothing, so that of two
   * presses of the button neither shows a link that has ended.
   * @param formKey of the form; only together with the secret of the installation does it give the token
   * @param filter what the calendar is narrowed by
   * @returns the token, which is not kept
   * @throws DomainError `calendar.link_ended` for a form whose link has ended since
   */
  async make(userId: number, formKey: string, filter: object): Promise<string> {
    const token = this.holder.secret.hash('calendar_link', `${userId}\u0000${formKey}`);
    await this.database.transaction(async () => {
      // One after the other: of two at once both would end the former link, and both stay.
      await this.database.rowsForUpdate('SELECT id FROM users WHERE id = ?', [userId]);
      const sql = 'SELECT id, ended_at FROM calendar_links WHERE token_hash = ?';
      const [made] = await this.database.rowsForUpdate<Pick<CalendarLink, 'ended_at'>>(sql, [tokenHash(token)]);
      if (made && made.ended_at !== null) throw new DomainError('calendar.link_ended', {}, 'conflict');
      if (made) return;
      await this.endOf(userId);
      const link = { user_id: userId, token_hash: tokenHash(token), filter: JSON.stringify(filter) };
      const id = await this.database.insertOne(CalendarLink, { ...link, created_at: nowIso() });
      await this.record(userId, 'user.calendar_link_made', { link: id });
    });
    return token;
  }

  /** Ends the link of somebody; without one there is nothing to do. */
  async end(userId: number): Promise<void> {
    await this.database.transaction(async () => {
      if ((await this.endOf(userId)) > 0) await this.record(userId, 'user.calendar_link_ended');
    });
  }

  /** Ends the link of somebody in the caller's transaction, with the event of the caller. @returns how many there were */
  endOf(userId: number): Promise<number> {
    return this.database.execute('UPDATE calendar_links SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL', [
      nowIso(),
      userId,
    ]);
  }

  /** The link of somebody that is in use. */
  inUse(userId: number): Promise<LinkInUse | undefined> {
    return this.database.row<LinkInUse>(
      `SELECT filter, created_at, fetched_at FROM calendar_links WHERE user_id = ? AND ended_at IS NULL
       ORDER BY id DESC LIMIT 1`,
      [userId],
    );
  }

  /**
   * Whose calendar a token is for, with their rights of now, and what it is narrowed by.
   * @param address where the request comes from: guesses are counted
   * @throws NotFound alike for what is none, has ended, or belongs to a closed account
   */
  async ownerOf(token: string, address: string): Promise<{ principal: Principal; filter: unknown }> {
    const row = await this.database.row<
      Pick<CalendarLink, 'id' | 'filter' | 'fetched_at'> & Pick<User, UserColumns> & { user_id: number }
    >(
      `SELECT l.id, l.filter, l.fetched_at, ${USER_COLUMNS} FROM calendar_links l JOIN users u ON u.id = l.user_id
        WHERE l.token_hash = ? AND l.ended_at IS NULL AND u.disabled_at IS NULL`,
      [tokenHash(token)],
    );
    if (!row) {
      // As with API tokens, right ones are not counted: many telephones share an address.
      await this.throttles.take([{ door: 'address', caller: address }]);
      throw new NotFound();
    }
    this.noteFetched(row);
    return { principal: principalOf(row, 'page'), filter: JSON.parse(row.filter) as unknown };
  }

  private noteFetched({ id, fetched_at }: Pick<CalendarLink, 'id' | 'fetched_at'>): void {
    const at = now();
    if (fetched_at !== null && at.getTime() - Date.parse(fetched_at) <= SEEN_STEP_MS) return;
    this.sessions.note(`calendar link ${id}`, () =>
      this.database.update(CalendarLink, { id }, { fetched_at: at.toISOString() }),
    );
  }

  private async record(userId: number, kind: string, detail?: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'user', id: userId }, ...(detail ? { detail } : {}) });
  }
}
