import { Injectable } from '@nestjs/common';
import type { Session } from '../activities/activities.entities.js';
import { ActivityDoor } from '../activities/open-activities.js';
import { now, nowIso, today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { CheckInDoor } from './check-in.entities.js';
import { Tickets } from './tickets.js';
import { isWithChildren } from './with-children.js';

/** A session whose door is open, as its participants see it. */
export interface OpenSession {
  id: number;
  activity_id: number;
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

const OPENED = 'check_in.opened';

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
   * @param knowing whether it was agreed to where children come @throws NotFound, DomainError
   */
  async open(code: string, number: number, knowing: boolean): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.own(code, number);
      if (session.date !== today()) throw new DomainError('check_in.not_today', { date: session.date });
      if (session.status === 'cancelled') throw new DomainError('activities.attendance_of_cancelled', {}, 'conflict');
      if (!knowing && (await this.hasChildren(session))) throw new DomainError('check_in.children');
      const said = { opened_at: nowIso(), opened_by_id: actor()?.user_id ?? null, closed_at: null };
      const known = await this.database.update(CheckInDoor, { session_id: session.id }, said);
      if (known === 0) await this.database.insert(CheckInDoor, [{ session_id: session.id, ...said }]);
      await this.record(OPENED, session, { children: knowing });
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

  /**
   * Whether the door of a session is open: it is opened by somebody, and closes with the day, and as soon as children come
   * whom nobody knew of who opened it.
   */
  async isOpen(session: Pick<Session, 'id' | 'activity_id' | 'date'>): Promise<boolean> {
    if (session.date !== today()) return false;
    const sql = 'SELECT id FROM check_in_doors WHERE session_id = ? AND closed_at IS NULL';
    if ((await this.database.row(sql, [session.id])) === undefined) return false;
    return !(await this.hasChildren(session)) || (await this.isAgreed(session.id));
  }

  /** Whether children come to a session: its door is closed unless somebody agrees. */
  hasChildren(session: Pick<Session, 'activity_id' | 'date'>): Promise<boolean> {
    return isWithChildren(this.database, session);
  }

  /** Whether who opened the door last agreed to it with children. */
  private async isAgreed(sessionId: number): Promise<boolean> {
    const opened = await this.database.row<{ detail: string }>(
      `SELECT detail FROM events WHERE subject_type = 'session' AND subject_id = ? AND kind = ? ORDER BY id DESC LIMIT 1`,
      [sessionId, OPENED],
    );
    return opened !== undefined && (JSON.parse(opened.detail) as { children?: boolean }).children === true;
  }

  /** The session of a pass, while its door is open. @throws NotFound */
  async behind(pass: string): Promise<OpenSession> {
    const id = this.tickets.sessionOfPass(pass, now());
    const session = await this.database.row<OpenSession & Pick<Session, 'status'>>(
      `SELECT s.id, s.activity_id, a.code, a.title, s.number, s.date, s.start, s.end, s.venue, s.status, a.place_id, a.unit_code
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

  private async record(kind: string, { id, number }: Session, more: object = {}): Promise<void> {
    await this.events.record({ kind, subject: { type: 'session', id }, detail: { session: number, ...more } });
  }
}
