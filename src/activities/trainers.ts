import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { may, type Role } from '../web/permissions.js';
import { mayReadRoster } from './visible.js';

/** Who trains, as far as the reader may know. */
@Injectable()
export class Trainers {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /**
   * The name of the account of that address, where it is of a territory that meets the reader's; else the address as it
   * was written, for those who see names at all. Whether there is a foreign account is not told.
   */
  async shown(email: string | null): Promise<string | null> {
    if (email === null) return null;
    const user = await this.database.row<{ name: string; place_id: number | null }>(
      'SELECT name, place_id FROM users WHERE email = ?',
      [email],
    );
    if (user && isKnown(await this.scopes.mine(), user.place_id)) return user.name;
    return mayReadRoster() ? email : null;
  }

  /** The names of several addresses, of those that are shown at all. */
  async shownAll(emails: readonly string[]): Promise<string[]> {
    const names = await Promise.all(emails.map((email) => this.shown(email)));
    return names.filter((name) => name !== null);
  }

  /** The accounts that can train, as far as the reader knows them, by name. */
  async choices(): Promise<{ id: number; email: string; name: string }[]> {
    const users = await this.database.rows<{
      id: number;
      email: string;
      name: string;
      role: Role;
      place_id: number | null;
    }>('SELECT id, email, name, role, place_id FROM users WHERE disabled_at IS NULL ORDER BY name, id');
    const scope = await this.scopes.mine();
    return users.filter(({ role, place_id }) => may(role, 'attendance.record') && isKnown(scope, place_id));
  }
}

/** Whether the reader knows the account of somebody of a territory: it meets their own, or they manage accounts. */
export function isKnown(scope: Scope, placeId: number | null): boolean {
  return actorMay('account.manage') || scope.meets(placeId);
}
