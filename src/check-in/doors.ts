import { Injectable } from '@nestjs/common';
import type { Session } from '../activities/activities.entities.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { now, nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { CHILD_GROUP } from '../people/privacy.js';
import { actor } from '../web/actor.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { CheckInDoor } from './check-in.entities.js';
import { Tickets } from './tickets.js';

/** A session whose door is open, as its participants see it. */
export interface OpenSession {
  id: number;
  code: string;
  title: string;
  number: number;
  date: string;
  start: string | null;
  end: string | null;
  venue: string | null;
  place_id: number | null;
  unit_code: string;
}

/** The doors of sessions: a trainer opens one on its day, and whoever reads the code on the wall comes in. */
@Injectable()
export class CheckInDoors {
  readonly tickets: Tickets;

  constructor(
    private readonly database: Database,
    private readonly activities: ActivityDoor,
    private readonly events: EventLog,
    holder: SettingsHolder,
  ) {
    this.tickets = new Tickets(holder.secret);
  }

  /**
   * Opens the door of a session on its day.
   * @param knowing whether it was agreed to where children are on the roster @throws NotFound, DomainError
   */
  async open(code: string, number: number, knowing: boolean): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.own(code, number);
      if (session.date !== today()) throw new DomainError('check_in.not_today', { date: session.date });
      if (session.status === 'cancelled') throw new DomainError('activities.attendance_of_cancelled', {}, 'conflict');
      if (!knowing && (await this.hasChildren(session.activity_id))) throw new DomainError('check_in.children');
      const said = { opened_at: nowIso(), opened_by_id: actor()?.user_id ?? null, closed_at: null };
      const known = await this.database.update(CheckInDoor, { session_id: session.id }, said);
      if (known === 0) await this.database.insert(CheckInDoor, [{ session_id: session.id, ...said }]);
      await this.record('check_in.opened', session);
    });
  }

  /** Closes it; a closed one stays closed. @throws NotFound */
  async close(code: string, number: number): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.own(code, number);
      const sql = 'UPDATE check_in_doors SET closed_at = ? WHERE session_id = ? AND closed_at IS NULL';
      if ((await this.database.execute(sql, [nowIso(), session.id])) > 0) await this.record('check_in.closed', session);
    });
  }

  /** Whether the door of a session is open: it is opened by somebody, and closes with the day. */
  async isOpen(session: Pick<Session, 'id' | 'date'>): Promise<boolean> {
    if (session.date !== today()) return false;
    const sql = 'SELECT id FROM check_in_doors WHERE session_id = ? AND closed_at IS NULL';
    return (await this.database.row(sql, [session.id])) !== undefined;
  }

  /** Whether children are on the roster of an activity: its doors are closed unless somebody says so. */
  async hasChildren(activityId: number): Promise<boolean> {
    const sql = 'SELECT id FROM participations WHERE activity_id = ? AND group_code = ? LIMIT 1';
    return (await this.database.row(sql, [activityId, CHILD_GROUP])) !== undefined;
  }

  /** The session of a pass, while its door is open. @throws NotFound */
  async behind(pass: string): Promise<OpenSession> {
    const id = this.tickets.sessionOfPass(pass, now());
    const session = await this.database.row<OpenSession & Pick<Session, 'status'>>(
      `SELECT s.id, a.code, a.title, s.number, s.date, s.start, s.end, s.venue, s.status, a.place_id, a.unit_code
       FROM sessions s JOIN activities a ON a.id = s.activity_id WHERE s.id = ? AND a.status <> 'cancelled'`,
      [id ?? 0],
    );
    if (!session || session.status === 'cancelled' || !(await this.isOpen(session)))
      throw new NotFound('check_in.closed');
    return session;
  }

  private async own(code: string, number: number): Promise<Session> {
    return this.activities.session(await this.activities.activity(code), number);
  }

  private async record(kind: string, { id, number }: Session): Promise<void> {
    await this.events.record({ kind, subject: { type: 'session', id }, detail: { session: number } });
  }
}
