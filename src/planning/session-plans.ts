import { Injectable } from '@nestjs/common';
import type { Session } from '../activities/activities.entities.js';
import { Corrections } from '../activities/corrections.js';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { EventLog } from '../events/event-log.js';
import { RowsRunner } from '../interchange/rows-runner.js';
import type { SessionInput } from './session-fields.js';

/** A session as its own form says it. */
export interface PlannedSession extends SessionInput {
  /** The number of the session it makes up for; null for none. */
  makes_up: number | null;
}

/** Adds sessions to an activity, cancels them and brings them back. */
@Injectable()
export class SessionPlans {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rows: RowsRunner,
    private readonly corrections: Corrections,
    private readonly events: EventLog,
  ) {}

  /**
   * Adds a session by the rules of the files, once for one form however often it is sent.
   * @param number the one it was to get when its form was opened: if a session like it has that number, it is the one
   * @returns the number it has @throws NotFound, InvalidFields
   */
  async add(code: string, input: PlannedSession, number: number): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const sessions = await this.sessionsOf(activity);
      const same = sessions.find((each) => each.number === number && isSame(each, input));
      if (same) return same.number;
      const next = nextNumber(sessions);
      await this.rows.one('sessions', { ...input, activity: code, number: next });
      const { id } = await this.door.session(activity, next);
      const detail = { activity: code, session: next, after: input };
      await this.events.record({ kind: 'session.added', subject: { type: 'session', id }, detail });
      return next;
    });
  }

  /** Cancels a session as of a version; what was noted at it stays and does not count. @throws EditConflict, NotFound */
  async cancel(code: string, number: number, version: number): Promise<void> {
    await this.corrections.changeSession(code, number, version, { status: 'cancelled' });
  }

  /** Brings a cancelled session back, with all that was noted at it; one that is not cancelled stays as it is. @throws NotFound */
  async restore(code: string, number: number): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.door.session(await this.door.activity(code), number);
      if (session.status !== 'cancelled') return;
      const status = await this.corrections.statusOn(session, session.date);
      await this.corrections.changeSession(code, number, session.version, { status });
    });
  }

  private sessionsOf({ id }: OpenActivity): Promise<Session[]> {
    return this.database.rowsForUpdate<Session>('SELECT * FROM sessions WHERE activity_id = ? ORDER BY number', [id]);
  }
}

/** The number that the next session of an activity gets. */
export function nextNumber(sessions: readonly Pick<Session, 'number'>[]): number {
  return Math.max(0, ...sessions.map(({ number }) => number)) + 1;
}

/** What the form of a session says. */
export const SESSION_PARTS = ['date', 'start', 'end', 'venue', 'makes_up'] as const;

/** Whether nothing that a form says differs from a session. */
export function isSame(session: Session, input: PlannedSession): boolean {
  return SESSION_PARTS.every((part) => session[part] === input[part]);
}
