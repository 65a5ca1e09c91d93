import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CourseCompletions } from '../activities/course-completions.js';
import { dayOf, nowIso, today } from '../config/clock.js';
import type { CourseVersion } from '../courses/course-store.js';
import type { CourseMedia } from '../courses/courses.entities.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { Bus, type DomainEvents } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import { actor } from '../web/actor.js';
import { courseProgress } from './course-progress.js';
import { secondsOf } from './learner-courses.js';
import { Enrolment } from './learning.entities.js';
import { OwnEnrolments } from './own-enrolments.js';
import { earliest, keptOf, type ProgressRow } from './progress-rows.js';

/** Somebody in a course whose enrolments the running transaction holds. */
export interface Held {
  enrolment: Enrolment;
  version: CourseVersion;
  media: ReadonlyMap<string, CourseMedia>;
}

/** A save turned out to complete the course, for which the course has to be locked first. */
export class CompletesCourse extends Error {}

interface Done {
  activity_id: number;
  survivor_id: number;
  day: string;
}

/**
 * That somebody has done a course, and that it counts, are two things: it is done by what was learnt, here, and counts for
 * every group in which somebody is on the roster, in activities/. Whoever comes onto the roster later, or again, is counted
 * then, on the day on which the course was done.
 */
@Injectable()
export class Completing implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly completions: CourseCompletions,
    private readonly own: OwnEnrolments,
    private readonly bus: Bus,
    private readonly events: EventLog,
  ) {}

  onModuleInit(): void {
    this.bus.on('activities.changed', ({ course_ids }) => this.countAgain(course_ids));
    this.bus.on('completions.withdrawn', (who) => this.takeBack(who));
  }

  /**
   * Completes a course when nothing that is needed is left to do, on the day on which the last of it was done. A completion that
   * the staff took back comes again with a lesson that is done after that, and by nothing else.
   * @param isHeld whether the course is locked @returns whether it is completed @throws CompletesCourse
   */
  async complete({ enrolment, version, media }: Held, rows: readonly ProgressRow[], isHeld: boolean): Promise<boolean> {
    const { id, activity_id, person_id, completed_on, taken_back_at } = enrolment;
    const kept = keptOf(rows, version.content);
    const { done_at } = courseProgress(version.content, kept, (lesson) => secondsOf(lesson, media));
    if (done_at === null || (taken_back_at !== null && done_at <= taken_back_at)) return completed_on !== null;
    const day = upToToday(dayOf(new Date(done_at)));
    if (completed_on !== null && completed_on <= day) return true;
    if (!isHeld) throw new CompletesCourse();
    await this.database.update(Enrolment, { id }, { completed_on: day });
    const isCounted = await this.count(activity_id, person_id, day);
    const subject = { type: 'activity', id: activity_id };
    const detail = { person: person_id, version: version.number, counted: isCounted };
    // Whoever of the staff moves or marks completes it; a learner has no account.
    await this.events.record({
      ...{ kind: 'enrolment.completed', subject, detail },
      ...(actor() === null && { byLink: true }),
    });
    await this.bus.tell('learning.completed', { activity_id, person_id });
    return true;
  }

  /** Somebody who was taken off the roster meanwhile has done the lessons, and is not counted before they are on it again. */
  private async count(activityId: number, personId: number, day: string): Promise<boolean> {
    try {
      await this.completions.complete(activityId, personId, day);
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.key === 'activities.not_enrolled') return false;
      throw error;
    }
  }

  /** Counts those who have done these courses in the groups of their rosters that know nothing of it. */
  private async countAgain(courseIds: readonly number[]): Promise<void> {
    const done = await this.database.rowsIn<Done>(
      `SELECT e.activity_id, COALESCE(p.merged_into_id, p.id) AS survivor_id, e.completed_on AS day
       FROM enrolments e JOIN people p ON p.id = e.person_id WHERE e.completed_on IS NOT NULL AND e.activity_id IN (?)`,
      [...courseIds],
    );
    for (const [activityId, people] of Map.groupBy(done, ({ activity_id }) => activity_id)) {
      const lacking = await this.completions.lacking(activityId);
      for (const { survivor_id, day } of people.filter((each) => lacking.has(each.survivor_id))) {
        await this.completions.complete(activityId, survivor_id, upToToday(day));
      }
    }
  }

  private async takeBack({ activity_id, person_id }: DomainEvents['completions.withdrawn']): Promise<void> {
    const done = (await this.own.of(activity_id, person_id)).filter(({ completed_on }) => completed_on !== null);
    const patch = { completed_on: null, taken_back_at: nowIso() };
    for (const { id } of done) await this.database.update(Enrolment, { id }, patch);
  }
}

/** Where the clock was set back, today is the last day there is. */
function upToToday(day: string): string {
  return earliest([day, today()]) ?? day;
}
