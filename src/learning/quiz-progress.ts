import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { NotFound } from '../errors.js';
import { Bus, type DomainEvents } from '../events/domain-events.js';
import { stillCounts } from '../quizzes/attempt-results.js';
import type { Attempt } from '../quizzes/attempts.entities.js';
import type { Holder } from '../quizzes/attempts.store.js';
import type { LearnerCourse } from './learner-courses.js';
import type { Learner } from './learner-door.js';
import { OwnEnrolments } from './own-enrolments.js';
import { type MarkedAttempt, ProgressDesk, type Saved } from './progress-desk.js';
import { type Whose, whoseOf } from './whose.js';

type HandedIn = Pick<Attempt, 'part' | 'score' | 'submitted_at'>;

/** What quizzes tell of lessons: that one was begun, waits for a trainer, or got its score. */
@Injectable()
export class QuizProgress implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly desk: ProgressDesk,
    private readonly enrolments: OwnEnrolments,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('quizzes.waiting', (news) => this.hear(news));
    this.bus.on('quizzes.marked', (news) => this.hear(news));
  }

  /** Whose attempts at the quiz of a lesson, and since when they count. */
  async holder({ person }: Learner, { activity, enrolments }: LearnerCourse, key: string): Promise<Holder> {
    const since = (await this.enrolments.resets(enrolments)).get(key) ?? null;
    return { activity_id: activity.id, plan_id: activity.plan_id, person_id: person.id, part: key, since };
  }

  /** The lesson was opened by beginning its quiz. */
  async begun(course: LearnerCourse, key: string): Promise<void> {
    await this.desk.save(whoseOf(course), key, { kind: 'opened' });
  }

  /** Learns what all attempts of somebody came to, in a course that the running transaction holds: nothing that is known already. */
  async catchUp(whose: Whose, personId: number): Promise<void> {
    await this.learn(whose, await this.handedIn(whose.activity_id, personId));
  }

  /**
   * An attempt waits, or got its score. The test of an activity is no lesson, and who was taken out of the course has no
   * progress: both are passed over.
   */
  private async hear({ activity_id, person_id, part }: DomainEvents['quizzes.marked']): Promise<void> {
    const own = await this.enrolments.open(activity_id, person_id);
    if (own.length === 0) return;
    const attempts = (await this.handedIn(activity_id, person_id)).filter((attempt) => attempt.part === part);
    await this.learn({ activity_id, enrolments: own.map(({ id }) => id) }, attempts);
  }

  /** What somebody handed in, by whichever record. */
  private async handedIn(activityId: number, personId: number): Promise<HandedIn[]> {
    const records = await this.enrolments.records(personId);
    return this.database.rowsNow<HandedIn>(
      `SELECT part, score, submitted_at FROM attempts
       WHERE activity_id = ? AND person_id IN (${placeholders(records)}) AND state <> 'open'`,
      [activityId, ...records],
    );
  }

  /** What was handed in before a lesson was taken back says nothing of it any more. */
  private async learn(whose: Whose, attempts: readonly HandedIn[]): Promise<void> {
    const resets = await this.enrolments.resets(whose.enrolments);
    const counting = attempts.filter((attempt) => stillCounts(attempt, resets.get(attempt.part)));
    for (const [part, own] of Map.groupBy(counting, (each) => each.part)) {
      await this.passingOver(whose, part, saidBy(own));
    }
  }

  private async passingOver(whose: Whose, key: string, saved: Saved): Promise<void> {
    try {
      await this.desk.save(whose, key, saved);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }
}

function saidBy(attempts: readonly HandedIn[]): Saved {
  const marked = attempts.flatMap(({ score, submitted_at }): MarkedAttempt[] =>
    score === null || submitted_at === null ? [] : [{ score, submitted_at }],
  );
  return { kind: 'attempts', marked, waits: marked.length < attempts.length };
}
