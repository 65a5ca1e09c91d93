import { Injectable } from '@nestjs/common';
import { scheduleOf } from '../activities/ledger-rows.js';
import {
  type ActivityStatus,
  type AttendanceStatus,
  BEST_FIRST,
  type Schedule,
  type SessionFacts,
} from '../activities/qualification.js';
import { TestDays } from '../activities/test-days.js';
import { activityVisible } from '../activities/visible.js';
import type { CoverageScope } from '../coverage/scope.js';
import { Database } from '../database/database.js';
import { listOf } from '../database/long-lists.js';
import { placeholders } from '../database/placeholders.js';
import type { Scope } from '../territory/scope.js';
import type { Enrolled, Known, PlannedActivity } from './prospects.js';

/** A planned activity with what a list of them shows. */
export interface ListedPlan extends PlannedActivity {
  status: ActivityStatus;
  unit_code: string;
  /** The first of the sessions still open. */
  next_date: string;
  people: number;
  /** Hundredths of a percent; null: the default. */
  min_attendance: number | null;
  test_required: number;
}

interface PlanRow extends Omit<ListedPlan, 'free' | 'serves'> {
  capacity: number | null;
}

/**
 * Whether a session may still bring somebody on its own day: somebody on the roster is not marked, or there is no roster.
 * Heads that were counted close it: they may be those who take the free places. `s` is the session, `a` its activity.
 */
const OPEN_ON_ITS_DAY = `NOT EXISTS (SELECT 1 FROM headcounts h WHERE h.session_id = s.id)
  AND (NOT EXISTS (SELECT 1 FROM participations r WHERE r.activity_id = a.id)
    OR EXISTS (SELECT 1 FROM participations r JOIN people rp ON rp.id = r.person_id
      WHERE r.activity_id = a.id AND NOT EXISTS (SELECT 1 FROM attendance t JOIN people tp ON tp.id = t.person_id
        WHERE t.session_id = s.id AND COALESCE(tp.merged_into_id, tp.id) = COALESCE(rp.merged_into_id, rp.id))))`;

interface EnrolledRow {
  activity_id: number;
  group_code: string;
  place_id: number | null;
  survivor_id: number;
  organisation_id: number | null;
}

interface MarkRow {
  activity_id: number;
  session_id: number;
  survivor_id: number;
  status: AttendanceStatus;
}

/** A known subject with what an invitation needs. */
export interface Invitable extends Known {
  /** Who came for it last: the person itself, of an organisation its latest representative; null: nobody yet. */
  person_id: number | null;
}

interface PersonRow {
  group_code: string;
  subject_id: number;
  home: string;
}

/** Reads what is planned, who is enrolled, and who is known. */
@Injectable()
export class ProspectStore {
  constructor(private readonly database: Database) {}

  /**
   * The activities of a plan that exist for the reader and have a session still open at the end of a day, the nearest
   * first; what lies after the plan's end would not count for it (§3). Drafts are among them: they are planned, although
   * nothing counts there yet.
   */
  async planned({ plan_id, end }: CoverageScope, day: string, reader: Scope): Promise<ListedPlan[]> {
    const visible = activityVisible(reader);
    const rows = await this.database.rows<PlanRow>(
      `SELECT a.id, a.code, a.title, a.kind, a.status, a.place_id, a.unit_code, a.capacity, a.min_attendance,
              a.test_required, MIN(s.date) AS next_date,
              (SELECT COUNT(DISTINCT COALESCE(pe.merged_into_id, pe.id)) FROM participations p
               JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = a.id) AS people
       FROM activities a JOIN sessions s ON s.activity_id = a.id AND (s.date > ? OR (s.date = ? AND ${OPEN_ON_ITS_DAY}))
         AND s.date <= ? AND s.status <> 'cancelled'
       WHERE a.plan_id = ? AND a.status NOT IN ('cancelled', 'done') AND ${visible.sql}
       GROUP BY a.id, a.code, a.title, a.kind, a.status, a.place_id, a.unit_code, a.capacity, a.min_attendance,
         a.test_required
       ORDER BY next_date, a.id`,
      [day, day, end, plan_id, ...visible.params],
    );
    const serves = await this.serves(rows.map(({ id }) => id));
    return rows.map(({ capacity, ...row }) => ({
      ...row,
      free: capacity === null ? null : Math.max(0, capacity - row.people),
      serves: serves.get(row.id) ?? new Set<string>(),
    }));
  }

  /** Everybody on the rosters of activities, each with what can still become of them there. */
  async enrolled(
    planned: readonly ListedPlan[],
    asOf: string,
    organisational: ReadonlySet<string>,
  ): Promise<Enrolled[]> {
    const ids = planned.map(({ id }) => id);
    const rows = await this.database.rowsIn<EnrolledRow>(
      `SELECT p.activity_id, p.group_code, p.place_id, p.organisation_id,
              COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id IN (?)`,
      ids,
    );
    const standingOf = await this.standings(planned, asOf);
    return rows.map(({ activity_id, group_code, place_id, survivor_id, organisation_id }) => ({
      activity_id,
      group_code,
      place_id,
      subject_id: organisational.has(group_code) ? (organisation_id ?? 0) : survivor_id,
      standing: standingOf(activity_id, survivor_id),
    }));
  }

