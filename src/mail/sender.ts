import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { now, nowIso } from '../config/clock.js';
import { actAs } from '../web/actor.js';
import { Log } from '../web/log.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { AttachmentSources } from './attachments.js';
import { MailGate } from './mail-gate.js';
import type { OutboxMessage } from './mail.entities.js';
import { LEASE_MS, MessageQueue, type Next, type Outcome } from './message-queue.js';
import { openTransport, type Transport } from './transport.js';
import { judgeFailure, type MailError, type Verdict } from './verdict.js';

/** What a round of sending did: how many left, and how many could not. */
export interface Sent {
  sent: number;
  failed: number;
}

/** How often the server looks for what has become due. */
const EVERY_MS = 10_000;
/** However slowly a server answers: the lease must not run out meanwhile. */
const LONGEST_MS = LEASE_MS / 2;
/** Letters refused in a row, each for a reason of its own as it seems: then it may be the server that refuses everything. */
const TOO_MANY = 20;
/** How often it is tried to write down what became of a letter. */
const TRIES = 5;

/** Sends what waits, one letter after the other; any number of processes may do so at once. */
@Injectable()
export class Sender implements OnApplicationShutdown {
  private running: Promise<Sent> | null = null;
  private again = false;
  private readonly end = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private transport: Transport | null = null;
  private refusedInARow = 0;

  constructor(
    private readonly queue: MessageQueue,
    private readonly gate: MailGate,
    private readonly sources: AttachmentSources,
    private readonly holder: SettingsHolder,
    private readonly log: Log,
  ) {}

  /** Whether messages leave the house; otherwise they wait and can be read in the outbox. */
  get leaves(): boolean {
    return this.holder.settings.smtpUrl !== undefined;
  }

  /** Looks for what is due from now on, every few seconds: retries, and what other processes have left. */
  start(): void {
    this.timer ??= setInterval(() => this.kick(), EVERY_MS).unref();
    this.kick();
  }

  /** Something has been written: tries to send it without letting anybody wait. */
  kick(): void {
    if (!this.leaves || this.end.signal.aborted) return;
    if (this.running) this.again = true;
    else this.round().catch((error: unknown) => this.log.error({ error }, 'the outbox could not be sent'));
  }

  /**
   * Sends what is due, at the pace of the settings, until nothing is left or the server does not answer.
   * @param hurry also what waits for its next attempt
   */
  async sendWaiting(hurry = false): Promise<Sent> {
    // A second call in this process waits for the first and then looks again: something may have come in between.
    while (this.running) await this.running.catch(() => undefined);
    if (!this.leaves) return { sent: 0, failed: 0 };
    if (hurry) await this.queue.hurry();
    return this.round();
  }

  /** As `sendWaiting(true)`, without letting anybody wait for it. */
  async hurryInBackground(): Promise<void> {
    if (this.leaves) await this.queue.hurry();
    this.kick();
  }

  /** A letter that is on its way is written down before the database closes: else it would go out again. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.end.abort();
    await this.running?.catch(() => undefined);
  }

  private async round(): Promise<Sent> {
    const count = { sent: 0, failed: 0 };
    // Whoever wrote the letter has not sent it: nobody acts here.
    this.running = actAs(null, () => this.sendAll(count)).then(() => count);
    try {
      return await this.running;
    } finally {
      this.running = null;
      this.closeTransport();
    }
  }

  private async sendAll(count: Sent): Promise<void> {
    do {
      this.again = false;
      // Looked at first: who only looks joins no queue of writers.
      if (await this.queue.hasDue()) await this.sendDue(count);
    } while (this.again && !this.ended);
  }

  private async sendDue(count: Sent): Promise<void> {
    let done: Outcome | null = null;
    while (!this.ended) {
      if (done?.verdict === 'server') {
        // It may close the gate.
        await this.writeDown(done, false);
        done = null;
      }
      const { closed_until, failures } = await this.gate.state();
      if (closed_until !== null && closed_until > nowIso()) break;
      const next = await this.nextAfter(done, failures > 0);
      done = null;
      if (next === null) return;
      if ('until' in next) await this.waitUntil(next.until);
      else done = await this.carry(next.message, count);
    }
    if (done) await this.writeDown(done, true);
  }

  /** One transaction for both; where that fails, what has happened is written down all the same. */
  private async nextAfter(done: Outcome | null, troubled: boolean): Promise<Next> {
    try {
      return await this.queue.next(done, troubled);
    } catch (error) {
      if (done) await this.writeDown(done, troubled);
      throw error;
    }
  }

  /** A letter that has left and is not written down goes out again: that is worth some tries. */
  private async writeDown(done: Outcome, troubled: boolean): Promise<void> {
    for (let left = TRIES; ; left -= 1) {
      try {
        return await this.queue.finish(done, troubled);
      } catch (error) {
        if (left === 0) throw error;
        await sleep(1000);
      }
    }
  }

  private async carry(message: OutboxMessage, count: Sent): Promise<Outcome> {
    try {
      await this.send(message);
      count.sent += 1;
      this.refusedInARow = 0;
      return { message, verdict: 'sent', reason: '' };
    } catch (error) {
      count.failed += 1;
      const { response, message: words } = error as MailError;
      const reason = (response ?? words ?? 'unknown').slice(0, 1000);
      const verdict = this.judge(error as MailError);
      this.log.warn({ message: message.id, verdict, reason }, 'a message could not be sent');
      if (verdict === 'server') this.closeTransport();
      return { message, verdict, reason };
    }
  }

  /**
   * A server that refuses one letter after the other is not believed what it says of each: no address is given up for it,
   * and after every so many the gate closes for a while. Never for good: a list of wrong addresses stops nobody's mail.
   */
  private judge(error: MailError): Verdict {
    const verdict = judgeFailure(error);
    // What failed on our side, an attachment, says nothing of the server.
    if (verdict === 'server' || !error.responseCode) return verdict;
    this.refusedInARow += 1;
    if (this.refusedInARow % TOO_MANY === 0) return 'server';
    return this.refusedInARow > TOO_MANY ? 'later' : verdict;
  }

  private async send(message: OutboxMessage): Promise<void> {
    const attachments = await this.sources.ready(message.attachments);
    const { smtpUrl = '', mailFrom } = this.holder.settings;
    this.transport ??= await openTransport(smtpUrl, mailFrom);
    const limit = new AbortController();
    const tooLong = sleep(LONGEST_MS, undefined, { signal: limit.signal, ref: false }).then(() => {
      throw Object.assign(new Error('the mail server took too long'), { code: 'ETIMEDOUT' });
    });
    tooLong.catch(() => undefined);
    try {
      await Promise.race([this.transport.send({ ...message, attachments }), tooLong]);
    } finally {
      limit.abort();
    }
  }

  private async waitUntil(at: string): Promise<void> {
    const ms = Math.max(0, Date.parse(at) - now().getTime());
    await sleep(ms, undefined, { signal: this.end.signal }).catch(() => undefined);
  }

  private closeTransport(): void {
    this.transport?.close();
    this.transport = null;
  }

  private get ended(): boolean {
    return this.end.signal.aborted;
  }
}
