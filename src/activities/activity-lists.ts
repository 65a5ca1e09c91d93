import { Injectable } from '@nestjs/common';
import type { Param } from '../database/connection.js';
import { Database } from '../database/database.js';
import { Scopes, type Scope } from '../territory/scope.js';
import type { AttendanceStatus, Session } from './activities.entities.js';
import { FIRST_OF_ITS_PLACE, WRITTEN_HEADCOUNTS, type WrittenHeadcount } from './headcount-rows.js';
import { activityVisible, headcountVisible, participationVisible, type Condition } from './visible.js';

/** A row with its key, by which the next page begins. */
export interface Keyed {
  id: number;
}

export interface ListedParticipation extends Keyed {
  activity: string;
  person: string;
  group_code: string;
  organisation: string | null;
  unit_code: string;
  place_id: number | null;
  merged_into: string | null;
}

export interface ListedAttendance extends Keyed {
  activity: string;
  session: number;
  person: string;
  status: AttendanceStatus;
}

export interface ListedCompletion extends Keyed {
  activity: string;
  person: string;
  group_code: string;
  organisation: string | null;
  date: string;
  merged_into: string | null;
}

export interface ListedTestResult extends Keyed {
  activity: string;
  person: string;
  passed_on: string;
  merged_into: string | null;
}

/** Which page of which activity's records: after an id, so many at most; without an activity of all of them. */
export interface Slice {
  activity: string | undefined;
  after: number;
  limit: number;
}

/** Reads sessions, participations, completions, attendance and headcounts in the order of recording, as far as they exist for the reader. */
@Injectable()
export class ActivityLists {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  async sessions(slice: Slice): Promise<(Session & { activity: string })[]> {
    const sql = `SELECT s.*, a.code AS activity FROM sessions s JOIN activities a ON a.id = s.activity_id`;
    return this.read(sql, 's.id', slice, activityVisible);
  }

  async participations(slice: Slice): Promise<ListedParticipation[]> {
    const sql = `SELECT p.id, a.code AS activity, pe.ref AS person, p.group_code, o.ref AS organisation, p.unit_code,
      p.place_id, su.ref AS merged_into FROM participations p JOIN activities a ON a.id = p.activity_id
      JOIN people pe ON pe.id = p.person_id LEFT JOIN people su ON su.id = pe.merged_into_id
      LEFT JOIN organisations o ON o.id = p.organisation_id`;
    return this.read(sql, 'p.id', slice, participationVisible);
  }

  async attendance(slice: Slice): Promise<ListedAttendance[]> {
    const sql = `SELECT t.id, a.code AS activity, s.number AS session, pe.ref AS person, t.status FROM attendance t
      JOIN sessions s ON s.id = t.session_id JOIN activities a ON a.id = s.activity_id
      JOIN people pe ON pe.id = t.person_id`;
    return this.read(sql, 't.id', slice, attendanceVisible);
  }

  async completions(slice: Slice): Promise<ListedCompletion[]> {
    const sql = `SELECT c.id, a.code AS activity, pe.ref AS person, c.group_code, o.ref AS organisation, c.date,
      su.ref AS merged_into FROM completions c JOIN activities a ON a.id = c.activity_id
      JOIN people pe ON pe.id = c.person_id LEFT JOIN people su ON su.id = pe.merged_into_id
      JOIN participations p ON p.activity_id = a.id AND p.person_id = c.person_id AND p.group_code = c.group_code
      LEFT JOIN organisations o ON o.id = p.organisation_id`;
    return this.read(sql, 'c.id', slice, participationVisible);
  }

  async testResults(slice: Slice): Promise<ListedTestResult[]> {
    const sql = `SELECT t.id, a.code AS activity, pe.ref AS person, t.passed_on, su.ref AS merged_into
      FROM test_results t JOIN activities a ON a.id = t.activity_id
      JOIN people pe ON pe.id = t.person_id LEFT JOIN people su ON su.id = pe.merged_into_id`;
    return this.read(sql, 't.id', slice, (scope) => {
      const { sql: visible, params } = attendanceVisible(scope);
      return { sql: `${FIRST_PASS} AND ${visible}`, params };
    });
  }

  async headcounts(slice: Slice): Promise<WrittenHeadcount[]> {
    return this.read(WRITTEN_HEADCOUNTS, 'h.id', slice, (scope) => {
      const { sql, params } = headcountVisible(scope);
      return { sql: `${FIRST_OF_ITS_PLACE} AND ${sql}`, params };
    });
  }

  private async read<T>(sql: string, key: string, slice: Slice, visible: (scope: Scope) => Condition): Promise<T[]> {
    const seen = visible(await this.scopes.mine());
    const one = slice.activity === undefined ? '' : ' AND a.code = ?';
    const params: Param[] = [slice.after, ...(slice.activity === undefined ? [] : [slice.activity]), ...seen.params];
    return this.database.rows<T>(`${sql} WHERE ${key} > ?${one} AND ${seen.sql} ORDER BY ${key} LIMIT ?`, [
      ...params,
      slice.limit,
    ]);
  }
}

/** Of somebody who passed and was entered too one row: the earlier day holds. `t`: the result. */
const FIRST_PASS = `NOT EXISTS (SELECT 1 FROM test_results o WHERE o.activity_id = t.activity_id AND o.person_id = t.person_id
  AND (o.passed_on < t.passed_on OR (o.passed_on = t.passed_on AND o.id < t.id)))`;

/** Attendance and test results of those whose participation exists for the reader: `t`. */
function attendanceVisible(scope: Scope): Condition {
  const { sql, params } = participationVisible(scope);
  return {
    sql: `EXISTS (SELECT 1 FROM participations p WHERE p.activity_id = a.id AND p.person_id = t.person_id AND ${sql})`,
    params,
  };
}
