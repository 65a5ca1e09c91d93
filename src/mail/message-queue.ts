import { Injectable } from '@nestjs/common';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { OutboxMessage } from './mail.entities.js';
import { MailGate } from './mail-gate.js';
import { Suppressions } from './suppressions.js';
import { pauseAfter, type Verdict } from './verdict.js';

/** What became of a message that was on its way. */
export interface Outcome {
  message: OutboxMessage;
  verdict: 'sent' | Verdict;
  /** Why it was not taken; empty when it was. */
  reason: string;
}

/** A message to send, or until when there is none to be sent because enough have left in this minute. */
export type Next = { message: OutboxMessage } | { until: string } | null;

/** How long one process may be busy with a message before another may take it. */
export const LEASE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
/** Messages passed over in one transaction: short ones leave room for others. */
const PASSED_OVER = 50;
/** How often a message may have been on its way: more than its failures means that it takes its process with it. */
const MOST_ATTEMPTS = 12;

/**
 * What waits, one message after the other, each for one of all processes. What became of the last message and the taking of the
 * next one are one transaction: on MariaDB rows that others hold are passed over, SQLite has one writer.
 */
@Injectable()
export class MessageQueue {
  constructor(
    private readonly database: Database,
    private readonly holder: SettingsHolder,
    private readonly gate: MailGate,
    private readonly suppressions: Suppressions,
  ) {}

  /** Whether something is due, or has run out and waits to be told so: without taking part in any queue of writers. */
  async hasDue(): Promise<boolean> {
    const at = nowIso();
    const row = await this.database.row(
      `SELECT id FROM outbox WHERE state = 'waiting' AND priority IN (0, 1) AND next_attempt_at <= ? LIMIT 1`,
      [at],
    );
    return row !== undefined;
  }

  /**
   * Writes down what became of the last message and takes the next one: it is this process's for five minutes.
   * @param troubled whether the gate has failures noted, which a success clears
   */
  next(done: Outcome | null, troubled: boolean): Promise<Next> {
    return this.database.transaction(async () => {
      if (done) await this.writeDown(done, troubled);
      return this.take(troubled && done?.verdict !== 'sent');
    });
  }

  /** Writes down what became of the last message. */
  finish(done: Outcome, troubled: boolean): Promise<void> {
    return this.database.transaction(() => this.writeDown(done, troubled));
  }

  /**
   * Makes everything due that waits for its next attempt, behind what is due already, and lets it try whether the server takes
   * it: somebody wants that now. What was never tried keeps the instant before which it does not leave: until then it may be
   * taken back.
   */
  async hurry(): Promise<void> {
    const at = nowIso();
    await this.database.transaction(async () => {
      await this.gate.letTry();
      await this.database.execute(
        `UPDATE outbox SET next_attempt_at = ?
          WHERE state = 'waiting' AND leased_until IS NULL AND attempted_at IS NOT NULL AND next_attempt_at > ?`,
        [at, at],
      );
    });
  }

  private async take(troubled: boolean): Promise<Next> {
    const { mailPerMinute } = this.holder.settings;
    if (mailPerMinute > 0) {
      await this.gate.hold();
      const until = await this.fullUntil(mailPerMinute);
      if (until !== null) return (await this.due(troubled)) ? { until } : null;
    }
    for (let passed = 0; passed < PASSED_OVER; passed += 1) {
      const message = await this.due(troubled);
      if (!message) return null;
      if (await this.isToLeave(message)) return { message: await this.lease(message) };
    }
    return { until: nowIso() };
  }

  /** When the next may leave, if as many as may have left within a minute; counted over all processes. */
  private async fullUntil(perMinute: number): Promise<string | null> {
    const since = new Date(now().getTime() - MINUTE_MS).toISOString();
    const row = await this.database.row<{ attempted_at: string }>(
      `SELECT attempted_at FROM outbox WHERE attempted_at > ? ORDER BY attempted_at DESC LIMIT 1 OFFSET ${perMinute - 1}`,
      [since],
    );
    return row ? new Date(Date.parse(row.attempted_at) + MINUTE_MS).toISOString() : null;
  }

