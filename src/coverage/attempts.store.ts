import { Injectable } from '@nestjs/common';
import { type ListOf, listOf } from '../database/long-lists.js';
import { placeholders } from '../database/placeholders.js';
import { DEFAULT_MIN_ATTENDANCE } from '../activities/ledger-rows.js';
import { TestDays } from '../activities/test-days.js';
import type { ActivityKind, ActivityStatus, AttendanceStatus, SessionFacts } from '../activities/qualification.js';
import { Database } from '../database/database.js';
import type { LedgerMeasure } from '../ledger/measure.js';
import type { Attempt, AttemptedActivity, OtherGroup } from './attempts.js';
import type { Count } from './count.js';
import type { Window } from './reaches.js';

type Measure = 'informed' | 'trained';

interface MarkRow {
  participation_id: number;
  activity_id: number;
  survivor_id: number;
  organisation_id: number | null;
  place_id: number | null;
  group_code: string;
  session_id: number;
  status: AttendanceStatus;
}

interface EarnedRow extends Omit<OtherGroup, 'place_id'> {
  plan_id: number;
  participation_id: number;
}

interface ActivityRow {
  id: number;
  kind: ActivityKind;
  status: ActivityStatus;
  min_attendance: number | null;
  test_required: number;
}

interface CompletionRow extends Omit<MarkRow, 'session_id' | 'status'> {
  date: string;
}

/** The places at which somebody must be on a roster to be looked at; null: wherever. */
type At = ListOf | null;

/** Reads who came without having qualified. */
@Injectable()
export class AttemptStore {
  constructor(private readonly database: Database) {}

  /**
   * By group, the attempts of the plan at the place of the count or below it that had not become qualifications of the
   * measure by the as-of date; at the plan's own unit those of anywhere. They may contain some of other places.
   * @param still only in trainings that have a session on or after that day, and before the plan has ended: those that may still
   *   succeed
   */
  async attempts(count: Count, measure: Measure, groups: string[], still = false): Promise<Map<string, Attempt[]>> {
    const { plan_id: plan, end } = count.scope;
    const asOf = count.asked.as_of;
    if (still && asOf > end) return new Map();
    const at = atRoot(count);
    const ids = await this.attemptable(plan, measure, still ? { from: asOf, to: end } : null, at);
    const rows: MarkRow[] = [];
    // few enough at once for any engine; mostly there is only one piece
    for (let from = 0; from < ids.length; from += 400)
      rows.push(...(await this.marks(ids.slice(from, from + 400), measure, groups, asOf)));
    const activities = await this.activities([...new Set(rows.map(({ activity_id }) => activity_id))]);
    const tested = await this.tests(activities);
    const inHalls = [...Map.groupBy(rows, personOnRoster).values()].flatMap((own) =>
      attemptOf(own, activities, tested),
    );
    const online = still ? [] : await this.completions(plan, groups, asOf, at);
    return Map.groupBy([...inHalls, ...online], ({ group_code }) => group_code);
  }

  /**
   * People on rosters of the group who did not qualify there, and did for the measure by the as-of date under another
   * group of the plan, under whichever of their records. Of several rosters the first recorded says where.
   */
  async inOtherGroups(count: Count, measure: LedgerMeasure, group: string): Promise<OtherGroup[]> {
    const { plan_id: plan } = count.scope;
    const asOf = count.asked.as_of;
    const at = atRoot(count);
    const without = await this.database.rows<{ survivor_id: number; place_id: number | null }>(
      `SELECT COALESCE(pe.merged_into_id, pe.id) AS survivor_id, p.place_id FROM activities a
       JOIN participations p ON p.activity_id = a.id AND p.group_code = ?
       JOIN people pe ON pe.id = p.person_id
       LEFT JOIN qualifications q ON q.participation_id = p.id AND q.measure = ?
       WHERE a.plan_id = ? AND q.id IS NULL ${comingFrom(at)} ORDER BY p.id`,
      [group, measure, plan, ...(at?.params ?? [])],
    );
    const places = new Map<number, number | null>();
    for (const { survivor_id, place_id } of without) {
      if (!places.has(survivor_id)) places.set(survivor_id, place_id);
    }
    const rows = await this.earnedBy([...places.keys()], measure);
    return rows
      .filter((row) => row.plan_id === plan && row.group_code !== group && row.date <= asOf)
      .map((row) => ({ ...row, place_id: places.get(row.subject_id) ?? null }));
  }

