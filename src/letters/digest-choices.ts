import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';
import { DigestChoice } from './letters.entities.js';

/** Which organizers want the weekly letter of what falls due: all who did not say otherwise. */
@Injectable()
export class DigestChoices {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /** Whether somebody wants it. */
  async isWanted(userId: number): Promise<boolean> {
    const row = await this.database.row<Pick<DigestChoice, 'wanted'>>(
      'SELECT wanted FROM digest_choices WHERE user_id = ?',
      [userId],
    );
    return row?.wanted !== 0;
  }

  /** Keeps what somebody chose, with an event if it is something else than before. */
  async choose(userId: number, wanted: boolean): Promise<void> {
    await this.database.transaction(async () => {
      // One after the other: of two at once both would make the row.
      await this.database.rowsForUpdate('SELECT id FROM users WHERE id = ?', [userId]);
      const [known] = await this.database.rowsForUpdate<DigestChoice>(
        'SELECT id, wanted FROM digest_choices WHERE user_id = ?',
        [userId],
      );
      if ((known?.wanted !== 0) === wanted) return;
      if (known) await this.database.update(DigestChoice, { id: known.id }, { wanted: wanted ? 1 : 0 });
      else await this.database.insert(DigestChoice, [{ user_id: userId, wanted: wanted ? 1 : 0 }]);
      const kind = wanted ? 'digest.taken' : 'digest.declined';
      await this.events.record({ kind, subject: { type: 'user', id: userId } });
    });
  }
}
