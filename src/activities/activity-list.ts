import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { eachAfter } from '../interchange/by-id.js';
import { LIST_PAGE, offsetOf } from '../web/pager.js';
import { Scopes, type Scope } from '../territory/scope.js';
import type { Activity, ActivityStatus } from './activities.entities.js';
import { activityVisible, headcountVisible, participationVisible, rosterReaches } from './visible.js';

/** What a list of activities is narrowed by; empty and null: not. */
export interface ActivityFilter {
  plan: string;
  kind: string;
  status: string;
  /** A place with all below it, where the activity is organised for. */
  placeId: number | null;
  /** The period in which the activity begins; an end may be open. */
  from: string | null;
  to: string | null;
}

/** What lists count of an activity. */
export interface Counts {
  /** Sessions that are not cancelled, and the date of the last of them. */
  sessions: number;
  last_date: string | null;
  /** People on the part of the roster that exists for the reader, each once. */
  people: number;
  /** Attendances without a name over all sessions that are not cancelled, of the headcounts that exist for the reader. */
  unnamed: number;
}

const NOTHING: Counts = { sessions: 0, last_date: null, people: 0, unnamed: 0 };

/** An activity with the names of what it refers to. */
export interface NamedActivity extends Activity {
  plan_code: string;
  agency_vi: string | null;
  agency_en: string | null;
}

/** An activity as lists show it. */
export type ListedActivity = NamedActivity & Counts;

const NAMED = `SELECT a.*, pl.code AS plan_code, g.title_vi AS agency_vi, g.title_en AS agency_en
  FROM activities a JOIN plans pl ON pl.id = a.plan_id
  LEFT JOIN agencies g ON g.plan_id = a.plan_id AND g.code = a.agency_code`;

export const STATUSES: readonly ActivityStatus[] = ['draft', 'open', 'running', 'done', 'cancelled'];

/** Reads the activities that exist for the reader. */
@Injectable()
export class ActivityList {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /** A page of the list, the latest first, and how many there are. */
  async page(filter: ActivityFilter, page: number): Promise<{ activities: ListedActivity[]; total: number }> {
    const scope = await this.scopes.mine();
    const where = await this.where(filter, scope);
    return this.database.snapshot(async () => {
      const count = await this.database.row<{ n: number }>(
        `SELECT COUNT(*) AS n FROM activities a JOIN plans pl ON pl.id = a.plan_id WHERE ${where.sql}`,
        where.params,
      );
      const total = Number(count?.n ?? 0);
      const tail = `WHERE ${where.sql} ORDER BY COALESCE(a.first_date, '9999-12-31') DESC, a.id DESC LIMIT ? OFFSET ?`;
      const activities = await this.listed(tail, [...where.params, LIST_PAGE, offsetOf({ page, total })], scope);
      return { activities, total };
    });
  }

  /** At most `limit` activities after an id, in the order of recording: for programs. */
  async after(filter: ActivityFilter, id: number, limit: number): Promise<ListedActivity[]> {
    const scope = await this.scopes.mine();
    const where = await this.where(filter, scope);
    return this.listed(`WHERE ${where.sql} AND a.id > ? ORDER BY a.id LIMIT ?`, [...where.params, id, limit], scope);
  }

  /** Everything of the list, a page at a time. */
  all(filter: ActivityFilter): AsyncGenerator<ListedActivity> {
    return eachAfter((last) => this.after(filter, last, 500));
  }

  /** One activity, or undefined where it does not exist for the reader. */
  async one(code: string): Promise<ListedActivity | undefined> {
    const activity = await this.named(code);
    if (!activity) return undefined;
    const counts = await this.counts([activity.id], await this.scopes.mine());
    return { ...activity, ...NOTHING, ...counts.get(activity.id) };
  }

  /** The same without what lists count of it. */
  async named(code: string): Promise<NamedActivity | undefined> {
    const scope = await this.scopes.mine();
    const activity = await this.database.row<NamedActivity>(`${NAMED} WHERE a.code = ?`, [code]);
    if (!activity || scope.covers(activity.place_id)) return activity;
    const { sql, params } = rosterReaches(scope);
    return this.database.row<NamedActivity>(`${NAMED} WHERE a.id = ? AND ${sql}`, [activity.id, ...params]);
  }

  private async listed(tail: string, params: Param[], scope: Scope): Promise<ListedActivity[]> {
    const rows = await this.database.rows<NamedActivity>(`${NAMED} ${tail}`, params);
    const counts = await this.counts(
      rows.map(({ id }) => id),
      scope,
    );
    return rows.map((row) => ({ ...row, ...NOTHING, ...counts.get(row.id) }));
  }

  /**
   * What lists count of each activity. Counted for the rows of a page at once and after they are chosen: as columns of the
   * list, an engine counts them for every activity before it sorts.
   */
  private async counts(ids: number[], scope: Scope): Promise<Map<number, Partial<Counts>>> {
    const counts = new Map<number, Partial<Counts>>();
    if (ids.length === 0) return counts;
    const seen = participationVisible(scope);
    const counted = headcountVisible(scope);
    const among = `a.id IN (${ids.map(() => '?').join(',')})`;
    const parts: [string, Param[]][] = [
      [
        `SELECT a.id, COUNT(*) AS sessions, MAX(s.date) AS last_date FROM activities a
         JOIN sessions s ON s.activity_id = a.id WHERE ${among} AND s.status <> 'cancelled' GROUP BY a.id`,
        ids,
      ],
      [
        `SELECT a.id, COUNT(DISTINCT COALESCE(pe.merged_into_id, pe.id)) AS people FROM activities a
         JOIN participations p ON p.activity_id = a.id JOIN people pe ON pe.id = p.person_id
         WHERE ${among} AND ${seen.sql} GROUP BY a.id`,
        [...ids, ...seen.params],
      ],
      [
        `SELECT a.id, SUM(h.count) AS unnamed FROM activities a
         JOIN sessions s ON s.activity_id = a.id JOIN headcounts h ON h.session_id = s.id
         WHERE ${among} AND s.status <> 'cancelled' AND ${counted.sql} GROUP BY a.id`,
        [...ids, ...counted.params],
      ],
    ];
    for (const [sql, params] of parts) {
      for (const { id, ...found } of await this.database.rows<Partial<Counts> & { id: number }>(sql, params)) {
        counts.set(id, { ...counts.get(id), ...found });
      }
    }
    return counts;
  }

  private async where(filter: ActivityFilter, scope: Scope): Promise<{ sql: string; params: Param[] }> {
    const visible = activityVisible(scope);
    const conditions = [visible.sql];
    const params: Param[] = [...visible.params];
    const add = (sql: string, ...values: Param[]): void => {
      conditions.push(sql);
      params.push(...values);
    };
    if (filter.plan !== '') add('pl.code = ?', filter.plan);
    if (filter.kind !== '') add('a.kind = ?', filter.kind);
    if (filter.status !== '') add('a.status = ?', filter.status);
    if (filter.from !== null) add('a.first_date >= ?', filter.from);
    if (filter.to !== null) add('a.first_date <= ?', filter.to);
    if (filter.placeId !== null) {
      const below = (await this.scopes.of({ place_id: filter.placeId })).wherePlace('a.place_id');
      add(below.sql, ...below.params);
    }
    return { sql: conditions.join(' AND '), params };
  }
}
