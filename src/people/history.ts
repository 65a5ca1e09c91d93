import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { may } from '../web/permissions.js';
import { PersonNames } from './person-names.js';
import type { NamedPerson } from './privacy.js';

/** One participation as a record's page tells it. */
export interface Took {
  participation_id: number;
  plan_id: number;
  activity_code: string;
  activity_title: string;
  activity_status: string;
  /** False: the activity is of another territory, only the participation is of the reader's. */
  activity_open: boolean;
  first_date: string | null;
  group_code: string;
  place_id: number | null;
  unit_code: string;
  /** Sessions attended, of those there are. */
  there: number;
  sessions: number;
  informed_on: string | null;
  trained_on: string | null;
  /** Of the reader's territory and to be seen by name; null otherwise. */
  person: { id: number; name: string } | null;
  organisation: { id: number; name: string } | null;
}

interface Row {
  id: number;
  plan_id: number;
  activity_id: number;
  activity_code: string;
  activity_title: string;
  activity_status: string;
  activity_place_id: number | null;
  first_date: string | null;
  group_code: string;
  place_id: number | null;
  unit_code: string;
  person_id: number;
  full_name: string;
  birth_date: string | null;
  birth_year: number | null;
  consent_on: string | null;
  home: string;
  organisation_id: number | null;
  organisation_name: string | null;
  organisation_home: string | null;
}

const HISTORY = `SELECT r.id, r.activity_id, a.plan_id, a.code AS activity_code, a.title AS activity_title,
  a.status AS activity_status, a.place_id AS activity_place_id, a.first_date, r.group_code, r.place_id, r.unit_code,
  p.id AS person_id, p.full_name, p.birth_date, p.birth_year, p.consent_on, p.unit_code AS home,
  o.id AS organisation_id, o.name AS organisation_name, o.unit_code AS organisation_home
  FROM participations r
  JOIN activities a ON a.id = r.activity_id
  JOIN people own ON own.id = r.person_id
  JOIN people p ON p.id = COALESCE(own.merged_into_id, own.id)
  LEFT JOIN organisations o ON o.id = r.organisation_id`;

/**
 * What people and organisations took part in, read from the tables of activities. Somebody sees the participations of
 * the own territory and those in activities of the own territory.
 */
@Injectable()
export class History {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
  ) {}

  /** Of a person, by whichever record; the latest first. */
  ofPerson(id: number): Promise<Took[]> {
    return this.read('(own.id = ? OR own.merged_into_id = ?)', [id, id]);
  }

  /** Of an organisation, by whomever attended for it; the latest first. */
  ofOrganisation(id: number): Promise<Took[]> {
    return this.read('r.organisation_id = ?', [id]);
  }

  private async read(condition: string, params: Param[]): Promise<Took[]> {
    const scope = await this.scopes.mine();
    const [here, held] = [scope.wherePlace('r.place_id'), scope.wherePlace('a.place_id')];
    return this.database.snapshot(async () => {
      const rows = await this.database.rows<Row>(
        `${HISTORY} WHERE ${condition} AND (${here.sql} OR ${held.sql}) ORDER BY a.first_date DESC, a.code, r.id`,
        [...params, ...here.params, ...held.params],
      );
      const [counts, reached, names] = [await this.counts(rows), await this.reached(rows), await this.shown(rows)];
      return rows.map((row) => took(row, scope, counts(row), reached.get(row.id), names.get(row.person_id)));
    });
  }

  /** Sessions there are of each activity, and of each person those attended, by any record. */
  private async counts(rows: Row[]): Promise<(row: Row) => { there: number; sessions: number }> {
    const activities = [...new Set(rows.map((row) => row.activity_id))];
    const sessions = await this.database.rowsIn<{ activity_id: number; n: number }>(
      `SELECT activity_id, COUNT(*) AS n FROM sessions
       WHERE status <> 'cancelled' AND activity_id IN (?) GROUP BY activity_id`,
      activities,
    );
    const attended = await this.database.rowsIn<{ activity_id: number; id: number; n: number }>(
      `SELECT s.activity_id, COALESCE(p.merged_into_id, p.id) AS id, COUNT(DISTINCT s.id) AS n
       FROM participations r JOIN people p ON p.id = r.person_id
       JOIN sessions s ON s.activity_id = r.activity_id AND s.status <> 'cancelled'
       JOIN attendance t ON t.session_id = s.id AND t.person_id = r.person_id AND t.status IN ('present', 'late')
       WHERE r.id IN (?) GROUP BY s.activity_id, COALESCE(p.merged_into_id, p.id)`,
      rows.map(({ id }) => id),
    );
    const total = new Map(sessions.map(({ activity_id, n }) => [activity_id, Number(n)]));
    const there = new Map(attended.map(({ activity_id, id, n }) => [`${activity_id} ${id}`, Number(n)]));
    return ({ activity_id, person_id }) => ({
      sessions: total.get(activity_id) ?? 0,
      there: there.get(`${activity_id} ${person_id}`) ?? 0,
    });
  }

  private async reached(rows: Row[]): Promise<Map<number, Record<string, string>>> {
    const found = await this.database.rowsIn<{ participation_id: number; measure: string; date: string }>(
      `SELECT participation_id, measure, date FROM qualifications
       WHERE measure <> 'outreach' AND participation_id IN (?)`,
      rows.map(({ id }) => id),
    );
    const reached = new Map<number, Record<string, string>>();
    for (const { participation_id, measure, date } of found) {
      reached.set(participation_id, { ...reached.get(participation_id), [measure]: date });
    }
    return reached;
  }

  private async shown(rows: Row[]): Promise<Map<number, string>> {
    const reader = actor();
    if (reader !== null && !may(reader.role, 'person.read')) return new Map();
    return this.names.of(rows.map((row) => ({ ...row, id: row.person_id }) satisfies NamedPerson));
  }
}

function took(
  row: Row,
  scope: Scope,
  counts: { there: number; sessions: number },
  reached: Record<string, string> | undefined,
  name: string | undefined,
): Took {
  const { activity_code, activity_title, activity_status, first_date, group_code, place_id, unit_code } = row;
  const organisation = row.organisation_id !== null && scope.coversCode(row.organisation_home ?? '');
  return {
    participation_id: row.id,
    plan_id: row.plan_id,
    ...{ activity_code, activity_title, activity_status, first_date, group_code, place_id, unit_code },
    activity_open: scope.covers(row.activity_place_id),
    ...counts,
    informed_on: reached?.informed ?? null,
    trained_on: reached?.trained ?? null,
    person: name !== undefined && scope.coversCode(row.home) ? { id: row.person_id, name } : null,
    organisation: organisation ? { id: row.organisation_id ?? 0, name: row.organisation_name ?? '' } : null,
  };
}