  /**
   * Everybody who was ever on a roster in one of the groups, by who they are after merges.
   * @param homes codes of homes: only those who live there; null: wherever
   */
  async knownPersons(groups: readonly string[], homes: readonly string[] | null): Promise<Invitable[]> {
    if (groups.length === 0 || homes?.length === 0) return [];
    const records = `SELECT su.id AS subject_id, su.unit_code AS home, pe.id AS person_id FROM people su JOIN people pe`;
    const { sql, params } = listOf(homes ?? []);
    const living = homes === null ? '' : `AND su.unit_code IN (${sql})`;
    const rows = await this.database.rows<PersonRow>(
      `SELECT DISTINCT p.group_code, r.subject_id, r.home FROM (
         ${records} ON pe.id = su.id WHERE su.merged_into_id IS NULL ${living}
         UNION ALL ${records} ON pe.merged_into_id = su.id WHERE su.merged_into_id IS NULL ${living}
       ) r JOIN participations p ON p.person_id = r.person_id
       WHERE p.group_code IN (${placeholders(groups)}) ORDER BY r.subject_id`,
      [...params, ...params, ...groups],
    );
    return rows.map((row) => ({ ...row, person_id: row.subject_id }));
  }

  /** Every organisation of the groups. @param homes as of `knownPersons` */
  async knownOrganisations(groups: readonly string[], homes: readonly string[] | null): Promise<Invitable[]> {
    if (groups.length === 0 || homes?.length === 0) return [];
    const { sql, params } = listOf(homes ?? []);
    return this.database.rows<Invitable>(
      `SELECT o.group_code, o.id AS subject_id, o.unit_code AS home,
              (SELECT COALESCE(pe.merged_into_id, pe.id) FROM participations p JOIN people pe ON pe.id = p.person_id
               WHERE p.id = (SELECT MAX(l.id) FROM participations l WHERE l.organisation_id = o.id)) AS person_id
       FROM organisations o WHERE o.group_code IN (${placeholders(groups)})
         ${homes === null ? '' : `AND o.unit_code IN (${sql})`} ORDER BY o.id`,
      [...groups, ...params],
    );
  }

  private async serves(ids: number[]): Promise<Map<number, ReadonlySet<string>>> {
    const rows = await this.database.rowsIn<{ activity_id: number; code: string }>(
      `SELECT l.activity_id, i.code FROM activity_indicators l JOIN indicators i ON i.id = l.indicator_id
       WHERE l.activity_id IN (?)`,
      ids,
    );
    const byActivity = Map.groupBy(rows, ({ activity_id }) => activity_id);
    return new Map([...byActivity].map(([id, list]) => [id, new Set(list.map(({ code }) => code))]));
  }

  /** Where people of trainings stand; whoever was never marked has everything before them that is still to come. */
  private async standings(
    planned: readonly ListedPlan[],
    asOf: string,
  ): Promise<(activityId: number, survivorId: number) => Enrolled['standing']> {
    const trainings = planned.filter(({ kind }) => kind === 'training');
    const ids = trainings.map(({ id }) => id);
    const sessions = await this.database.rowsIn<SessionFacts & { activity_id: number }>(
      'SELECT id, activity_id, number, date, status, makes_up FROM sessions WHERE activity_id IN (?)',
      ids,
    );
    const marks = await this.database.rowsIn<MarkRow>(
      `SELECT s.activity_id, t.session_id, t.status, COALESCE(pe.merged_into_id, pe.id) AS survivor_id
       FROM sessions s JOIN attendance t ON t.session_id = s.id JOIN people pe ON pe.id = t.person_id
       WHERE s.activity_id IN (?)`,
      ids,
    );
    const schedules = schedulesOf(trainings, sessions);
    // Of several records of one person the best mark stands: it is set last.
    const worstFirst = marks.toSorted((a, b) => BEST_FIRST.indexOf(b.status) - BEST_FIRST.indexOf(a.status));
    const marksOf = Map.groupBy(worstFirst, ({ activity_id, survivor_id }) => `${activity_id} ${survivor_id}`);
    const tested = await TestDays.read(
      (sql, params) => this.database.rows(sql, params),
      trainings.filter(({ test_required }) => test_required === 1).map(({ id }) => id),
    );
    return (activityId, survivorId) => {
      const passed = tested.of({ activity_id: activityId, survivor_id: survivorId });
      const own = marksOf.get(`${activityId} ${survivorId}`) ?? [];
      const bySession = new Map(own.map(({ session_id, status }) => [session_id, status]));
      return schedules.get(activityId)?.standing(bySession, asOf, passed).state ?? 'possible';
    };
  }
}

/** What each training asks. A draft does not exist for the rules: it is read as what it will be once it is open. */
function schedulesOf(
  trainings: readonly ListedPlan[],
  sessions: readonly (SessionFacts & { activity_id: number })[],
): Map<number, Schedule> {
  const sessionsOf = Map.groupBy(sessions, ({ activity_id }) => activity_id);
  return new Map(
    trainings.map(({ id, kind, min_attendance, test_required }) => {
      const terms = { kind, status: 'open' as const, min_attendance, test_required };
      return [id, scheduleOf(terms, sessionsOf.get(id) ?? [])];
    }),
  );
}
