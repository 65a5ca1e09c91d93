import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CourseRoster, type Enrolling } from '../activities/course-roster.js';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { OnRosters } from '../activities/on-rosters.js';
import { CourseStore } from '../courses/course-store.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { DomainError, NotFound } from '../errors.js';
import { Bus, type DomainEvents } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { Enrolment, type EnrolmentWay, LessonProgressRow, ProgressReset } from './learning.entities.js';
import { LearnerLettersEnd } from './learner-letters-end.js';
import { OwnEnrolments } from './own-enrolments.js';
import { PackageStates } from './package-states.js';
import { Settling } from './settling.js';

/** What became of people who were to be enrolled. */
export interface Enrolled {
  /** Enrolled now, or again. */
  enrolled: number;
  /** The course is full: they wait for a place on its roster, and learn once they have one. */
  waiting: number;
}

/** How people are enrolled. */
export interface HowEnrolled {
  way: EnrolmentWay;
  due_on: string | null;
}

/** An enrolment with the person after merges. */
type OfSurvivor = Enrolment & { survivor_id: number };

/** Enrolling people in a course, and what the staff does to an enrolment. Progress is never deleted but by a reset. */
@Injectable()
export class EnrolmentDesk implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly rosters: OnRosters,
    private readonly roster: CourseRoster,
    private readonly courses: CourseStore,
    private readonly states: PackageStates,
    private readonly own: OwnEnrolments,
    private readonly settling: Settling,
    private readonly bus: Bus,
    private readonly events: EventLog,
    private readonly letters: LearnerLettersEnd,
  ) {}

  onModuleInit(): void {
    this.bus.on('waiting.admitted', (admitted) => this.admitted(admitted));
  }

  /**
   * Enrols people, who come onto the roster of the course by that; enrolled before, they stay as they were, and who had been
   * taken off goes on where they stopped. @throws NotFound, InvalidFields as the roster
   */
  async enrol(code: string, people: readonly Enrolling[], how: HowEnrolled): Promise<Enrolled> {
    return this.database.transaction(async () => {
      const activity = await this.course(code);
      const { waiting } = await this.roster.add(activity.id, people);
      return {
        enrolled: await this.write(
          activity,
          people.map((each) => each.person_id),
          how,
        ),
        waiting,
      };
    });
  }

  /** Enrols everybody who is on the roster and does not learn yet: whoever came onto it by a file, or for an organisation. */
  async enrolRoster(code: string, due_on: string | null): Promise<Enrolled> {
    return this.database.transaction(async () => {
      const activity = await this.course(code);
      const people = await this.rosters.people(activity.id);
      return { enrolled: await this.write(activity, [...people], { way: 'group', due_on }), waiting: 0 };
    });
  }

  /** Takes somebody out of a course and off its roster; what they did stays. @throws NotFound; DomainError once completed */
  async withdraw(code: string, id: number): Promise<void> {
    await this.database.transaction(async () => {
      const { activity, enrolment, own } = await this.held(code, id);
      if (own.some(({ completed_on }) => completed_on !== null)) {
        throw new DomainError('learning.completed_stays', {}, 'conflict');
      }
      const open = own.filter(isOpen);
      if (open.length === 0) return;
      const groups = await this.database.rowsNow<{ group_code: string }>(
        `SELECT DISTINCT p.group_code FROM participations p JOIN people pe ON pe.id = p.person_id
         JOIN people me ON me.id = ? WHERE p.activity_id = ?
         AND COALESCE(pe.merged_into_id, pe.id) = COALESCE(me.merged_into_id, me.id)`,
        [enrolment.person_id, activity.id],
      );
      const lines = groups.map(({ group_code }) => ({ person_id: enrolment.person_id, group_code }));
      await this.roster.remove(activity.id, lines);
      for (const each of open) await this.database.update(Enrolment, { id: each.id }, { withdrawn_at: nowIso() });
      await this.told('enrolment.withdrawn', activity, { person: enrolment.person_id });
    });
  }

  /** Sets or takes away the day until which people are to be done. @returns for how many that was news */
  async setDue(code: string, ids: readonly number[], due_on: string | null): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.course(code);
      const changing = (await this.chosen(activity.id, ids)).filter((each) => each.due_on !== due_on);
      for (const { id } of changing) await this.database.update(Enrolment, { id }, { due_on });
      const count = peopleIn(changing).length;
      if (count > 0) await this.told('enrolment.due_set', activity, { count, due_on });
      return count;
    });
  }

  /**
   * Moves those who have begun, and are not done, to the newest version: what they did in lessons that it has too counts
   * there. @returns how many were moved @throws NotFound
   */
  async move(code: string, ids: readonly number[]): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.course(code);
      const newest = await this.courses.published(activity.id);
      if (!newest) throw new NotFound();
      const chosen = await this.chosen(activity.id, ids);
      const done = new Set(peopleIn(chosen.filter(({ completed_on }) => completed_on !== null)));
      const moving = chosen.filter(
        ({ version_number, survivor_id }) =>
          version_number !== null && version_number < newest.number && !done.has(survivor_id),
      );
      for (const { id } of moving) await this.database.update(Enrolment, { id }, { version_number: newest.number });
      const people = peopleIn(moving);
      const detail = { count: people.length, version: newest.number, people };
      if (people.length > 0) await this.told('enrolment.moved', activity, detail);
      await this.settling.settle(activity.id, people);
      return people.length;
    });
  }

  /**
   * Takes back what somebody did in a lesson, by whichever record. It is kept aside; a completion that was recorded stays
   * recorded. @throws NotFound where nothing was done there
   */
  async reset(code: string, id: number, lessonKey: string, reason: string): Promise<void> {
    await this.database.transaction(async () => {
      const { activity, enrolment, own } = await this.held(code, id);
      const rows = await this.database.rowsForUpdate<LessonProgressRow>(
        `SELECT * FROM lesson_progress WHERE lesson_key = ? AND enrolment_id IN (${placeholders(own)})`,
        [lessonKey, ...own.map((each) => each.id)],
      );
      if (rows.length === 0) throw new NotFound();
      const by = actor()?.user_id ?? null;
      for (const row of rows) {
        const reset = { enrolment_id: row.enrolment_id, lesson_key: lessonKey, reason, reset_at: nowIso() };
        await this.database.insert(ProgressReset, [{ ...reset, author_id: by, kept: JSON.stringify(row) }]);
        await this.database.delete(LessonProgressRow, { id: row.id });
        await this.states.remove(row.enrolment_id, lessonKey);
      }
      await this.told('enrolment.reset', activity, { person: enrolment.person_id, lesson: lessonKey, reason });
    });
  }

  /** Whoever waited for a place on the roster of a course learns it now. */
  private async admitted({ activity_id, person_ids }: DomainEvents['waiting.admitted']): Promise<void> {
    const activity = await this.door.held(activity_id);
    if (activity.kind === 'course') await this.write(activity, person_ids, { way: 'person', due_on: null });
  }

  /** Who is not on the roster waits for a place: their enrolment is kept as it was meant, and opens nothing yet. */
  private async write(activity: OpenActivity, personIds: readonly number[], how: HowEnrolled): Promise<number> {
    const onRoster = await this.rosters.people(activity.id);
    const survivors = await this.survivors(personIds);
    const known = Map.groupBy(await this.of(activity.id), ({ survivor_id }) => survivor_id);
    const outside = [...new Set(survivors)].filter((id) => !known.get(id)?.some(isOpen));
    for (const person_id of outside) {
      const withdrawn_at = onRoster.has(person_id) ? null : nowIso();
      const before = known.get(person_id) ?? [];
      for (const { id, due_on } of before) {
        await this.database.update(Enrolment, { id }, { withdrawn_at, due_on: how.due_on ?? due_on });
      }
      const made = { ...fresh(activity.id, person_id, how), withdrawn_at };
      if (before.length === 0) await this.database.insert(Enrolment, [made]);
    }
    const coming = outside.filter((id) => onRoster.has(id));
    const count = coming.length;
    if (count > 0) await this.told('enrolment.made', activity, { count, way: how.way });
    const again = coming.filter((id) => known.has(id));
    await this.settling.settle(activity.id, again);
    return count;
  }

  /** All of a course as they are now, also withdrawn ones. */
  private of(activityId: number): Promise<OfSurvivor[]> {
    return this.database.rowsNow<OfSurvivor>(
      `SELECT e.*, COALESCE(p.merged_into_id, p.id) AS survivor_id FROM enrolments e JOIN people p ON p.id = e.person_id
       WHERE e.activity_id = ? ORDER BY e.id`,
      [activityId],
    );
  }

  /** Of the people whose enrolments are named all that open the course, by whichever record. */
  private async chosen(activityId: number, ids: readonly number[]): Promise<OfSurvivor[]> {
    const open = (await this.of(activityId)).filter(isOpen);
    const people = new Set(peopleIn(open.filter(({ id }) => ids.includes(id))));
    return open.filter(({ survivor_id }) => people.has(survivor_id));
  }

  private async survivors(personIds: readonly number[]): Promise<number[]> {
    const rows = await this.database.rowsIn<{ id: number }>(
      'SELECT COALESCE(merged_into_id, id) AS id FROM people WHERE id IN (?)',
      [...new Set(personIds)],
    );
    return rows.map(({ id }) => id);
  }

  /** A course of the territory of whoever acts, held until the transaction ends. @throws NotFound */
  private async course(code: string): Promise<OpenActivity> {
    const activity = await this.door.activity(code);
    if (activity.kind !== 'course') throw new NotFound();
    return activity;
  }

  /** An enrolment with all of the same person. @throws NotFound */
  private async held(
    code: string,
    id: number,
  ): Promise<{ activity: OpenActivity; enrolment: Enrolment; own: Enrolment[] }> {
    const activity = await this.course(code);
    const sql = 'SELECT * FROM enrolments WHERE id = ? AND activity_id = ?';
    const [enrolment] = await this.database.rowsForUpdate<Enrolment>(sql, [id, activity.id]);
    if (!enrolment) throw new NotFound();
    return { activity, enrolment, own: await this.own.of(activity.id, enrolment.person_id) };
  }

  private async told(kind: string, { id, code }: OpenActivity, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'activity', id }, detail: { activity: code, ...detail } });
    await this.letters.takeBack([id]);
  }
}

function fresh(activity_id: number, person_id: number, { way, due_on }: HowEnrolled): Partial<Enrolment> {
  const at = { enrolled_at: nowIso(), author_id: actor()?.user_id ?? null };
  return { activity_id, person_id, way, due_on, ...at };
}

/** The people after merges, each once. */
function peopleIn(enrolments: readonly OfSurvivor[]): number[] {
  return [...new Set(enrolments.map(({ survivor_id }) => survivor_id))];
}

function isOpen({ withdrawn_at }: Pick<Enrolment, 'withdrawn_at'>): boolean {
  return withdrawn_at === null;
}
