import { Injectable } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { formatDate } from '../i18n/format.js';
import { translate } from '../i18n/translate.js';
import type { ToldActivity } from '../letters/activity-letters.js';
import { keys } from '../letters/letter-kinds.js';
import { isDue, isReminderTime, LATE_DAYS, MOST_DAYS } from '../letters/reminding.js';
import { Batches } from '../mail/batches.js';
import { type Message, Outbox } from '../mail/outbox.js';
import { addDays } from '../web/day.js';
import { HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { chosenOf, daysOf, OVERDUE } from './due-days.js';
import { LearnerLetters, type ReachedLearner } from './learner-letters.js';
import type { DueReminder } from './learning.entities.js';
import { MessageRounds } from './message-rounds.js';

/** So long a letter that a due date is over says something new. */
const OVERDUE_LASTS_DAYS = 7;

/** A due date of a course that somebody has who is not done. */
interface DueCourse {
  activity_id: number;
  code: string;
  due_on: string;
  /** Without a row null, as `version`. */
  reminder_days: string;
  tells_overdue: number;
  version: number | null;
}

/**
 * Reminds of the due dates of courses, so many days before and once after, as the course says: everybody who is enrolled and
 * not done once for each of these days, in a batch that can be stopped.
 */
@Injectable()
export class DueReminders extends HourlySweep {
  constructor(
    database: Database,
    log: Log,
    private readonly door: ActivityDoor,
    private readonly rounds: MessageRounds,
    private readonly letters: LearnerLetters,
    private readonly batches: Batches,
    private readonly outbox: Outbox,
    private readonly holder: SettingsHolder,
  ) {
    super(database, log, 'reminders of due dates could not be written');
  }

  /** Writes what is due, of several days that are due at once only the latest. @returns how many messages */
  async sweep(): Promise<number> {
    if (!isReminderTime()) return 0;
    let count = 0;
    for (const course of await this.candidates()) {
      const due = daysOf(chosenOf(rowOf(course))).filter((days) => isDue(course.due_on, days, today()));
      if (due.length > 0) count += await this.remind(course, Math.min(...due));
    }
    return count;
  }

  private candidates(): Promise<DueCourse[]> {
    return this.database.rows<DueCourse>(
      `SELECT DISTINCT e.activity_id, a.code, e.due_on, r.reminder_days, r.tells_overdue, r.version
       FROM enrolments e JOIN activities a ON a.id = e.activity_id LEFT JOIN due_reminders r ON r.activity_id = a.id
       WHERE e.due_on >= ? AND e.due_on <= ? AND e.withdrawn_at IS NULL AND e.completed_on IS NULL
         AND a.status IN ('open', 'running') ORDER BY e.activity_id, e.due_on`,
      [addDays(today(), OVERDUE - LATE_DAYS), addDays(today(), MOST_DAYS)],
    );
  }

  private remind({ activity_id, code, due_on }: DueCourse, days: number): Promise<number> {
    return this.database.transaction(async () => {
      await this.door.held(activity_id);
      const { told, people } = await this.rounds.ofEverybody(code, 'due_reminder');
      const known = await this.reminded(keys.dueOn(activity_id, due_on, days));
      const fresh = people.filter(
        ({ learner, person: { paper, records } }) =>
          learner.enrolment.due_on === due_on && paper === null && !records.some((record) => known.has(record)),
      );
      if (fresh.length === 0) return 0;
      const batch_id = await this.batch(told, due_on, days);
      const messages: Message[] = [];
      for (const each of fresh) messages.push(await this.messageTo(told, each, { due_on, days, batch_id }));
      return (await this.outbox.putAll(messages)).filter(Boolean).length;
    });
  }

  private async messageTo(
    told: ToldActivity,
    to: ReachedLearner,
    { due_on, days, batch_id }: { due_on: string; days: number; batch_id: number },
  ): Promise<Message> {
    const { person } = to;
    return {
      kind: 'due_reminder',
      recipient: person.email ?? '',
      person_id: person.id,
      locale: person.locale,
      ...(await this.letters.reminder(told, to)),
      dedupe_key: keys.due(told.activity.id, due_on, days, person.id),
      batch_id,
      expires_at: endOfDay(days === OVERDUE ? addDays(due_on, OVERDUE_LASTS_DAYS) : due_on),
    };
  }

  /** The records of people that were reminded already. */
  private async reminded(prefix: string): Promise<ReadonlySet<number>> {
    const rows = await this.database.rowsNow<{ dedupe_key: string }>(
      'SELECT dedupe_key FROM outbox WHERE dedupe_key LIKE ?',
      [`${prefix}%`],
    );
    return new Set(rows.map(({ dedupe_key }) => Number(dedupe_key.slice(prefix.length))));
  }

  private async batch({ activity }: ToldActivity, due_on: string, days: number): Promise<number> {
    const locale = this.holder.settings.defaultLocale;
    const key = days === OVERDUE ? 'course_letters.batch_overdue' : 'course_letters.batch_due';
    const title = translate(locale, key, { title: activity.title, date: formatDate(locale, due_on) });
    const subject = { type: 'activity', id: activity.id };
    const batch_key = keys.dueOn(activity.id, due_on, days);
    const { id } = await this.batches.open({ kind: 'due_reminder', title, subject, batch_key });
    return id;
  }
}

function rowOf(course: DueCourse): Omit<DueReminder, 'id' | 'activity_id'> | undefined {
  return course.version === null ? undefined : { ...course, version: course.version };
}

/** The last moment of a day in Viet Nam. */
function endOfDay(day: string): string {
  return new Date(`${addDays(day, 1)}T00:00:00+07:00`).toISOString();
}
