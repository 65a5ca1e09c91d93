import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import { Bus } from '../events/domain-events.js';
import type { LearnerCourse } from './learner-courses.js';
import { OwnEnrolments } from './own-enrolments.js';
import { ProgressDesk, type Saved, type Whose } from './progress-desk.js';
import { whoseOf } from './whose.js';

/** What quizzes tell of a lesson: that one was begun, waits for a trainer, or got its score. */
@Injectable()
export class QuizProgress implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly desk: ProgressDesk,
    private readonly enrolments: OwnEnrolments,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('quizzes.waiting', (waiting) => this.waiting(waiting));
    this.bus.on('quizzes.marked', (marked) => this.marked(marked));
  }

  /** The lesson was opened by beginning its quiz. */
  async begun(course: LearnerCourse, key: string): Promise<void> {
    await this.desk.save(whoseOf(course), key, { kind: 'opened' });
  }

  private async waiting({ activity_id, person_id, part }: Marked): Promise<void> {
    const whose = await this.whose(activity_id, person_id);
    if (whose) await this.passingOver(whose, part, { kind: 'waiting' });
  }

  /**
   * An attempt got its score. The test of an activity is no lesson, and who was taken out of the course has no progress: both
   * are passed over.
   */
  private async marked({ attempt_id, activity_id, person_id, part }: Marked): Promise<void> {
    const row = await this.database.row<{ score: number | null }>('SELECT score FROM attempts WHERE id = ?', [
      attempt_id,
    ]);
    const whose = await this.whose(activity_id, person_id);
    if (!whose || row === undefined || row.score === null) return;
    await this.passingOver(whose, part, { kind: 'score', score: row.score });
  }

  private async passingOver(whose: Whose, key: string, saved: Saved): Promise<void> {
    try {
      await this.desk.save(whose, key, saved);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }

  private async whose(activity_id: number, personId: number): Promise<Whose | null> {
    const own = await this.enrolments.open(activity_id, personId);
    return own.length === 0 ? null : { activity_id, enrolments: own.map(({ id }) => id) };
  }
}

interface Marked {
  attempt_id: number;
  activity_id: number;
  person_id: number;
  part: string;
}
