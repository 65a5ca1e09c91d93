import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ActivityStatus, SessionStatus } from '../activities/activities.entities.js';
import { now, today } from '../config/clock.js';
import { pieces } from '../database/chunks.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { type Message, Outbox } from '../mail/outbox.js';
import { addDays } from '../web/day.js';
import { HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';
import { ActivityLetters } from './activity-letters.js';
import { Addressees } from './addressees.js';
import { readDays } from './letter-choices.js';
import { beginsWith, keys } from './letter-kinds.js';
import { LetterMessages } from './letter-messages.js';
import { isDue, isReminderTime, MOST_DAYS } from './reminding.js';
import { sessionPrint, type ToldSession } from './schedule.js';

/** Sessions of one question: an engine allows only so many alternatives in one. */
const MOST_SESSIONS = 250;

interface DueSession {
  id: number;
  activity_id: number;
  number: number;
  date: string;
  start: string | null;
  reminder_days: string;
}

type RemindedSession = ToldSession & {
  id: number;
  status: SessionStatus;
  activity: ActivityStatus;
  unit_code: string;
  reminder_days: string | null;
};

/**
 * Reminds of sessions so many days before, as their activity says: everybody on the roster once for each of these days, in a
 * batch that can be stopped. What has not left is taken back when the session is changed or cancelled, or nobody is to be
 * reminded any more.
 */
@Injectable()
export class Reminders extends HourlySweep implements OnModuleInit {
  constructor(
    database: Database,
    log: Log,
    private readonly letters: ActivityLetters,
    private readonly addressees: Addressees,
    private readonly messages: LetterMessages,
    private readonly outbox: Outbox,
    private readonly bus: Bus,
  ) {
    super(database, log, 'reminders could not be written');
  }

  onModuleInit(): void {
    this.bus.on('letters.unsettled', ({ activity_ids }) => this.takeBack(activity_ids));
    this.bus.on('letters.chosen', ({ activity_id }) => this.takeBack([activity_id]));
  }

  /** Writes what is due, of several days that are due at once only the smallest. @returns how many messages */
  async sweep(): Promise<number> {
    if (!isReminderTime()) return 0;
    let count = 0;
    for (const session of await this.candidates()) {
      const due = (readDays(session.reminder_days) ?? []).filter((days) => isDue(session.date, days, today()));
      if (due.length > 0) count += await this.remind(session, Math.min(...due));
    }
    return count;
  }

  private candidates(): Promise<DueSession[]> {
    return this.database.rows<DueSession>(
      `SELECT s.id, s.activity_id, s.number, s.date, s.start, l.reminder_days
       FROM letter_settings l JOIN activities a ON a.id = l.activity_id JOIN sessions s ON s.activity_id = a.id
       WHERE l.reminder_days <> '' AND a.status IN ('open', 'running') AND s.status = 'planned' AND s.date >= ? AND s.date <= ?
       ORDER BY s.id`,
      [today(), addDays(today(), MOST_DAYS)],
    );
  }

  private remind({ id, activity_id, number, date, start }: DueSession, days: number): Promise<number> {
    return this.database.transaction(async () => {
      const told = await this.letters.told(activity_id);
      const session = told?.schedule.sessions.find((each) => each.number === number);
      if (!told || session?.date !== date) return 0;
      const begins = new Date(`${date}T${start ?? '23:59'}:00+07:00`).toISOString();
      if (begins <= now().toISOString()) return 0;
      const known = await this.reminded(id, date, days);
      const people = (await this.addressees.of(told.activity, 'reminder')).filter(
        ({ paper, records }) => paper === null && !records.some((record) => known.has(record)),
      );
      if (people.length === 0) return 0;
      const batch_id = await this.messages.batch('reminder', told, {
        session,
        batch_key: keys.remindersOn(id, date, days),
      });
      const print = sessionPrint(session, told.schedule.place);
      const messages: Message[] = [];
      for (const person of people) {
        messages.push({
          kind: 'reminder',
          recipient: person.email ?? '',
          person_id: person.id,
          locale: person.locale,
          ...(await this.letters.write('reminder', told, person, { mailed: true, session })),
          dedupe_key: keys.reminder(id, date, days, person.id, print),
          batch_id,
          expires_at: begins,
        });
      }
      return (await this.outbox.putAll(messages)).filter(Boolean).length;
    });
  }

  /** The records of people that were reminded of a session on its day so many days before, whatever else it said. */
  private async reminded(session: number, date: string, days: number): Promise<ReadonlySet<number>> {
    const rows = await this.database.rows<{ dedupe_key: string }>(
      'SELECT dedupe_key FROM outbox WHERE dedupe_key LIKE ?',
      [`${keys.remindersOn(session, date, days)}%`],
    );
    return new Set(rows.map(({ dedupe_key }) => Number(dedupe_key.split(':')[4])));
  }

  /** Of sessions that are not any more what was told of them, and on days that are not asked for any more. */
  private async takeBack(ids: readonly number[]): Promise<void> {
    const sessions = await this.database.rowsIn<RemindedSession>(
      `SELECT s.*, a.status AS activity, a.unit_code, l.reminder_days
       FROM activities a JOIN sessions s ON s.activity_id = a.id LEFT JOIN letter_settings l ON l.activity_id = a.id
       WHERE a.id IN (?)`,
      [...ids],
    );
    for (const some of pieces(sessions, MOST_SESSIONS)) {
      const begun = beginsWith(
        'dedupe_key',
        some.map(({ id }) => keys.reminders(id)),
      );
      const waiting = await this.database.rows<{ id: number; dedupe_key: string }>(
        `SELECT id, dedupe_key FROM outbox WHERE state IN ('waiting', 'stopped') AND kind = 'reminder' AND ${begun.sql}`,
        begun.params,
      );
      const byId = new Map(some.map((session) => [session.id, session]));
      const gone = waiting.filter(({ dedupe_key }) => !stillHolds(byId, dedupe_key)).map((message) => message.id);
      if (gone.length > 0) await this.outbox.cancel({ ids: gone }, 'tried');
    }
  }
}

/** Whether a reminder says what stands, and is wanted. */
function stillHolds(sessions: ReadonlyMap<number, RemindedSession>, key: string): boolean {
  const [, id, date, days, , print] = key.split(':');
  const reminded = sessions.get(Number(id));
  if (!reminded) return true;
  const { status, activity, reminder_days, unit_code, ...session } = reminded;
  const takesPlace = status === 'planned' && (activity === 'open' || activity === 'running');
  const isAsked = (readDays(reminder_days ?? '') ?? []).includes(Number(days));
  return takesPlace && isAsked && date === session.date && print === sessionPrint(session, unit_code);
}
