import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes, type Scope } from '../territory/scope.js';
import type { Activity, ActivityStatus, Session } from './activities.entities.js';
import { isKnown } from './trainers.js';
import { activityVisible, type Condition, mayReadRoster } from './visible.js';

/** What the calendar is narrowed by; null: not. */
export interface CalendarFilter {
  kind: string | null;
  agency: string | null;
  /** The e-mail address as it is written in the activity; empty: somebody who trains nothing here. */
  trainer: string | null;
  /** A place with all below it, where the activity is organised for. */
  placeId: number | null;
}

/** The same as it stands in addresses and is kept with links; empty: not. */
export interface CalendarChoice {
  unit: string;
  agency: string;
  trainer: string;
  kind: string;
}

/** A session as the calendar shows it. */
export interface CalendarSession extends Omit<Session, 'activity_id'>, ActivityPart {
  activity_id: number;
  activity_status: ActivityStatus;
  activity_version: number;
  /** The addresses of those who train, the trainer of the activity first. */
  trainers: readonly string[];
  agency_vi: string | null;
  agency_en: string | null;
}

type ActivityPart = Pick<Activity, 'code' | 'title' | 'kind' | 'place_id' | 'unit_code' | 'agency_code' | 'trainer'>;

/** Something the calendar can be narrowed to. */
export interface CalendarOption {
  value: string;
  text: string;
}

/** Somebody who trains: what stands for them in addresses, how the reader may know them, and what is written down. */
export interface CalendarTrainer extends CalendarOption {
  email: string;
}

const COLUMNS = `s.*, a.code, a.title, a.kind, a.place_id, a.unit_code, a.agency_code, a.trainer,
  a.status AS activity_status, a.version AS activity_version, g.title_vi AS agency_vi, g.title_en AS agency_en`;

/**
 * What a choice narrows the calendar by. Whom the reader does not know trains nothing.
 * @param placeId what its unit means to the reader @param trainers whom the reader knows
 */
export function filterOf(
  { kind, agency, trainer }: CalendarChoice,
  placeId: number | null,
  trainers: readonly CalendarTrainer[],
): CalendarFilter {
  const email = trainers.find(({ value }) => value === trainer)?.email ?? '';
  return { kind: kind || null, agency: agency || null, trainer: trainer === '' ? null : email, placeId };
}

/** Whether nothing will happen, or nothing of it counts: the session itself or its whole activity is called off. */
export function isOff({ status, activity_status }: Pick<CalendarSession, 'status' | 'activity_status'>): boolean {
  return status === 'cancelled' || activity_status === 'cancelled';
}

/** Reads the sessions of the activities that exist for a reader. */
@Injectable()
export class CalendarList {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /** All sessions from one day to another, in their order: one statement, however many there are. */
  async between(from: string, to: string, filter: CalendarFilter): Promise<CalendarSession[]> {
    const visible = activityVisible(await this.scopes.mine());
    return this.sessions([
      { sql: 's.date >= ? AND s.date <= ?', params: [from, to] },
      visible,
      ...(await this.narrowed(filter)),
    ]);
  }

  /** The sessions that all conditions hold for. `s` is the table of sessions, `a` that of activities. */
  async sessions(conditions: Condition[]): Promise<CalendarSession[]> {
    const sessions = await this.database.rows<Omit<CalendarSession, 'trainers'>>(
      `SELECT ${COLUMNS} FROM sessions s JOIN activities a ON a.id = s.activity_id
       LEFT JOIN agencies g ON g.plan_id = a.plan_id AND g.code = a.agency_code
       WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}
       ORDER BY s.date, COALESCE(s.start, ''), a.id, s.number`,
      conditions.flatMap(({ params }): Param[] => params),
    );
    const beside = await this.beside(sessions.map(({ activity_id }) => activity_id));
    return sessions.map((session) => {
      const others = beside.get(session.activity_id)?.map(({ email }) => email) ?? [];
      return { ...session, trainers: session.trainer === null ? others : [session.trainer, ...others] };
    });
  }

