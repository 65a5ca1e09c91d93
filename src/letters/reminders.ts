import { Injectable, type OnModuleInit } from '@nestjs/common';
import { now, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { Bus } from '../events/domain-events.js';
import { type Message, Outbox } from '../mail/outbox.js';
import { addDays } from '../web/day.js';
import { HourlySweep } from '../web/hourly-sweep.js';
import { Log } from '../web/log.js';
import { ActivityLetters } from './activity-letters.js';
import { Addressees } from './addressees.js';
import { readDays } from './letter-choices.js';
import { keys } from './letter-kinds.js';

/** Nobody is reminded in the night: not before this hour in Viet Nam. */
const FROM_HOUR = 7;
/** A reminder that could not be written on its day, because nothing ran, is written on the next. */
const LATE_DAYS = 1;
const HOUR_IN_VIET_NAM = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit' });

interface DueSession {
  id: number;
  activity_id: number;
  number: number;
  date: string;
  start: string | null;
  reminder_days: string;
}

/**
 * Reminds of sessions so many days before, as their activity says: everybody on the roster once for each of these days. What has
 * not left is taken back when the session is moved or cancelled.
 */
@Injectable()
export class Reminders extends HourlySweep implements OnModuleInit {
  constructor(
    database: Database,
    log: Log,
    private readonly letters: ActivityLetters,
    private readonly addressees: Addressees,
    private readonly outbox: Outbox,
    private readonly bus: Bus,
  ) {
    super(database, log, 'reminders could not be written');
  }

  onModuleInit(): void {
    this.bus.on('activities.requalified', ({ activity_ids }) => this.takeBack(activity_ids));
  }

  /** Writes what is due. @returns how many messages */
  async sweep(): Promise<number> {
    if (Number(HOUR_IN_VIET_NAM.format(now())) < FROM_HOUR) return 0;
    let count = 0;
    for (const session of await this.candidates()) {
      for (const days of readDays(session.reminder_days) ?? []) {
        if (isDue(session.date, days, today())) count += await this.remind(session, days);
      }
    }
    return count;
  }

  private candidates(): Promise<DueSession[]> {
    return this.database.rows<DueSession>(
      `SELECT s.id, s.activity_id, s.number, s.date, s.start, l.reminder_days
       FROM letter_settings l JOIN activities a ON a.id = l.activity_id JOIN sessions s ON s.activity_id = a.id
       WHERE l.reminder_days <> '' AND a.status IN ('open', 'running') AND s.status = 'planned' AND s.date >= ? AND s.date <= ?
       ORDER BY s.id`,
      [today(), addDays(today(), 30)],
    );
  }

  private remind({ id, activity_id, number, date, start }: DueSession, days: number): Promise<number> {
    return this.database.transaction(async () => {
      const told = await this.letters.told(activity_id);
      const session = told?.schedule.sessions.find((each) => each.number === number);
      if (!told || session?.date !== date) return 0;
      const messages: Message[] = [];
      const begins = new Date(`${date}T${start ?? '23:59'}:00+07:00`).toISOString();
      if (begins <= now().toISOString()) return 0;
      const people = (await this.addressees.of(told.activity, 'reminder')).filter(({ paper }) => paper === null);
      const known = await this.written(people.map((person) => keys.reminder(id, date, days, person.id)));
      for (const person of people) {
        const key = keys.reminder(id, date, days, person.id);
        if (known.has(key)) continue;
        messages.push({
          kind: 'reminder',
          recipient: person.email ?? '',
          person_id: person.id,
          locale: person.locale,
          ...(await this.letters.write('reminder', told, person, { mailed: true, session })),
          dedupe_key: key,
          expires_at: begins,
        });
      }
      return (await this.outbox.putAll(messages)).filter(Boolean).length;
    });
  }

  private async written(dedupeKeys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.rowsIn<{ dedupe_key: string }>(
      'SELECT dedupe_key FROM outbox WHERE dedupe_key IN (?)',
      [...dedupeKeys],
    );
    return new Set(rows.map(({ dedupe_key }) => dedupe_key));
  }

  /** Of sessions that are not any more on the day of which they were reminded. */
  private async takeBack(ids: readonly number[]): Promise<void> {
    const sessions = await this.database.rowsIn<Pick<DueSession, 'id' | 'date'> & { status: string; activity: string }>(
      `SELECT s.id, s.date, s.status, a.status AS activity FROM letter_settings l JOIN activities a ON a.id = l.activity_id
       JOIN sessions s ON s.activity_id = a.id WHERE l.reminder_days <> '' AND a.id IN (?)`,
      [...ids],
    );
    for (const { id, date, status, activity } of sessions) {
      const waiting = await this.database.rows<{ id: number; dedupe_key: string }>(
        "SELECT id, dedupe_key FROM outbox WHERE state IN ('waiting', 'stopped') AND kind = 'reminder' AND dedupe_key LIKE ?",
        [`${keys.reminders(id)}%`],
      );
      const stands = status === 'planned' && activity !== 'cancelled';
      const gone = waiting.filter(
        ({ dedupe_key }) => !stands || !dedupe_key.startsWith(`${keys.reminders(id)}${date}:`),
      );
      if (gone.length > 0) await this.outbox.cancel({ ids: gone.map((message) => message.id) });
    }
  }
}

/** Whether a session is to be reminded of today. */
function isDue(date: string, days: number, day: string): boolean {
  const on = addDays(date, -days);
  return on <= day && day <= addDays(on, days === 0 ? 0 : LATE_DAYS);
}
