import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { Log } from '../web/log.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { OutboxMessage } from './mail.entities.js';
import { openTransport, type Transport } from './transport.js';

/** What is to be written to somebody. */
export interface Message {
  /** What it is about, `password_reset`: for the list of the outbox. */
  kind: string;
  recipient: string;
  subject: string;
  body: string;
  /** After this instant it is not sent any more; null: it does not run out. */
  expires_at: string | null;
}

/** How long one process may be busy with a message before another may take it. */
const LEASE_MS = 5 * 60_000;
const BATCH = 100;
/** One address and nothing else: no list, no name, no header of its own. */
const ADDRESS = /^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+$/;
const LINE_BREAK = /[\r\n\u0085\u2028\u2029]/;

/** Letters that are written in the transaction they tell of, and sent after it. */
@Injectable()
export class Outbox implements OnApplicationShutdown {
  private sending: Promise<{ sent: number; failed: number }> | null = null;

  constructor(
    private readonly database: Database,
    private readonly holder: SettingsHolder,
    private readonly log: Log,
  ) {}

  /**
   * Writes a message in the caller's transaction; where mail is set up the server tries to send it after the commit.
   * @throws DomainError when address or subject would reach into the header of the letter
   */
  async put(message: Message): Promise<void> {
    if (!ADDRESS.test(message.recipient) || LINE_BREAK.test(message.subject)) throw new DomainError('mail.header');
    const host = new URL(this.holder.settings.publicUrl).hostname;
    await this.database.insert(OutboxMessage, [
      { ...message, message_id: `<${randomUUID()}@${host}>`, created_at: nowIso(), attempts: 0 },
    ]);
    this.database.afterCommit(() => this.sendSoon());
  }

  /** Whether messages leave the house; otherwise they wait and can be read in the outbox. */
  get leaves(): boolean {
    return this.holder.settings.smtpUrl !== undefined;
  }

  /** Sends what waits, each message marked in a transaction of its own. @returns how many left and how many failed */
  async sendWaiting(): Promise<{ sent: number; failed: number }> {
    // A second call in this process waits for the first and then looks again: something may have come in between.
    while (this.sending) await this.sending;
    this.sending = this.sendAll();
    try {
      return await this.sending;
    } finally {
      this.sending = null;
    }
  }

  /** A letter that is on its way is marked before the database closes: else it would go out again. */
  async onApplicationShutdown(): Promise<void> {
    await this.sending?.catch(() => undefined);
  }

  private sendSoon(): void {
    if (!this.leaves) return;
    this.sendWaiting().catch((error: unknown) => this.log.error({ error }, 'the outbox could not be sent'));
  }

  private async sendAll(): Promise<{ sent: number; failed: number }> {
    const { smtpUrl, mailFrom } = this.holder.settings;
    const count = { sent: 0, failed: 0 };
    if (!smtpUrl) return count;
    const transport = await openTransport(smtpUrl, mailFrom);
    try {
      for (let after = 0; ;) {
        const messages = await this.waiting(after);
        for (const message of messages) await this.sendOne(message, transport, count);
        if (messages.length < BATCH) return count;
        after = messages.at(-1)?.id ?? after;
      }
    } finally {
      transport.close();
    }
  }

  private waiting(after: number): Promise<OutboxMessage[]> {
    const at = nowIso();
    return this.database.rows<OutboxMessage>(
      `SELECT * FROM outbox WHERE sent_at IS NULL AND id > ? AND (expires_at IS NULL OR expires_at > ?)
          AND (leased_until IS NULL OR leased_until <= ?) ORDER BY id LIMIT ${BATCH}`,
      [after, at, at],
    );
  }

  private async sendOne(
    message: OutboxMessage,
    transport: Transport,
    count: { sent: number; failed: number },
  ): Promise<void> {
    if (!(await this.lease(message.id))) return;
    try {
      await transport.send(message);
      await this.mark(message.id, { sent_at: nowIso(), last_error: null, leased_until: null });
      count.sent += 1;
    } catch (error) {
      const reason = (error instanceof Error ? error.message : 'unknown').slice(0, 1000);
      await this.mark(message.id, { last_error: reason, leased_until: null });
      this.log.warn({ message: message.id, reason }, 'a message could not be sent');
      count.failed += 1;
    }
  }

  /** Of several processes one gets the message. */
  private async lease(id: number): Promise<boolean> {
    const until = new Date(now().getTime() + LEASE_MS).toISOString();
    const taken = await this.database.transaction(() =>
      this.database.execute(
        `UPDATE outbox SET leased_until = ?, attempts = attempts + 1
          WHERE id = ? AND sent_at IS NULL AND (leased_until IS NULL OR leased_until <= ?)`,
        [until, id, nowIso()],
      ),
    );
    return taken === 1;
  }

  private async mark(id: number, patch: Partial<OutboxMessage>): Promise<void> {
    await this.database.transaction(() => this.database.update(OutboxMessage, { id }, patch));
  }
}