  /**
   * The next in turn: single messages before those of batches. While the server is in trouble it is whichever waits longest:
   * the trouble may be with one message, and then another has to show that the server takes letters.
   */
  private async due(troubled: boolean): Promise<OutboxMessage | undefined> {
    const firsts: OutboxMessage[] = [];
    for (const priority of [0, 1]) {
      const [row] = await this.database.rowsSkipLocked<OutboxMessage>(
        `SELECT * FROM outbox WHERE state = 'waiting' AND priority = ${priority} AND next_attempt_at <= ?
          ORDER BY next_attempt_at, id LIMIT 1`,
        [nowIso()],
      );
      if (row && !troubled) return row;
      if (row) firsts.push(row);
    }
    const [first, second] = firsts;
    return first && second && second.next_attempt_at < first.next_attempt_at ? second : first;
  }

  /** Whether it may still leave; what may not is put aside, with the reason. */
  private async isToLeave({ id, recipient, expires_at, attempts }: OutboxMessage): Promise<boolean> {
    if (expires_at !== null && expires_at <= nowIso()) return this.putAside(id, 'expired', null);
    const known = (await this.suppressions.of([recipient])).get(recipient);
    if (known) return this.putAside(id, 'suppressed', known.answer);
    if (attempts < MOST_ATTEMPTS) return true;
    return this.putAside(id, 'failed', `given up: on its way ${attempts} times without an end`);
  }

  private async putAside(id: number, state: OutboxMessage['state'], reason: string | null): Promise<false> {
    await this.database.execute(
      'UPDATE outbox SET state = ?, last_error = COALESCE(?, last_error), leased_until = NULL WHERE id = ?',
      [state, reason, id],
    );
    return false;
  }

  private async lease(message: OutboxMessage): Promise<OutboxMessage> {
    const at = now();
    const until = new Date(at.getTime() + LEASE_MS).toISOString();
    await this.database.execute(
      `UPDATE outbox SET leased_until = ?, next_attempt_at = ?, attempted_at = ?, attempts = attempts + 1 WHERE id = ?`,
      [until, until, at.toISOString(), message.id],
    );
    return { ...message, leased_until: until, attempts: message.attempts + 1 };
  }

  private async writeDown({ message, verdict, reason }: Outcome, troubled: boolean): Promise<void> {
    if (verdict === 'sent') {
      await this.database.execute(
        `UPDATE outbox SET state = 'sent', sent_at = ?, last_error = NULL, leased_until = NULL WHERE id = ?`,
        [nowIso(), message.id],
      );
      if (troubled) await this.gate.open();
      return;
    }
    // Of a server that took letters until now the failure may be the message's own: it counts as such, and others go on.
    const down = verdict === 'server' ? await this.gate.failed(reason) : null;
    if (down && down.failures > 1) await this.waitForServer(message, reason, down.until);
    else await this.notSent(message, verdict, reason);
    if (verdict === 'address') {
      await this.suppressions.add(message.recipient, 'refused', { type: 'mail', id: message.id }, reason);
    }
  }

  /** It is due when the gate opens, however long that takes, and this attempt is not held against it. */
  private async waitForServer({ id, leased_until }: OutboxMessage, reason: string, until: string): Promise<void> {
    await this.database.execute(
      `UPDATE outbox SET last_error = ?, leased_until = NULL, next_attempt_at = ?, attempts = attempts - 1
        WHERE id = ? AND leased_until = ?`,
      [reason, until, id, leased_until],
    );
  }

  /** One whose lease was over meanwhile is somebody else's; one that was cancelled stays so. */
  private async notSent(message: OutboxMessage, verdict: Verdict, reason: string): Promise<void> {
    const pause = verdict === 'server' || verdict === 'later' ? pauseAfter(message.attempts) : null;
    const next = new Date(now().getTime() + (pause ?? 0)).toISOString();
    await this.database.execute(
      `UPDATE outbox SET last_error = ?, leased_until = NULL, next_attempt_at = ? WHERE id = ? AND leased_until = ?`,
      [reason, next, message.id, message.leased_until],
    );
    if (pause !== null) return;
    await this.database.execute(
      `UPDATE outbox SET state = ? WHERE id = ? AND leased_until IS NULL AND state IN ('waiting', 'stopped')`,
      [verdict === 'address' ? 'suppressed' : 'failed', message.id],
    );
  }
}
