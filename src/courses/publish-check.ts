import { Injectable } from '@nestjs/common';
import type { Activity } from '../activities/activities.entities.js';
import type { CourseContent } from './course-content.js';
import { type CourseFault, faultsOf, type Surroundings } from './course-checks.js';
import { CourseStore } from './course-store.js';

/** Looks what stands in the way of publishing a draft, with what it refers to. */
@Injectable()
export class PublishCheck {
  constructor(private readonly store: CourseStore) {}

  /** @param activity of the course, whose plan has the questions */
  async of(activity: Pick<Activity, 'id' | 'plan_id'>, content: CourseContent): Promise<CourseFault[]> {
    return faultsOf(content, await this.around(activity));
  }

  async around({ id }: Pick<Activity, 'id' | 'plan_id'>): Promise<Surroundings> {
    return { media: await this.store.media(id), questions: new Map() };
  }
}
