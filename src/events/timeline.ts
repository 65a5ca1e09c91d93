import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

/** The things whose events are asked for. */
export interface Subjects {
  type: string;
  ids: readonly number[];
}

/** An event as it is told: what was done, by whom, through which door. */
export interface ToldEvent {
  id: number;
  at: string;
  kind: string;
  door: string;
  /** Null: nobody who signed in, or somebody who is no user any more. */
  actor: string | null;
  detail: Record<string, unknown>;
}

/** How many events a page tells; the rest stays in the table. */
const MOST_TOLD = 30;

/** Reads what happened to something. */
@Injectable()
export class Timeline {
  constructor(private readonly database: Database) {}

  /** The latest events of any of these things, the latest first. */
  async of(subjects: readonly Subjects[]): Promise<ToldEvent[]> {
    const asked = subjects.filter(({ ids }) => ids.length > 0);
    if (asked.length === 0) return [];
    const each = asked.map(({ ids }) => `(e.subject_type = ? AND e.subject_id IN (${ids.map(() => '?').join(',')}))`);
    const rows = await this.database.rows<Omit<ToldEvent, 'detail'> & { detail: string | null }>(
      `SELECT e.id, e.at, e.kind, e.door, e.detail, u.name AS actor FROM events e LEFT JOIN users u ON u.id = e.actor_id
       WHERE ${each.join(' OR ')} ORDER BY e.id DESC LIMIT ${MOST_TOLD}`,
      asked.flatMap(({ type, ids }) => [type, ...ids]),
    );
    return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail ?? '{}') as Record<string, unknown> }));
  }
}
