import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { addDays } from '../web/day.js';
import { CalendarList, type CalendarSession, TRAINED_BY_NOBODY, trainedBy } from './calendar-list.js';
import type { Condition } from './visible.js';

/** How far back a session without attendance is still asked for: what is older is found in the calendar. */
export const CLOSING_DAYS = 90;
/** How far ahead sessions are shown. */
export const COMING_DAYS = 28;

/** What is noted of a session: people on the roster, how many of them are marked, and whether heads were counted. */
export interface Noted {
  people: number;
  marked: number;
  counted: boolean;
}

/** A session of one's own with what is noted of it. */
export interface MySession extends CalendarSession, Noted {
  /** Whether one trains it oneself; else nobody is named. */
  own: boolean;
}

/** What a trainer has to do. */
export interface MySessions {
  today: MySession[];
  closing: MySession[];
  coming: MySession[];
}

/** A session is closed when everybody on the roster is marked or, without a roster, heads were counted. */
export function isClosed({ people, marked, counted }: Noted): boolean {
  return people > 0 ? marked >= people : counted;
}

/**
 * The sessions that wait for whoever acts: of the activities inside their territory that they train, then of those that
 * nobody is named for. What somebody else trains is theirs, and what is cancelled or a draft waits for nobody.
 */
@Injectable()
export class MySessionsReader {
  constructor(
    private readonly database: Database,
    private readonly calendar: CalendarList,
    private readonly scopes: Scopes,
  ) {}

  /** Today, what is to be closed, and what comes. */
  async mine(): Promise<MySessions> {
    const day = (await this.scopes.mine()).day;
    const sessions = await this.noted(await this.waiting(addDays(day, -CLOSING_DAYS), addDays(day, COMING_DAYS)));
    return {
      today: sessions.filter(({ date }) => date === day),
      closing: sessions.filter((session) => session.date < day && !isClosed(session)),
      coming: sessions.filter(({ date }) => date > day),
    };
  }

  /** The sessions of everybody inside the territory, from one day to another: whoever organises looks after all of them. */
  async ofTerritory(from: string, to: string): Promise<MySession[]> {
    return this.noted(await this.calendar.sessions(await this.conditions(from, to)));
  }

  private async waiting(from: string, to: string): Promise<CalendarSession[]> {
    const trained = trainedBy(actor()?.email ?? '');
    const sessions = await this.calendar.sessions([
      ...(await this.conditions(from, to)),
      { sql: `(${TRAINED_BY_NOBODY} OR ${trained.sql})`, params: trained.params },
    ]);
    const own = (session: CalendarSession): number => (session.trainers.length === 0 ? 1 : 0);
    return sessions.sort((a, b) => own(a) - own(b));
  }

  private async conditions(from: string, to: string): Promise<Condition[]> {
    return [
      { sql: 's.date >= ? AND s.date <= ?', params: [from, to] },
      { sql: "s.status <> 'cancelled' AND a.status NOT IN ('cancelled', 'draft')", params: [] },
      // Attendance is taken inside the territory only: a roster that is but partly from there is read, not marked.
      (await this.scopes.mine()).wherePlace('a.place_id'),
    ];
  }

  /** Counted for all sessions at once, never one by one. */
  private async noted(sessions: CalendarSession[]): Promise<MySession[]> {
    const ids = sessions.map(({ id }) => id);
    const activities = [...new Set(sessions.map(({ activity_id }) => activity_id))];
    const people = await this.counts(
      `SELECT p.activity_id AS id, COUNT(DISTINCT COALESCE(pe.merged_into_id, pe.id)) AS n FROM participations p
       JOIN people pe ON pe.id = p.person_id WHERE p.activity_id IN (?) GROUP BY p.activity_id`,
      activities,
    );
    const marked = await this.counts(
      `SELECT t.session_id AS id, COUNT(DISTINCT COALESCE(pe.merged_into_id, pe.id)) AS n FROM attendance t
       JOIN people pe ON pe.id = t.person_id WHERE t.session_id IN (?) GROUP BY t.session_id`,
      ids,
    );
    const heads = await this.counts(
      'SELECT session_id AS id, COUNT(*) AS n FROM headcounts WHERE session_id IN (?) GROUP BY session_id',
      ids,
    );
    return sessions.map((session) => ({
      ...session,
      own: session.trainers.length > 0,
      people: people.get(session.activity_id) ?? 0,
      marked: marked.get(session.id) ?? 0,
      counted: heads.has(session.id),
    }));
  }

  private async counts(sql: string, ids: number[]): Promise<Map<number, number>> {
    const rows = await this.database.rowsIn<{ id: number; n: number }>(sql, ids);
    return new Map(rows.map(({ id, n }) => [id, Number(n)]));
  }
}
