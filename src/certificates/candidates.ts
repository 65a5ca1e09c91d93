import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Activity, AttendanceStatus, Session } from '../activities/activities.entities.js';
import { scheduleOf } from '../activities/ledger-rows.js';
import { CompletionDays } from '../activities/completion-days.js';
import { TestDays } from '../activities/test-days.js';
import { BEST_FIRST, courseStanding, isThere, type Schedule, type Standing } from '../activities/qualification.js';
import type { NamedPerson } from '../people/privacy.js';
import { CHILD_GROUP } from '../people/privacy.js';

/** Somebody on the roster of a training or course, after merges. */
export interface Candidate extends NamedPerson {
  ref: string;
  sort_key: string;
  sex: 'f' | 'm' | 'x' | null;
  /** Home, as a code. */
  home: string;
  /** Where the first participation says that they come from; null while the training has no session. */
  place_id: number | null;
  /** The organisation that they came for. */
  organisation: string | null;
  /** Whether they are on the roster as a child. */
  on_child_roster: boolean;
  standing: Standing;
  /** The day on which the last condition of `trained` was met (counting method §2); null: not yet. */
  trained_on: string | null;
}

/** A training with everybody who may get its certificate, in Vietnamese order of the given names. */
export interface Candidacy {
  sessions: readonly Session[];
  schedule: Schedule;
  candidates: readonly Candidate[];
}

type Row = Omit<Candidate, 'on_child_roster' | 'standing' | 'trained_on'> & { group_code: string };

const ROSTER = `SELECT su.id, su.ref, su.full_name, su.sort_key, su.sex, su.birth_date, su.birth_year, su.consent_on,
  su.unit_code AS home, p.group_code, p.place_id, o.name AS organisation
  FROM participations p JOIN people pe ON pe.id = p.person_id
  JOIN people su ON su.id = COALESCE(pe.merged_into_id, pe.id) LEFT JOIN organisations o ON o.id = p.organisation_id
  WHERE p.activity_id = ? ORDER BY p.id`;
const MARKS = `SELECT t.session_id, COALESCE(pe.merged_into_id, pe.id) AS person_id, t.status
  FROM sessions s JOIN attendance t ON t.session_id = s.id JOIN people pe ON pe.id = t.person_id
  WHERE s.activity_id = ?`;

/** Whether somebody has qualified as trained by the end of a day. */
export function isEntitled({ trained_on }: Pick<Candidate, 'trained_on'>, day: string): boolean {
  return trained_on !== null && trained_on <= day;
}

/** Who qualifies as trained, read from the records themselves: the names are the true ones, whoever asks. */
@Injectable()
export class Candidates {
  constructor(private readonly database: Database) {}

  /** @param day as of which somebody may still reach it */
  async of(activity: Activity, day: string): Promise<Candidacy> {
    const sessions = await this.database.rowsNow<Session>(
      'SELECT * FROM sessions WHERE activity_id = ? ORDER BY date, number',
      [activity.id],
    );
    const schedule = scheduleOf(activity, sessions);
    const marks = await this.marks(activity.id);
    const read = <T>(sql: string, params: number[]): Promise<T[]> => this.database.rowsNow<T>(sql, params);
    const completed = await CompletionDays.read(read, activity.kind === 'course' ? [activity.id] : []);
    const tested = await TestDays.read(read, activity.test_required === 1 ? [activity.id] : []);
    const rows = await this.database.rowsNow<Row>(ROSTER, [activity.id]);
    const candidates = [...Map.groupBy(rows, ({ id }) => id).values()].map(([first, ...rest]): Candidate => {
      const { group_code, ...person } = first as Row;
      const own = marks.get(person.id) ?? new Map<number, AttendanceStatus>();
      const whose = { activity_id: activity.id, survivor_id: person.id };
      const completion = schedule.completedOn(completed.ofPerson(whose));
      const passed = tested.of(whose);
      const there = [...own].filter(([, status]) => isThere(status)).map(([session]) => session);
      return {
        ...person,
        organisation: [first as Row, ...rest].find(({ organisation }) => organisation !== null)?.organisation ?? null,
        on_child_roster: [group_code, ...rest.map((row) => row.group_code)].includes(CHILD_GROUP),
        standing: activity.kind === 'course' ? courseStanding(completion, day) : schedule.standing(own, day, passed),
        trained_on: completion ?? schedule.trainedOn(there, passed),
      };
    });
    candidates.sort((a, b) => (a.sort_key < b.sort_key ? -1 : a.sort_key > b.sort_key ? 1 : a.id - b.id));
    return { sessions, schedule, candidates };
  }

  private async marks(activityId: number): Promise<Map<number, Map<number, AttendanceStatus>>> {
    type Mark = { session_id: number; person_id: number; status: AttendanceStatus };
    const marks = new Map<number, Map<number, AttendanceStatus>>();
    for (const { session_id, person_id, status } of await this.database.rowsNow<Mark>(MARKS, [activityId])) {
      const own = marks.get(person_id) ?? new Map<number, AttendanceStatus>();
      const known = own.get(session_id);
      if (known === undefined || BEST_FIRST.indexOf(status) < BEST_FIRST.indexOf(known)) own.set(session_id, status);
      marks.set(person_id, own);
    }
    return marks;
  }
}
