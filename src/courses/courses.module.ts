import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { CourseEditing } from './course-editing.js';
import { CourseStore } from './course-store.js';
import { DraftWriter } from './draft-writer.js';
import { PublishCheck } from './publish-check.js';

/** Courses: their versions, sections and lessons, and the files in them. */
@Module({
  imports: [ActivitiesModule, TerritoryModule],
  providers: [CourseStore, DraftWriter, PublishCheck, CourseEditing],
  exports: [CourseStore, CourseEditing, PublishCheck],
})
export class CoursesModule {}