  /** What these people earned, also under records that were merged into theirs, the earliest first. */
  private async earnedBy(survivors: number[], measure: LedgerMeasure): Promise<EarnedRow[]> {
    const merged = await this.database.rowsIn<{ id: number }>(
      'SELECT id FROM people WHERE merged_into_id IN (?)',
      survivors,
    );
    const rows = await this.database.rowsIn<EarnedRow>(
      `SELECT COALESCE(pe.merged_into_id, pe.id) AS subject_id, q.plan_id, q.group_code, q.activity_id, q.date,
         q.participation_id
       FROM participations o JOIN people pe ON pe.id = o.person_id
       JOIN qualifications q ON q.participation_id = o.id AND q.measure = '${measure}'
       WHERE o.person_id IN (?)`,
      [...survivors, ...merged.map(({ id }) => id)],
    );
    return rows.sort((a, b) =>
      a.date === b.date ? a.participation_id - b.participation_id : a.date < b.date ? -1 : 1,
    );
  }

  /**
   * The activities in which somebody can have come without qualifying: for `trained` the trainings, for `informed` what
   * was cancelled or is a draft.
   */
  private async attemptable(plan: number, measure: Measure, sessionIn: Window | null, at: At): Promise<number[]> {
    const inTime = 's.date >= ? AND s.date <= ?';
    const open = sessionIn === null ? '' : `AND ${inTime}`;
    // A test can be passed whenever it is.
    const training = sessionIn === null ? '' : `AND (${inTime} OR a.test_required = 1)`;
    const sql =
      measure === 'trained'
        ? `a.kind = 'training' ${training}`
        : `(a.status IN ('draft', 'cancelled') OR s.status = 'cancelled') ${open}`;
    const rows = await this.database.rows<{ id: number }>(
      `SELECT DISTINCT a.id FROM activities a JOIN sessions s ON s.activity_id = a.id
       WHERE a.plan_id = ? AND ${sql} ${withRosterAt(at)}`,
      [plan, ...(sessionIn === null ? [] : [sessionIn.from, sessionIn.to]), ...(at?.params ?? [])],
    );
    return rows.map(({ id }) => id);
  }

  private marks(activities: number[], measure: Measure, groups: string[], asOf: string): Promise<MarkRow[]> {
    return this.database.rows<MarkRow>(
      `SELECT p.id AS participation_id, p.activity_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id,
         p.organisation_id, p.place_id, p.group_code, t.session_id, t.status
       FROM participations p
       JOIN people pe ON pe.id = p.person_id
       JOIN sessions s ON s.activity_id = p.activity_id AND s.date <= ?
       JOIN attendance t ON t.session_id = s.id AND t.person_id = p.person_id
       LEFT JOIN qualifications q ON q.participation_id = p.id AND q.measure = ?
       WHERE p.activity_id IN (${placeholders(activities)}) AND p.group_code IN (${placeholders(groups)})
         AND (q.id IS NULL OR q.date > ?)
       ORDER BY p.id`,
      [asOf, measure, ...activities, ...groups, asOf],
    );
  }

  private tests(activities: ReadonlyMap<number, AttemptedActivity>): Promise<TestDays> {
    const ids = [...activities.values()].filter(({ has_test }) => has_test).map(({ id }) => id);
    return TestDays.read((sql, params) => this.database.rows(sql, params), ids);
  }

