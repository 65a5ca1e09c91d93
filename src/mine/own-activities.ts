import { Injectable } from '@nestjs/common';
import type { Activity, AttendanceStatus, Session } from '../activities/activities.entities.js';
import { scheduleOf } from '../activities/ledger-rows.js';
import { BEST_FIRST, isThere, type Standing } from '../activities/qualification.js';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';

/** An activity that somebody is on the roster of, with how far they are. */
export interface OwnActivity {
  activity: Pick<Activity, 'id' | 'title' | 'kind' | 'status' | 'min_attendance' | 'test_required' | 'version'>;
  /** All sessions by date, also those that were cancelled. */
  sessions: OwnSession[];
  /** Of a training that was not cancelled. */
  standing: Standing | null;
  /** Sessions at which they were. */
  there: number;
  /** The day on which the last condition was met, of a course that of completion; null: not yet, or a campaign. */
  trained_on: string | null;
}

/** A session with the place of its activity. */
export type OwnSession = Session & Pick<Activity, 'place_id' | 'unit_code'>;

type ActivityRow = OwnActivity['activity'] & Pick<Activity, 'place_id' | 'unit_code'>;

/** Reads what a participant takes part in: the own roster lines and marks, and nothing of anybody else. */
@Injectable()
export class OwnActivities {
  constructor(private readonly database: Database) {}

  /**
   * The activities on whose roster somebody is, by whichever record, the latest first; what is still a draft is nobody's yet.
   * @param records the person and the records merged into it
   */
  async of(records: readonly number[]): Promise<OwnActivity[]> {
    return this.database.snapshot(async () => {
      const activities = await this.activities(records);
      const ids = activities.map(({ id }) => id);
      const sessions = await this.database.rowsIn<Session>(
        'SELECT * FROM sessions WHERE activity_id IN (?) ORDER BY date, number',
        ids,
      );
      const marks = await this.marks(records);
      const completed = await this.days('SELECT activity_id, date AS day FROM completions', records);
      const passed = await this.days('SELECT activity_id, passed_on AS day FROM test_results', records);
      const byActivity = Map.groupBy(sessions, ({ activity_id }) => activity_id);
      return activities
        .map((each) => {
          const days = { completed: completed.get(each.id) ?? null, passed: passed.get(each.id) ?? null };
          return own(each, byActivity.get(each.id) ?? [], marks, days);
        })
        .sort(latestFirst);
    });
  }

  private async activities(records: readonly number[]): Promise<ActivityRow[]> {
    const rows = await this.database.rowsIn<ActivityRow>(
      `SELECT DISTINCT a.id, a.title, a.kind, a.status, a.min_attendance, a.test_required, a.version, a.place_id, a.unit_code
       FROM participations p JOIN activities a ON a.id = p.activity_id WHERE a.status <> 'draft' AND p.person_id IN (?)`,
      [...records],
    );
    return [...new Map(rows.map((row) => [row.id, row])).values()];
  }

  /** By activity the first of the days noted of the person, under whichever record. */
  private async days(select: string, records: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.database.rowsIn<{ activity_id: number; day: string }>(`${select} WHERE person_id IN (?)`, [
      ...records,
    ]);
    rows.sort((a, b) => (a.day < b.day ? 1 : -1));
    return new Map(rows.map(({ activity_id, day }) => [activity_id, day]));
  }

  /** What was marked of the person by session: of several records the best. */
  private async marks(records: readonly number[]): Promise<Map<number, AttendanceStatus>> {
    const rows = await this.database.rowsIn<{ session_id: number; status: AttendanceStatus }>(
      'SELECT session_id, status FROM attendance WHERE person_id IN (?)',
      [...records],
    );
    const marks = new Map<number, AttendanceStatus>();
    for (const { session_id, status } of rows) {
      const known = marks.get(session_id);
      if (known === undefined || BEST_FIRST.indexOf(status) < BEST_FIRST.indexOf(known)) marks.set(session_id, status);
    }
    return marks;
  }
}

function own(
  { place_id, unit_code, ...activity }: ActivityRow,
  sessions: readonly Session[],
  marks: ReadonlyMap<number, AttendanceStatus>,
  { completed, passed }: { completed: string | null; passed: string | null },
): OwnActivity {
  const schedule = scheduleOf(activity, sessions);
  const there = sessions.filter(({ id }) => schedule.exists(id) && isThere(marks.get(id) ?? 'absent'));
  const isCounted = activity.kind === 'training' && activity.status !== 'cancelled' && schedule.planned > 0;
  return {
    activity,
    sessions: sessions.map((session) => ({ ...session, place_id, unit_code })),
    standing: isCounted ? schedule.standing(marks, today(), passed) : null,
    there: there.length,
    trained_on:
      schedule.completedOn(completed) ??
      schedule.trainedOn(
        there.map(({ id }) => id),
        passed,
      ),
  };
}

/** What is still to come and what was last, before what is long ago. */
function latestFirst(one: OwnActivity, other: OwnActivity): number {
  const last = ({ activity, sessions, trained_on }: OwnActivity): string =>
    (activity.kind === 'course' ? trained_on : sessions.at(-1)?.date) ?? '9999';
  if (last(one) === last(other)) return other.activity.id - one.activity.id;
  return last(one) < last(other) ? 1 : -1;
}
