import { Injectable } from '@nestjs/common';
import { now } from '../config/clock.js';
import { Database } from '../database/database.js';
import type { MailGateRow } from './mail.entities.js';
import { gatePauseAfter } from './verdict.js';

const NAME = 'smtp';

/**
 * The way to the mail server, as all processes see it. A server that is down is not asked again for each of thousands of
 * messages: the gate closes, for longer each time, and one message at a time tries whether it is open.
 */
@Injectable()
export class MailGate {
  constructor(private readonly database: Database) {}

  /** How it stands. */
  async state(): Promise<Pick<MailGateRow, 'closed_until' | 'failures' | 'last_error'>> {
    const row = await this.database.row<MailGateRow>('SELECT * FROM mail_gate WHERE name = ?', [NAME]);
    return row ?? { closed_until: null, failures: 0, last_error: null };
  }

  /** Lets other processes wait until this transaction has ended: what they count then is settled. */
  async hold(): Promise<void> {
    await this.database.rowsForUpdate('SELECT id FROM mail_gate WHERE name = ?', [NAME]);
  }

  /** One more failure of the server, in the caller's transaction. @returns how many in a row, and until when nobody tries */
  async failed(reason: string): Promise<{ failures: number; until: string }> {
    const [row] = await this.database.rowsForUpdate<MailGateRow>('SELECT * FROM mail_gate WHERE name = ?', [NAME]);
    const failures = (row?.failures ?? 0) + 1;
    const until = new Date(now().getTime() + gatePauseAfter(failures)).toISOString();
    await this.database.execute('UPDATE mail_gate SET failures = ?, closed_until = ?, last_error = ? WHERE name = ?', [
      failures,
      until,
      reason,
      NAME,
    ]);
    return { failures, until };
  }

  /** Somebody wants the server asked at once, in the caller's transaction. What it has failed so far stays noted. */
  async letTry(): Promise<void> {
    await this.database.execute('UPDATE mail_gate SET closed_until = NULL WHERE name = ?', [NAME]);
  }

  /** The server takes letters; in the caller's transaction. */
  async open(): Promise<void> {
    await this.database.execute(
      'UPDATE mail_gate SET failures = 0, closed_until = NULL, last_error = NULL WHERE name = ? AND failures > 0',
      [NAME],
    );
  }
}
