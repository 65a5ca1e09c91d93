import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';
import { actor, actorMay } from '../web/actor.js';
import { BatchReaders } from './batch-readers.js';
import { oneLine } from './mail-template.js';
import { MailBatch } from './mail.entities.js';
import type { MessageState } from './message-state.js';
import { Sender } from './sender.js';

/** What a batch is about. */
export interface NewBatch {
  kind: string;
  /** What the list of batches calls it: "Giấy mời: Tập huấn cho cha mẹ". */
  title: string;
  /** What it is about, so that it is found there: `activity` with its id. */
  subject?: { type: string; id: number };
  /** Of what it is the batch: made twice, it is there once. */
  batch_key?: string | null;
}

/** A batch as the list shows it. */
export type ListedBatch = MailBatch & { author: string | null };
/** How many messages of a batch stand where. */
export type BatchCounts = Partial<Record<MessageState, number>>;

const LISTED = 'SELECT b.*, u.name AS author FROM mail_batches b LEFT JOIN users u ON u.id = b.author_id';

/** Messages that go to many at once: they can be stopped, and sent on later. */
@Injectable()
export class Batches {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly sender: Sender,
    private readonly readers: BatchReaders,
  ) {}

  /** Opens a batch in the caller's transaction, by whoever acts. @returns its id, and whether it is new */
  async open({ kind, title, subject, batch_key = null }: NewBatch): Promise<{ id: number; isNew: boolean }> {
    if (batch_key !== null) {
      const sql = 'SELECT id FROM mail_batches WHERE batch_key = ?';
      const [known] = await this.database.rows<{ id: number }>(sql, [batch_key]);
      if (known) return { id: known.id, isNew: false };
    }
    const row = { kind, title: [...oneLine(title)].slice(0, 190).join(''), batch_key };
    const about = { subject_type: subject?.type ?? null, subject_id: subject?.id ?? null };
    const id = await this.database.insertOne(MailBatch, {
      ...{ ...row, ...about, author_id: actor()?.user_id ?? null },
      created_at: nowIso(),
    });
    await this.events.record({ kind: 'mail.batch_opened', subject: { type: 'mail_batch', id } });
    return { id, isNew: true };
  }

  /** Lets nothing of it leave any more, but for a letter that is on its way. @returns false if it was stopped before */
  stop(id: number): Promise<boolean> {
    return this.turn(id, { stopped_at: nowIso(), kind: 'mail.batch_stopped', states: ['stopped', 'waiting'] });
  }

  /** Lets the rest of it leave. @returns false if it was not stopped */
  resume(id: number): Promise<boolean> {
    return this.turn(id, { stopped_at: null, kind: 'mail.batch_resumed', states: ['waiting', 'stopped'] });
  }

  /** Those that whoever acts may see, newest first. */
  async list(offset: number, limit: number): Promise<ListedBatch[]> {
    const { sql, params } = await this.visible();
    return this.database.rows<ListedBatch>(
      `${LISTED} WHERE ${sql} ORDER BY b.id DESC LIMIT ${limit} OFFSET ${offset}`,
      params,
    );
  }

  /** All that are about something, by whomever, newest first. Whoever asks decides who sees them. */
  about({ type, id }: { type: string; id: number }): Promise<ListedBatch[]> {
    return this.database.rows<ListedBatch>(
      `${LISTED} WHERE b.subject_type = ? AND b.subject_id = ? ORDER BY b.id DESC`,
      [type, id],
    );
  }

  /** How many there are that whoever acts may see. */
  async count(): Promise<number> {
    const { sql, params } = await this.visible();
    const counted = await this.database.row<{ number: number }>(
      `SELECT COUNT(*) AS number FROM mail_batches b WHERE ${sql}`,
      params,
    );
    return Number(counted?.number);
  }

  /** One that whoever acts may see. */
  async one(id: number): Promise<ListedBatch | undefined> {
    const { sql, params } = await this.visible();
    return this.database.row<ListedBatch>(`${LISTED} WHERE b.id = ? AND ${sql}`, [id, ...params]);
  }

  /** Where the messages of batches stand. */
  async counts(ids: readonly number[]): Promise<Map<number, BatchCounts>> {
    const rows = await this.database.rowsIn<{ batch_id: number; state: MessageState; number: number }>(
      'SELECT batch_id, state, COUNT(*) AS number FROM outbox WHERE batch_id IN (?) GROUP BY batch_id, state',
      [...ids],
    );
    const counts = new Map<number, BatchCounts>(ids.map((id) => [id, {}]));
    for (const { batch_id, state, number } of rows)
      Object.assign(counts.get(batch_id) ?? {}, { [state]: Number(number) });
    return counts;
  }

  /** The own ones, and those about what lies inside the territory: a wrong letter waits for nobody's leave. Administrators: all. */
  private async visible(): Promise<{ sql: string; params: Param[] }> {
    if (actorMay('account.manage')) return { sql: '1 = 1', params: [] };
    const inside = await this.readers.condition();
    return { sql: `(b.author_id = ? OR ${inside.sql})`, params: [actor()?.user_id ?? 0, ...inside.params] };
  }

  private turn(
    id: number,
    { stopped_at, kind, states }: { stopped_at: string | null; kind: string; states: [MessageState, MessageState] },
  ): Promise<boolean> {
    return this.database.transaction(async () => {
      const [batch] = await this.database.rowsForUpdate<MailBatch>('SELECT * FROM mail_batches WHERE id = ?', [id]);
      if (!batch || (batch.stopped_at === null) === (stopped_at === null)) return false;
      await this.database.update(MailBatch, { id }, { stopped_at });
      const sql = 'UPDATE outbox SET state = ? WHERE batch_id = ? AND state = ?';
      await this.database.execute(sql, [states[0], id, states[1]]);
      await this.events.record({ kind, subject: { type: 'mail_batch', id } });
      this.database.afterCommit(() => this.sender.kick());
      return true;
    });
  }
}
