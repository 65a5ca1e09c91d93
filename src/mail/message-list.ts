import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';
import { offsetOf } from '../web/pager.js';
import type { OutboxMessage } from './mail.entities.js';
import { type MessageState, STATES } from './message-state.js';

/** Messages of one page of a list. */
export const OUTBOX_PAGE = 50;

/** A message as a list shows it: without its text. */
export type ListedMessage = Pick<
  OutboxMessage,
  | 'id'
  | 'kind'
  | 'recipient'
  | 'subject'
  | 'created_at'
  | 'expires_at'
  | 'sent_at'
  | 'attempts'
  | 'last_error'
  | 'state'
  | 'batch_id'
  | 'person_id'
>;

/** Which messages: those of a batch, or all; in one state, or in any. */
export interface Asked {
  batch?: number;
  state: MessageState | null;
  /** Counted from 1. */
  page: number;
}

/** What a list of messages shows. */
export interface Listed {
  messages: ListedMessage[];
  counts: Record<MessageState, number>;
  /** Of the state that was asked for. */
  total: number;
}

/** One that waits and has run out is not sent any more, whether or not somebody has noted that yet. */
const STATE = "CASE WHEN state IN ('waiting', 'stopped') AND expires_at <= ? THEN 'expired' ELSE state END";
const COLUMNS =
  'id, kind, recipient, subject, created_at, expires_at, sent_at, attempts, last_error, batch_id, person_id';

/** Reads lists of messages, newest first. */
@Injectable()
export class MessageList {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** A page of messages, and how many stand where. */
  page({ batch, state, page }: Asked): Promise<Listed> {
    const at = nowIso();
    const [where, params] = batch === undefined ? ['1 = 1', []] : ['batch_id = ?', [batch]];
    return this.database.snapshot(async () => {
      const rows = await this.database.rows<{ state: MessageState; number: number }>(
        `SELECT ${STATE} AS state, COUNT(*) AS number FROM outbox WHERE ${where} GROUP BY 1`,
        [at, ...params],
      );
      const counts = Object.fromEntries(STATES.map((each) => [each, 0])) as Listed['counts'];
      for (const row of rows) counts[row.state] = Number(row.number);
      const all = Object.values(counts).reduce((sum, each) => sum + each, 0);
      const total = state === null ? all : counts[state];
      const messages = await this.database.rows<ListedMessage>(
        `SELECT ${COLUMNS}, ${STATE} AS state FROM outbox WHERE ${where} ${state === null ? '' : `AND ${STATE} = ?`}
          ORDER BY id DESC LIMIT ${OUTBOX_PAGE} OFFSET ?`,
        [at, ...params, ...(state === null ? [] : [at, state]), offsetOf({ page, total, size: OUTBOX_PAGE })],
      );
      return { messages, counts, total };
    });
  }

  /** One message with its text. */
  one(id: number): Promise<OutboxMessage | undefined> {
    return this.database.row<OutboxMessage>('SELECT * FROM outbox WHERE id = ?', [id]);
  }

  /** Records that whoever acts reads a message. */
  async noteReading(id: number): Promise<void> {
    await this.database.transaction(() => this.events.record({ kind: 'mail.read', subject: { type: 'mail', id } }));
  }
}

/** The state that an address asks for; null: any. */
export function stateAsked(given: unknown): MessageState | null {
  return STATES.find((state) => state === given) ?? null;
}