  /** Who completed a course that is a draft or cancelled: it qualifies nobody. */
  private async completions(
    plan: number,
    groups: string[],
    asOf: string,
    at: At,
  ): Promise<(Attempt & { group_code: string })[]> {
    const rows = await this.database.rows<CompletionRow>(
      `SELECT p.id AS participation_id, p.activity_id, COALESCE(pe.merged_into_id, pe.id) AS survivor_id,
         p.organisation_id, p.place_id, p.group_code, c.date
       FROM activities a JOIN participations p ON p.activity_id = a.id JOIN people pe ON pe.id = p.person_id
       JOIN completions c ON c.activity_id = a.id AND c.person_id = p.person_id AND c.group_code = p.group_code
       WHERE a.plan_id = ? AND a.kind = 'course' AND a.status IN ('draft', 'cancelled') AND c.date <= ?
         AND p.group_code IN (${placeholders(groups)}) ${withRosterAt(at)} ORDER BY c.date, p.id`,
      [plan, asOf, ...groups, ...(at?.params ?? [])],
    );
    const activities = await this.activities([...new Set(rows.map(({ activity_id }) => activity_id))]);
    return [...Map.groupBy(rows, personOnRoster).values()].flatMap(([first]) => {
      const activity = first && activities.get(first.activity_id);
      if (!first || !activity) return [];
      const { participation_id, place_id, group_code, date } = first;
      const subject_id = first.organisation_id ?? first.survivor_id;
      const facts = { participation_id, subject_id, place_id, group_code, activity };
      return [{ ...facts, marks: new Map<number, AttendanceStatus>(), passed_on: null, completed_on: date }];
    });
  }

  private async activities(ids: number[]): Promise<Map<number, AttemptedActivity>> {
    const rows = await this.database.rowsIn<ActivityRow>(
      'SELECT id, kind, status, min_attendance, test_required FROM activities WHERE id IN (?)',
      ids,
    );
    const sessions = await this.database.rowsIn<SessionFacts & { activity_id: number }>(
      'SELECT id, activity_id, number, date, status, makes_up FROM sessions WHERE activity_id IN (?)',
      ids,
    );
    const ofActivity = Map.groupBy(sessions, ({ activity_id }) => activity_id);
    return new Map(
      rows.map((row) => [
        row.id,
        {
          ...row,
          min_attendance: row.min_attendance ?? DEFAULT_MIN_ATTENDANCE,
          has_test: row.test_required === 1,
          sessions: ofActivity.get(row.id) ?? [],
        },
      ]),
    );
  }
}

function atRoot(count: Count): At {
  const places = count.placeIds(count.asked.root);
  return places === null ? null : listOf(places);
}

/** A condition on activities `a`: somebody of these places is on the roster. */
function withRosterAt(at: At): string {
  if (at === null) return '';
  return `AND a.id IN (SELECT own.activity_id FROM participations own WHERE own.place_id IN (${at.sql}))`;
}

/** A condition on people `pe`: under one of their records they are on a roster from one of these places. */
function comingFrom(at: At): string {
  if (at === null) return '';
  return `AND COALESCE(pe.merged_into_id, pe.id) IN (SELECT COALESCE(who.merged_into_id, who.id)
    FROM participations own JOIN people who ON who.id = own.person_id WHERE own.place_id IN (${at.sql}))`;
}

function personOnRoster({ activity_id, survivor_id, group_code }: Omit<MarkRow, 'session_id' | 'status'>): string {
  return `${activity_id} ${survivor_id} ${group_code}`;
}

/** One attempt of the marks of a person: records that were merged are one, the first recorded says where. */
function attemptOf(
  rows: MarkRow[],
  activities: ReadonlyMap<number, AttemptedActivity>,
  tested: TestDays,
): (Attempt & { group_code: string })[] {
  const [first] = rows;
  const activity = first && activities.get(first.activity_id);
  if (!first || !activity) return [];
  const { participation_id, place_id, group_code } = first;
  const marks = new Map<number, AttendanceStatus>();
  for (const { session_id, status } of rows) {
    if (status === 'present' || status === 'late' || !marks.has(session_id)) marks.set(session_id, status);
  }
  const subject_id = first.organisation_id ?? first.survivor_id;
  const passed_on = tested.of(first);
  return [{ participation_id, subject_id, place_id, group_code, activity, marks, passed_on, completed_on: null }];
}
