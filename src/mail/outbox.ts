import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { AlreadyDone, DomainError } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import type { Locale } from '../i18n/locale.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { mailAddress } from './address.js';
import { type Attachment, type AttachmentSource, AttachmentSources } from './attachments.js';
import type { Letter } from './mail-template.js';
import { OutboxMessage } from './mail.entities.js';
import { PASSED_ON } from './message-state.js';
import { Sender } from './sender.js';
import { Suppressions } from './suppressions.js';

/** What is to be written to somebody. */
export interface Message {
  /** What it is about, `password_reset`: for the list of the outbox. */
  kind: string;
  recipient: string;
  person_id?: number | null;
  locale: Locale;
  letter: Letter;
  attachments?: readonly Attachment[];
  /** Of letters that one can refuse: where, as a whole address of ours. Mail programs show a button for it. */
  unsubscribe_url?: string | null;
  /** What it is and to whom, at most 190 characters: written twice, it is there once. */
  dedupe_key?: string | null;
  /** What goes to many at once belongs to a batch: it can be stopped, and lets single messages go first. */
  batch_id?: number | null;
  /** It does not leave before this instant, and can be taken back until then. */
  not_before?: string;
  /** After this instant it is not sent any more; null: it does not run out. */
  expires_at: string | null;
}

/** Which messages: everything whose dedupe key begins so, some by key or id, or those of some kinds to some records of people. */
export type Which =
  | { prefix: string }
  | { keys: readonly string[] }
  | { ids: readonly number[] }
  | { people: readonly number[]; kinds: readonly string[] };

const NOT_ON_ITS_WAY = '(leased_until IS NULL OR leased_until <= ?)';
/** How far back `cancel` reaches: the messages that are free to be taken back. */
const FREE = {
  untried: "state IN ('waiting', 'stopped', 'expired') AND attempts = 0 AND attempted_at IS NULL",
  tried: `state IN ('waiting', 'stopped') AND ${NOT_ON_ITS_WAY}`,
  undelivered: `state IN ('waiting', 'stopped', 'failed', 'suppressed', 'expired') AND ${NOT_ON_ITS_WAY}`,
} as const;
type Reach = keyof typeof FREE;
const LINE_BREAK = /[\p{Cc}\u2028\u2029]/u;
/** An address as it stands between `<` and `>` in the header, where a comma or a bracket would begin another. */
const HEADER_URL = /^https?:\/\/[\w.:[\]-]+\/[\w./~%-]+$/;
/** What sorts behind every text that begins with the same, on both engines. */
const LAST = '\u{10FFFF}';

