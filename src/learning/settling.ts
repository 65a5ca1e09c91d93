import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ActivityDoor } from '../activities/open-activities.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { Bus } from '../events/domain-events.js';
import { OwnEnrolments } from './own-enrolments.js';
import { ProgressDesk } from './progress-desk.js';
import { QuizProgress } from './quiz-progress.js';

interface Learning {
  activity_id: number;
  survivor_id: number;
}

/**
 * What follows when the enrolments of people become others: enrolled again, moved to another version, or found to be one
 * person. Quizzes may have been marked while nobody could be told of it, and what was done may be all that is needed now.
 */
@Injectable()
export class Settling implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly own: OwnEnrolments,
    private readonly quizzes: QuizProgress,
    private readonly desk: ProgressDesk,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    this.bus.on('people.merged', ({ person_ids }) => this.merged(person_ids));
  }

  /** Of people in a course that the running transaction holds; who has not begun, or was taken out, is passed over. */
  async settle(activity_id: number, personIds: Iterable<number>): Promise<void> {
    for (const personId of personIds) {
      const own = await this.own.open(activity_id, personId);
      if (own.every(({ started_at }) => started_at === null)) continue;
      const whose = { activity_id, enrolments: own.map(({ id }) => id) };
      await this.quizzes.catchUp(whose, personId);
      await this.desk.completeIfDone(whose);
    }
  }

  private async merged(personIds: readonly number[]): Promise<void> {
    const list = placeholders(personIds);
    const learning = await this.database.rows<Learning>(
      `SELECT DISTINCT e.activity_id, COALESCE(p.merged_into_id, p.id) AS survivor_id
       FROM enrolments e JOIN people p ON p.id = e.person_id
       WHERE p.id IN (${list}) OR p.merged_into_id IN (${list}) ORDER BY e.activity_id`,
      [...personIds, ...personIds],
    );
    for (const { activity_id, survivor_id } of learning) {
      await this.door.held(activity_id);
      await this.settle(activity_id, [survivor_id]);
    }
  }
}
