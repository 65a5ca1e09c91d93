import { Module, type OnModuleInit } from '@nestjs/common';
import { ActivityLengths } from '../activities/activity-lengths.js';
import { ActivitiesModule } from '../activities/activities.module.js';
import { QuestionUses } from '../quizzes/question-uses.js';
import { QuizzesModule } from '../quizzes/quizzes.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { PageParts } from '../web/page-parts.js';
import { ActivityPart } from './activity-part.js';
import { CourseActivities } from './course-activities.js';
import { CourseEditing } from './course-editing.js';
import { CourseExport } from './course-export.js';
import { CourseImport } from './course-import.js';
import { CourseForms } from './course-forms.js';
import { CourseMediaController } from './course-media.controller.js';
import { CourseMediaDesk } from './course-media-desk.js';
import { CourseRecords } from './course-records.js';
import { CourseStore } from './course-store.js';
import { CoursesController } from './courses.controller.js';
import { DraftController } from './draft.controller.js';
import { DraftWriter } from './draft-writer.js';
import { LessonController } from './lesson.controller.js';
import { MediaIntake } from './media-intake.js';
import { MediaServer } from './media-serving.js';
import { PublishCheck } from './publish-check.js';
import { QuestionUsers } from './question-users.js';
import { CourseVersionsController } from './versions.controller.js';

const READING = [CourseStore, CourseRecords, MediaServer, PublishCheck, QuestionUsers];
const SHOWING = [ActivityPart, CourseExport, CourseImport];
const WRITING = [DraftWriter, CourseEditing, CourseActivities, CourseForms, MediaIntake, CourseMediaDesk];

/** Courses: their versions, sections and lessons, and the files in them. */
@Module({
  imports: [ActivitiesModule, QuizzesModule, TerritoryModule],
  controllers: [CoursesController, DraftController, LessonController, CourseVersionsController, CourseMediaController],
  providers: [...READING, ...SHOWING, ...WRITING],
  exports: [
    CourseStore,
    CourseRecords,
    CourseEditing,
    CourseActivities,
    CourseExport,
    CourseImport,
    PublishCheck,
    MediaIntake,
    CourseMediaDesk,
    MediaServer,
  ],
})
export class CoursesModule implements OnModuleInit {
  constructor(
    private readonly uses: QuestionUses,
    private readonly users: QuestionUsers,
    private readonly parts: PageParts,
    private readonly activityPart: ActivityPart,
    private readonly lengths: ActivityLengths,
    private readonly store: CourseStore,
  ) {}

  onModuleInit(): void {
    this.lengths.add(async (activityId) => (await this.store.course(activityId))?.minutes ?? null);
    this.uses.add((leaving) => this.users.of(leaving));
    this.parts.add('activity', (about, locale) => this.activityPart.of(about, locale));
  }
}
