import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import { BankQuestions } from '../quizzes/bank-questions.js';
import type { CourseContent } from './course-content.js';
import { type CourseFault, faultsOf, type Surroundings } from './course-checks.js';
import { CourseStore } from './course-store.js';

/** Looks what stands in the way of publishing a draft, with what it refers to. */
@Injectable()
export class PublishCheck {
  constructor(
    private readonly store: CourseStore,
    private readonly questions: BankQuestions,
  ) {}

  /** @param activity of the course, whose plan has the questions */
  async of(activity: Pick<Activity, 'id' | 'plan_id'>, content: CourseContent): Promise<CourseFault[]> {
    return faultsOf(content, await this.around(activity));
  }

  private async around({ id, plan_id }: Pick<Activity, 'id' | 'plan_id'>): Promise<Surroundings> {
    const asked = await this.questions.offered(plan_id);
    return { media: await this.store.media(id), questions: new Map(asked.map(({ ref, topic }) => [ref, topic])) };
  }
}
