import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { Scopes } from '../territory/scope.js';
import { type Collision, collisionsOf, type Gathering } from './collisions.js';
import { activityVisible } from './visible.js';

interface Row extends Omit<Gathering, 'trainers'> {
  trainer: string | null;
}

const COLUMNS =
  'a.id AS activity_id, a.title, a.code, a.trainer, a.place_id, s.number, s.date, s.start, s.end, s.venue';
const ALIVE = "s.status <> 'cancelled' AND a.status <> 'cancelled'";

/** Finds what stands in the way of sessions, among the activities that exist for the reader. */
@Injectable()
export class CollisionStore {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /** The collisions of sessions that are being planned. */
  async of(planned: readonly Gathering[]): Promise<Collision[]> {
    const days = [...new Set(planned.map(({ date }) => date))];
    if (days.length === 0) return [];
    const visible = activityVisible(await this.scopes.mine());
    const rows = await this.database.rows<Row>(
      `SELECT ${COLUMNS} FROM sessions s JOIN activities a ON a.id = s.activity_id
       WHERE s.date IN (${placeholders(days)}) AND ${ALIVE} AND ${visible.sql} ORDER BY s.date, s.start, s.id`,
      [...days, ...visible.params],
    );
    return collisionsOf(planned, await this.gatherings(rows));
  }

  /** The collisions of the sessions of an activity that are still to come. @param from the first day that is looked at */
  async ofActivity(activityId: number, from: string): Promise<Collision[]> {
    const rows = await this.database.rows<Row>(
      `SELECT ${COLUMNS} FROM sessions s JOIN activities a ON a.id = s.activity_id
       WHERE a.id = ? AND s.date >= ? AND ${ALIVE} ORDER BY s.date, s.number`,
      [activityId, from],
    );
    return this.of(await this.gatherings(rows));
  }

  /** The collisions of one session of an activity at other times or another venue than it has, or of one to be added. */
  async ofSession(
    activityId: number,
    session: Pick<Gathering, 'number' | 'date' | 'start' | 'end' | 'venue'>,
  ): Promise<Collision[]> {
    const rows = await this.database.rows<Omit<Row, 'number' | 'date' | 'start' | 'end' | 'venue'>>(
      'SELECT id AS activity_id, title, code, trainer, place_id FROM activities WHERE id = ?',
      [activityId],
    );
    if (session.date === '') return [];
    return this.of(await this.gatherings(rows.map((row) => ({ ...row, ...session }))));
  }

  private async gatherings(rows: readonly Row[]): Promise<Gathering[]> {
    const more = await this.database.rowsIn<{ activity_id: number; email: string }>(
      'SELECT activity_id, email FROM activity_trainers WHERE activity_id IN (?)',
      [...new Set(rows.map(({ activity_id }) => activity_id))],
    );
    const byActivity = Map.groupBy(more, ({ activity_id }) => activity_id);
    return rows.map(({ trainer, ...row }) => {
      const others = byActivity.get(row.activity_id)?.map(({ email }) => email) ?? [];
      return { ...row, trainers: trainer === null ? others : [trainer, ...others] };
    });
  }
}
