import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { EditConflict } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { LetterSettings } from './letters.entities.js';
import { MOST_DAYS } from './reminding.js';

/** What is written without a press, as somebody chose it for an activity. */
export type ChosenLetters = Pick<LetterSettings, 'tells_changes' | 'certificate_as' | 'version'> & {
  /** Days before each session, the most first. */
  reminder_days: readonly number[];
};

export const CERTIFICATE_AS = ['link', 'attachment', 'none'] as const;
const USUAL: ChosenLetters = { reminder_days: [], tells_changes: 1, certificate_as: 'link', version: 0 };

/** What each activity has written to its people without anybody pressing a button. */
@Injectable()
export class LetterChoices {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly events: EventLog,
    private readonly bus: Bus,
  ) {}

  /** What was chosen for an activity, else the usual: changes are told, certificates go as a link, nobody is reminded. */
  async of(activityId: number): Promise<ChosenLetters> {
    const row = await this.database.row<LetterSettings>('SELECT * FROM letter_settings WHERE activity_id = ?', [
      activityId,
    ]);
    return row ? chosen(row) : USUAL;
  }

  /** @param version the one that was read, 0 for none @throws EditConflict, NotFound */
  async choose(
    code: string,
    version: number,
    { reminder_days, ...rest }: Omit<ChosenLetters, 'version'>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const { id } = await this.door.activity(code);
      const before = await this.of(id);
      if (before.version !== version) throw new EditConflict();
      const row = { ...rest, reminder_days: reminder_days.join(',') };
      if (version === 0) await this.database.insert(LetterSettings, [{ activity_id: id, ...row, version: 1 }]);
      else await this.database.update(LetterSettings, { activity_id: id, version }, { ...row, version: version + 1 });
      await this.events.record({ kind: 'letters.chosen', subject: { type: 'activity', id }, detail: row });
      await this.bus.tell('letters.chosen', { activity_id: id });
    });
  }
}

function chosen({ reminder_days, tells_changes, certificate_as, version }: LetterSettings): ChosenLetters {
  return { reminder_days: readDays(reminder_days) ?? [], tells_changes, certificate_as, version };
}

/** Days as people type them, `7, 3 1`; null: something else, or more than five of them. */
export function readDays(typed: string): number[] | null {
  const parts = typed.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length > 5 || parts.some((part) => !/^\d{1,2}$/.test(part) || Number(part) > MOST_DAYS)) return null;
  return [...new Set(parts.map(Number))].sort((a, b) => b - a);
}
