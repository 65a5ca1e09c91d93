import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { addressKey } from './address.js';
import { MailSuppression, type SuppressionReason } from './mail.entities.js';

/** Of what an event tells. */
interface Subject {
  type: string;
  id: number;
}

/**
 * Addresses that are not written to, of any kind: the mail server said that there is nobody, a letter came back, or whoever
 * reads it said that the letters are meant for somebody else.
 */
@Injectable()
export class Suppressions {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** Which of these addresses are not written to, under the spelling that was asked for. */
  async of(addresses: readonly string[]): Promise<Map<string, MailSuppression>> {
    const keys = [...new Set(addresses.map(addressKey))];
    const rows = await this.database.rowsIn<MailSuppression>(
      'SELECT * FROM mail_suppressions WHERE lifted_at IS NULL AND address IN (?)',
      keys,
    );
    const found = new Map(rows.map((row) => [row.address, row]));
    return new Map(
      addresses.flatMap((address) => {
        const row = found.get(addressKey(address));
        return row ? [[address, row] as const] : [];
      }),
    );
  }

  /**
   * Writes to an address no more, in the caller's transaction. @param about what showed it, for the event
   * @param answer what the mail server said
   */
  async add(address: string, reason: SuppressionReason, about: Subject, answer: string | null = null): Promise<void> {
    const key = addressKey(address);
    const fact = { reason, answer, since: nowIso(), lifted_at: null, author_id: actor()?.user_id ?? null };
    const known = await this.database.rowsForUpdate<MailSuppression>(
      'SELECT * FROM mail_suppressions WHERE address = ?',
      [key],
    );
    if (known[0]?.lifted_at === null) return;
    if (known[0]) await this.database.update(MailSuppression, { id: known[0].id }, fact);
    else await this.database.insert(MailSuppression, [{ address: key, ...fact }]);
    await this.events.record({ kind: 'mail.suppressed', subject: about, detail: { reason } });
  }

  /** Writes to an address again. @param about whose address it is, for the event @returns false if it was written to anyhow */
  async lift(address: string, about: Subject): Promise<boolean> {
    return this.database.transaction(async () => {
      const lifted = await this.database.execute(
        'UPDATE mail_suppressions SET lifted_at = ? WHERE address = ? AND lifted_at IS NULL',
        [nowIso(), addressKey(address)],
      );
      if (lifted === 0) return false;
      await this.events.record({ kind: 'mail.suppression_lifted', subject: about });
      return true;
    });
  }
}
