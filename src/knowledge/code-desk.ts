import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { KnowledgeCodes } from './knowledge-codes.js';

/** Gives people of a roster another personal code where theirs got into wrong hands or was lost. */
@Injectable()
export class CodeDesk {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly codes: KnowledgeCodes,
    private readonly events: EventLog,
  ) {}

  /**
   * Ends the code of somebody and makes another, with another number; what they answered stays theirs.
   * @param personId after merges @returns the new number @throws NotFound, also of who is not on the roster
   */
  async replace(code: string, personId: number): Promise<number> {
    return this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const [line] = await this.database.rowsNow(
        `SELECT r.id FROM participations r JOIN people p ON p.id = r.person_id
         WHERE r.activity_id = ? AND COALESCE(p.merged_into_id, p.id) = ? LIMIT 1`,
        [id, personId],
      );
      if (!line) throw new NotFound();
      await this.codes.withdraw(id, personId);
      const made = (await this.codes.ensure(id, [personId])).get(personId);
      const detail = { activity: code, person: personId };
      await this.events.record({ kind: 'knowledge.code_replaced', subject: { type: 'activity', id }, detail });
      return made?.number ?? 0;
    });
  }
}
