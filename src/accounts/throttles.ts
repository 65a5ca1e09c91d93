import { Injectable } from '@nestjs/common';
import { now } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { Throttle } from './accounts.entities.js';
import { networkOf } from './network-of.js';

const MINUTE = 60_000;

/** How many tries each kind of caller has in a window (trust §8). Whatever is guessed, the same counts go up. */
const LIMITS = {
  /** One account: password, code, recovery code, confirmation. */
  account: { most: 10, windowMs: MINUTE },
  /** One address: all of these, and set-up code, reset link and API token. */
  address: { most: 100, windowMs: MINUTE },
  /** Codes of six digits: whoever knows the password may not try thousands of them in a day. */
  code: { most: 10, windowMs: 15 * MINUTE },
  /** Codes of certificates that there are not, from one address. */
  verify: { most: 30, windowMs: MINUTE },
  /** Letters that anybody can cause for one account. */
  letter: { most: 3, windowMs: 60 * MINUTE },
} as const;

/** The counts of network addresses. */
const OF_NETWORKS: ReadonlySet<string> = new Set<keyof typeof LIMITS>(['address', 'verify']);

/** Somebody at one of the counts. */
export interface Knock {
  door: keyof typeof LIMITS;
  /** E-mail address, user or network address: kept as a keyed hash only; of IPv6 the network. */
  caller: string;
}

/** Tries that were taken: given back when the guess was right. */
export interface Ticket {
  keys: string[];
  /** How many more tries there are. */
  left: number;
}

/** Counts guesses in the database, so that all doors and all processes share the count. */
@Injectable()
export class Throttles {
  constructor(
    private readonly database: Database,
    private readonly holder: SettingsHolder,
  ) {}

  /**
   * Refuses whoever has no try left, and takes none: nothing is written, so that who only looks joins no queue of writers.
   * Of guesses that come at once some more are let through than would be taken.
   * @throws DomainError as `take`
   */
  async refuseIfSpent(knock: Knock): Promise<void> {
    const sql = 'SELECT used, window_ends_at FROM throttles WHERE throttle_key = ? AND used >= ?';
    const row = await this.database.row<Throttle>(sql, [this.keyOf(knock), LIMITS[knock.door].most]);
    const waitMs = row ? Date.parse(row.window_ends_at) - now().getTime() : 0;
    if (waitMs > 0) throw tooMany(waitMs);
  }

  /**
   * Takes a try before anything is compared: of a hundred guesses at once no more are looked at than allowed.
   * Must stand outside the transaction of the act, which may be undone.
   * @throws DomainError `accounts.too_many` with `retry_after` in seconds
   */
  async take(knocks: Knock[]): Promise<Ticket> {
    return this.database.transaction(async () => {
      const ticket: Ticket = { keys: [], left: Infinity };
      for (const knock of knocks) {
        const key = this.keyOf(knock);
        const left = await this.count(key, knock.door);
        ticket.keys.push(key);
        ticket.left = Math.min(ticket.left, left);
      }
      return ticket;
    });
  }

  /** Gives the tries back: what was given was right. */
  async giveBack(ticket: Ticket): Promise<void> {
    await this.database.transaction(async () => {
      for (const key of ticket.keys) {
        await this.database.execute('UPDATE throttles SET used = used - 1 WHERE throttle_key = ? AND used > 0', [key]);
      }
    });
  }

  /** Forgets windows that are over. */
  async sweep(): Promise<void> {
    const longAgo = new Date(now().getTime() - 60 * MINUTE).toISOString();
    await this.database.transaction(() =>
      this.database.execute('DELETE FROM throttles WHERE window_ends_at < ?', [longAgo]),
    );
  }

  private keyOf({ door, caller }: Knock): string {
    const counted = OF_NETWORKS.has(door) ? networkOf(caller) : caller;
    return this.holder.secret.hash('throttle', `${door}\u0000${counted}`);
  }

  private async count(key: string, door: Knock['door']): Promise<number> {
    const { most, windowMs } = LIMITS[door];
    const at = now();
    const window_ends_at = new Date(at.getTime() + windowMs).toISOString();
    const sql = 'SELECT id, used, window_ends_at FROM throttles WHERE throttle_key = ?';
    const [row] = await this.database.rowsForUpdate<Throttle>(sql, [key]);
    if (!row) {
      await this.database.insert(Throttle, [{ throttle_key: key, window_ends_at, used: 1 }]);
      return most - 1;
    }
    if (row.window_ends_at <= at.toISOString()) {
      await this.database.update(Throttle, { id: row.id }, { used: 1, window_ends_at });
      return most - 1;
    }
    if (row.used >= most) throw tooMany(Date.parse(row.window_ends_at) - at.getTime());
    await this.database.update(Throttle, { id: row.id }, { used: row.used + 1 });
    return most - row.used - 1;
  }
}

function tooMany(waitMs: number): DomainError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new DomainError('accounts.too_many', { retry_after: seconds }, 'too_many');
}
