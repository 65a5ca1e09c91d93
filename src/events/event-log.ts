import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { actor } from '../web/actor.js';
import { EventRow } from './events.entities.js';

/** What happened, to what. */
export interface Act {
  /** The noun and what happened to it: `plan.imported`. */
  kind: string;
  subject?: { type: string; id: number };
  /** Before and after, or counts. Never a secret or a national ID. */
  detail?: object;
  /** Somebody who is not signed in did it by a link of their own. */
  byLink?: true;
}

/** Acts are written in the transaction that does them: there is none without its event and no event without it. */
@Injectable()
export class EventLog {
  constructor(private readonly database: Database) {}

  /** Records an act of whoever is acting. @returns its id */
  async record(act: Act): Promise<number> {
    const by = act.byLink ? null : actor();
    return this.database.insertOne(EventRow, {
      at: nowIso(),
      actor_id: by?.user_id ?? null,
      door: act.byLink ? 'link' : (by?.door ?? 'command'),
      kind: act.kind,
      subject_type: act.subject?.type ?? null,
      subject_id: act.subject?.id ?? null,
      detail: act.detail ? JSON.stringify(act.detail) : null,
    });
  }
}
