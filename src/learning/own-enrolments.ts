import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import type { Enrolment, ProgressReset } from './learning.entities.js';
import { earliest } from './progress-rows.js';

/** The enrolments of one person in one course: of records that were found to be one person there may be several. */
@Injectable()
export class OwnEnrolments {
  constructor(private readonly database: Database) {}

  /** All of them, as they are now, what was begun first at first. @param personId of whichever record */
  async of(activityId: number, personId: number): Promise<Enrolment[]> {
    const records = await this.records(personId);
    const sql = `SELECT * FROM enrolments WHERE activity_id = ? AND person_id IN (${placeholders(records)})`;
    return (await this.database.rowsNow<Enrolment>(sql, [activityId, ...records])).sort(beganFirst);
  }

  /**
   * All records of a person, of whichever one is given. Read apart from what is looked for by them: a statement that joined them
   * would lock what a whole class has, to find what one person has.
   */
  async records(personId: number): Promise<number[]> {
    const rows = await this.database.rows<{ id: number }>(
      `SELECT p.id FROM people p JOIN people me ON me.id = ?
       WHERE p.id = COALESCE(me.merged_into_id, me.id) OR p.merged_into_id = COALESCE(me.merged_into_id, me.id)`,
      [personId],
    );
    return rows.length === 0 ? [personId] : rows.map(({ id }) => id);
  }

  /** Those that open the course. */
  async open(activityId: number, personId: number): Promise<Enrolment[]> {
    return (await this.of(activityId, personId)).filter(({ withdrawn_at }) => withdrawn_at === null);
  }

  /** When what was done in a lesson was taken back last, by its key. */
  async resets(ids: readonly number[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.rowsNow<Pick<ProgressReset, 'lesson_key' | 'reset_at'>>(
      `SELECT lesson_key, reset_at FROM progress_resets WHERE enrolment_id IN (${placeholders(ids)}) ORDER BY reset_at`,
      [...ids],
    );
    return new Map(rows.map(({ lesson_key, reset_at }) => [lesson_key, reset_at]));
  }
}

/**
 * Several enrolments of one person as one: that which was begun first, completed as soon as any of them was, and taken back as
 * late as any of them was.
 */
export function asOne<E extends Enrolment>(own: readonly [E, ...E[]]): E {
  const [first = own[0]] = own.toSorted(beganFirst);
  const taken = own.flatMap(({ taken_back_at }) => taken_back_at ?? []).sort();
  const completed_on = earliest(own.map((each) => each.completed_on));
  return { ...first, completed_on, taken_back_at: taken.at(-1) ?? null };
}

/** What was begun before what was not, then what was enrolled first. */
export function beganFirst(one: Enrolment, other: Enrolment): number {
  const at = ({ started_at, enrolled_at }: Enrolment): string => `${started_at ?? '9'} ${enrolled_at}`;
  return at(one) < at(other) ? -1 : at(one) > at(other) ? 1 : one.id - other.id;
}

/** Whether there is anything. */
export function isSome<T>(list: readonly T[]): list is readonly [T, ...T[]] {
  return list.length > 0;
}
