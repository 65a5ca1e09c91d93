import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { Scopes } from '../territory/scope.js';
import type { Activity } from './activities.entities.js';

/** Looks who is on a roster, without reading what its pages show. */
@Injectable()
export class OnRosters {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /** An activity of the own territory, without anything that is counted of it. @throws NotFound */
  async activity(code: string): Promise<Pick<Activity, 'id'>> {
    const sql = 'SELECT id, place_id FROM activities WHERE code = ?';
    const activity = await this.database.row<Pick<Activity, 'id' | 'place_id'>>(sql, [code]);
    if (!activity) throw new NotFound();
    (await this.scopes.mine()).require(activity.place_id);
    return activity;
  }

  /** Everybody on the roster of an activity, merged records as one: the ids of the people after merges. */
  async people(activityId: number): Promise<Set<number>> {
    const rows = await this.database.rows<{ id: number }>(
      `SELECT DISTINCT COALESCE(pe.merged_into_id, pe.id) AS id
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = ?`,
      [activityId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Of some people those who are on the roster of an activity in a group, by whichever of their records. */
  async among(activityId: number, group: string, people: readonly { id: number }[]): Promise<ReadonlySet<number>> {
    if (people.length === 0) return new Set();
    const ids = people.map(({ id }) => id);
    const marks = ids.map(() => '?').join(',');
    const rows = await this.database.rows<{ id: number }>(
      `SELECT COALESCE(pe.merged_into_id, pe.id) AS id FROM participations r JOIN people pe ON pe.id = r.person_id
       WHERE r.activity_id = ? AND r.group_code = ? AND COALESCE(pe.merged_into_id, pe.id) IN (${marks})`,
      [activityId, group, ...ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