  /** The agencies that organise something that exists for the reader. */
  async agencies(locale: Locale): Promise<CalendarOption[]> {
    const visible = activityVisible(await this.scopes.mine());
    const rows = await this.database.rows<{ code: string; vi: string | null; en: string | null }>(
      `SELECT a.agency_code AS code, MAX(g.title_vi) AS vi, MAX(g.title_en) AS en FROM activities a
       LEFT JOIN agencies g ON g.plan_id = a.plan_id AND g.code = a.agency_code
       WHERE a.agency_code IS NOT NULL AND ${visible.sql} GROUP BY a.agency_code ORDER BY a.agency_code`,
      visible.params,
    );
    return rows.map(({ code, vi, en }) => ({ value: code, text: (locale === 'en' && en ? en : vi) ?? code }));
  }

  /**
   * Who trains something that exists for the reader, alone or beside another, as far as they may know it (trainers.ts): by the number and name of
   * the account where its territory meets theirs, else by the address, which viewers do not see.
   */
  async trainers(): Promise<CalendarTrainer[]> {
    const scope = await this.scopes.mine();
    const visible = activityVisible(scope);
    const rows = await this.database.rows<TrainerRow>(
      `SELECT t.email, MAX(u.id) AS id, MAX(u.name) AS name, MAX(u.place_id) AS place_id FROM (
         SELECT a.trainer AS email FROM activities a WHERE a.trainer IS NOT NULL AND ${visible.sql} UNION
         SELECT x.email FROM activity_trainers x JOIN activities a ON a.id = x.activity_id WHERE ${visible.sql}
       ) t LEFT JOIN users u ON u.email = t.email GROUP BY t.email ORDER BY t.email`,
      [...visible.params, ...visible.params],
    );
    return rows.flatMap((row) => trainerKnown(scope, row));
  }

  /** Who trains beside the trainers of activities, all in one statement. */
  private async beside(activities: number[]): Promise<Map<number, { email: string }[]>> {
    const rows = await this.database.rowsIn<{ activity_id: number; email: string }>(
      'SELECT activity_id, email FROM activity_trainers WHERE activity_id IN (?) ORDER BY id',
      [...new Set(activities)],
    );
    return Map.groupBy(rows, ({ activity_id }) => activity_id);
  }

  private async narrowed({ kind, agency, trainer, placeId }: CalendarFilter): Promise<Condition[]> {
    const conditions: Condition[] = [];
    if (kind !== null) conditions.push({ sql: 'a.kind = ?', params: [kind] });
    if (agency !== null) conditions.push({ sql: 'a.agency_code = ?', params: [agency] });
    if (trainer !== null) conditions.push(trainedBy(trainer));
    if (placeId !== null) conditions.push((await this.scopes.of({ place_id: placeId })).wherePlace('a.place_id'));
    return conditions;
  }
}

/** What somebody trains, alone or beside another. `a` is the table of activities. */
export function trainedBy(email: string): Condition {
  const beside = 'SELECT 1 FROM activity_trainers x WHERE x.activity_id = a.id AND LOWER(x.email) = ?';
  return { sql: `(LOWER(a.trainer) = ? OR EXISTS (${beside}))`, params: [email.toLowerCase(), email.toLowerCase()] };
}

/** Nobody is named to train it. `a` is the table of activities. */
export const TRAINED_BY_NOBODY =
  '(a.trainer IS NULL AND NOT EXISTS (SELECT 1 FROM activity_trainers x WHERE x.activity_id = a.id))';

interface TrainerRow {
  email: string;
  id: number | null;
  name: string | null;
  place_id: number | null;
}

function trainerKnown(scope: Scope, { email, id, name, place_id }: TrainerRow): CalendarTrainer[] {
  if (id !== null && name !== null && isKnown(scope, place_id)) return [{ email, value: String(id), text: name }];
  return mayReadRoster() ? [{ email, value: email, text: email }] : [];
}