/** Letters that are written in the transaction they tell of, and sent after it. */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    private readonly holder: SettingsHolder,
    private readonly sender: Sender,
    private readonly sources: AttachmentSources,
    private readonly suppressions: Suppressions,
    private readonly events: EventLog,
    private readonly bus: Bus,
  ) {}

  /** Whether messages leave the house; otherwise they wait and can be read in the outbox. */
  get leaves(): boolean {
    return this.sender.leaves;
  }

  /** Says who makes the attachments `{ from, id }`; once, when the program starts. */
  provide(from: string, source: AttachmentSource): void {
    this.sources.provide(from, source);
  }

  /**
   * Writes a message in the caller's transaction; where mail is set up the server tries to send it after the commit.
   * @returns whether it is new: one with the same dedupe key may have been written before
   * @throws DomainError when address, subject or link would reach into the header of the letter
   */
  async put(message: Message): Promise<boolean> {
    return (await this.putAll([message]))[0] ?? false;
  }

  /** As `put`, for many at once. @returns for each whether it is new */
  async putAll(messages: readonly Message[]): Promise<boolean[]> {
    const rows = messages.map((message) => this.rowOf(message));
    const known = new Set(await this.knownKeys(rows.flatMap(({ dedupe_key }) => dedupe_key ?? [])));
    const isNew = rows.map(({ dedupe_key }) => {
      if (!dedupe_key) return true;
      return !known.has(dedupe_key) && Boolean(known.add(dedupe_key));
    });
    const fresh = rows.filter((_, at) => isNew[at]);
    if (fresh.length === 0) return isNew;
    const suppressed = await this.suppressions.of(fresh.map(({ recipient = '' }) => recipient));
    const stopped = await this.stoppedBatches(fresh.flatMap(({ batch_id }) => batch_id ?? []));
    for (const row of fresh) {
      const why = suppressed.get(row.recipient ?? '');
      if (why) Object.assign(row, { state: 'suppressed', last_error: why.answer });
      else if (stopped.has(row.batch_id ?? 0)) row.state = 'stopped';
    }
    await this.database.insert(OutboxMessage, fresh);
    this.database.afterCommit(() => this.sender.kick());
    return isNew;
  }

  /**
   * Takes back what has not left, in the caller's transaction; its key is free again, so that it can be written anew. What is
   * on its way stays, and so does what was tried before: after a time-out nobody knows whether it arrived, so it counts as
   * told. What ran out without having been tried is taken back too: nobody ever got it.
   * @param reach `tried`: also what was tried and waits for its next attempt, of letters that should not leave whether or not they
   * have; one that is on its way is then not tried again, and what was given up is not sent again. `undelivered`: also what was
   * given up, not written to or ran out, of letters that are to go elsewhere
   * @param forGood its key stays taken, so that it is not written anew
   * @returns how many were taken back
   */
  async cancel(which: Which, reach: Reach = 'untried', forGood = false): Promise<number> {
    const at = reach === 'untried' ? [] : [nowIso()];
    let count = 0;
    for (const { sql, params } of rangesOf(which)) {
      const key = forGood ? '' : ', dedupe_key = NULL';
      const cancelled = `UPDATE outbox SET state = 'cancelled'${key} WHERE ${sql} AND ${FREE[reach]}`;
      count += await this.database.execute(cancelled, [...params, ...at]);
      if (reach === 'tried') await this.letRunOut({ sql, params });
    }
    return count;
  }

  /**
   * Sends again what was given up or not written to. What was taken back says what does not hold, or is not wanted: it is
   * written anew, if at all. @throws AlreadyDone when it waits, has left, or was taken back
   */
  async sendAgain(id: number): Promise<void> {
    await this.database.transaction(async () => {
      const changed = await this.database.execute(
        `UPDATE outbox SET next_attempt_at = '', attempts = 0, sent_at = NULL,
            state = CASE WHEN batch_id IN (SELECT id FROM mail_batches WHERE stopped_at IS NOT NULL)
                    THEN 'stopped' ELSE 'waiting' END
          WHERE id = ? AND state IN ('failed', 'suppressed') AND (expires_at IS NULL OR expires_at > ?)`,
        [id, nowIso()],
      );
      if (changed === 0) throw new AlreadyDone();
      await this.events.record({ kind: 'mail.sent_again', subject: { type: 'mail', id } });
      this.database.afterCommit(() => this.sender.kick());
    });
  }

  /** Notes that a letter which had left came back: its address is not written to any more. */
  async returned(id: number): Promise<void> {
    await this.database.transaction(async () => {
      const [message] = await this.database.rowsForUpdate<OutboxMessage>('SELECT * FROM outbox WHERE id = ?', [id]);
      if (message?.state !== 'sent' || message.last_error === PASSED_ON) throw new AlreadyDone();
      await this.database.update(OutboxMessage, { id }, { state: 'failed', last_error: 'returned' });
      await this.suppressions.add(message.recipient, 'returned', { type: 'mail', id });
      if (message.person_id !== null) await this.bus.tell('mail.returned', { person_ids: [message.person_id] });
    });
  }

  /** Notes of letters that had left that somebody else got them, in the caller's transaction: nobody was told what they say. */
  async strayed(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      await this.database.execute(
        "UPDATE outbox SET state = 'failed', last_error = 'not_me' WHERE id = ? AND state = 'sent'",
        [id],
      );
    }
  }

  /** What cannot be taken back does not leave once more. */
  private async letRunOut({ sql, params }: Range): Promise<void> {
    const at = nowIso();
    await this.database.execute(
      `UPDATE outbox SET expires_at = ? WHERE ${sql} AND state IN ('waiting', 'stopped', 'failed', 'suppressed')
         AND (expires_at IS NULL OR expires_at > ?)`,
      [at, ...params, at],
    );
  }

  private rowOf(given: Message): Partial<OutboxMessage> {
    const { letter, attachments, dedupe_key, batch_id, person_id, unsubscribe_url, not_before, ...message } = given;
    const recipient = mailAddress(message.recipient);
    const isSound = !LINE_BREAK.test(letter.subject) && (!unsubscribe_url || HEADER_URL.test(unsubscribe_url));
    if (recipient === null || !isSound) throw new DomainError('mail.header');
    return {
      ...message,
      recipient,
      message_id: `<${randomUUID()}@${new URL(this.holder.settings.publicUrl).hostname}>`,
      subject: letter.subject,
      body: letter.text,
      html: letter.html,
      attachments: attachments?.length ? JSON.stringify(attachments) : null,
      unsubscribe_url: unsubscribe_url ?? null,
      dedupe_key: dedupe_key ?? null,
      batch_id: batch_id ?? null,
      person_id: person_id ?? null,
      priority: batch_id ? 1 : 0,
      state: 'waiting',
      next_attempt_at: not_before ?? '',
      created_at: nowIso(),
    };
  }

  private async knownKeys(keys: string[]): Promise<string[]> {
    const sql = 'SELECT dedupe_key FROM outbox WHERE dedupe_key IN (?)';
    return (await this.database.rowsIn<{ dedupe_key: string }>(sql, keys)).map(({ dedupe_key }) => dedupe_key);
  }

  /** Held until the commit: one that is being stopped has this message among its own, or sees it stopped here. */
  private async stoppedBatches(ids: number[]): Promise<Set<number>> {
    const stopped = new Set<number>();
    for (const id of new Set(ids)) {
      const sql = 'SELECT id, stopped_at FROM mail_batches WHERE id = ?';
      const [batch] = await this.database.rowsHeld<{ stopped_at: string | null }>(sql, [id]);
      if (batch && batch.stopped_at !== null) stopped.add(id);
    }
    return stopped;
  }
}

interface Range {
  sql: string;
  params: (string | number)[];
}

function rangesOf(which: Which): Range[] {
  if ('prefix' in which) {
    return [{ sql: 'dedupe_key >= ? AND dedupe_key < ?', params: [which.prefix, `${which.prefix}${LAST}`] }];
  }
  if ('keys' in which) return which.keys.map((key) => ({ sql: 'dedupe_key = ?', params: [key] }));
  if ('ids' in which) return which.ids.map((id) => ({ sql: 'id = ?', params: [id] }));
  const { people, kinds } = which;
  if (kinds.length === 0) return [];
  return people.map((id) => ({ sql: `person_id = ? AND kind IN (${placeholders(kinds)})`, params: [id, ...kinds] }));
}
