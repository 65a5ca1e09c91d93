import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { NameCorrection } from './mine.entities.js';
import type { Holder } from './participant-links.js';

/** So many corrections of one person may wait at once: more is no correction. */
export const MOST_WAITING = 3;

/** What a participant asks for. */
export interface Wanted {
  wanted_name: string;
  remark: string | null;
}

/** A correction as whoever asked for it sees it. */
export type AskedCorrection = Pick<
  NameCorrection,
  'id' | 'wanted_name' | 'remark' | 'state' | 'reason' | 'asked_at' | 'decided_at'
>;

/** Participants say how their name should be written. Nothing changes before the staff has decided. */
@Injectable()
export class NameCorrections {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** What was asked for, the latest first. @param records the person and the records merged into it */
  async of(records: readonly number[]): Promise<AskedCorrection[]> {
    const rows = await this.database.rowsIn<AskedCorrection>(
      `SELECT id, wanted_name, remark, state, reason, asked_at, decided_at FROM name_corrections
       WHERE person_id IN (?)`,
      [...records],
    );
    return rows.sort((a, b) => b.id - a.id);
  }

  /**
   * Asks, once for one form however often it is sent.
   * @throws DomainError `mine.same_name` where it is written so already and the name is not kept back; `mine.too_many_waiting`
   */
  async ask({ link, person }: Holder, wanted: Wanted, form_key: string, isHidden: boolean): Promise<void> {
    // Of a name that is kept back nothing is told, also not that it was guessed.
    if (!isHidden && wanted.wanted_name === person.full_name) throw new DomainError('mine.same_name');
    await this.database.transaction(async () => {
      // One after the other: of four at once all would find room.
      await this.database.rowsForUpdate('SELECT id FROM people WHERE id = ?', [person.id]);
      const known = await this.database.rows<Pick<NameCorrection, 'form_key' | 'state'>>(
        `SELECT c.form_key, c.state FROM name_corrections c JOIN people p ON p.id = c.person_id
         WHERE p.id = ? OR p.merged_into_id = ?`,
        [person.id, person.id],
      );
      if (known.some((each) => each.form_key === form_key)) return;
      const waiting = known.filter(({ state }) => state === 'waiting').length;
      if (waiting >= MOST_WAITING) throw new DomainError('mine.too_many_waiting', { most: MOST_WAITING });
      const asked = { person_id: link.person_id, ...wanted, state: 'waiting', asked_at: nowIso(), form_key } as const;
      const id = await this.database.insertOne(NameCorrection, asked);
      const subject = { type: 'person', id: link.person_id };
      await this.events.record({ kind: 'correction.asked', subject, detail: { correction: id }, byLink: true });
    });
  }
}
