import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { EditConflict, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { chosenOf, type ChosenReminders } from './due-days.js';
import { LearnerLettersEnd } from './learner-letters-end.js';
import { DueReminder } from './learning.entities.js';

/** When each course reminds those who are enrolled of their due dates, as trainers choose it. */
@Injectable()
export class DueChoices {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly letters: LearnerLettersEnd,
    private readonly events: EventLog,
  ) {}

  /** What was chosen for a course, else the usual. */
  async of(activityId: number): Promise<ChosenReminders> {
    const sql = 'SELECT * FROM due_reminders WHERE activity_id = ?';
    return chosenOf(await this.database.row<DueReminder>(sql, [activityId]));
  }

  /**
   * Chooses the days; what waits and is not asked for any more is taken back.
   * @param version the one that was read, 0 for none @throws EditConflict, NotFound
   */
  async choose(code: string, version: number, chosen: Omit<ChosenReminders, 'version'>): Promise<void> {
    await this.database.transaction(async () => {
      const { id, kind } = await this.door.activity(code);
      if (kind !== 'course') throw new NotFound();
      if ((await this.of(id)).version !== version) throw new EditConflict();
      const row = { ...chosen, reminder_days: chosen.reminder_days.join(',') };
      if (version === 0) await this.database.insert(DueReminder, [{ activity_id: id, ...row, version: 1 }]);
      else await this.database.update(DueReminder, { activity_id: id, version }, { ...row, version: version + 1 });
      await this.events.record({ kind: 'due_reminders.chosen', subject: { type: 'activity', id }, detail: row });
      await this.letters.takeBack([id]);
    });
  }
}
