import { Module, type OnModuleInit } from '@nestjs/common';
import { ActivityLengths } from '../activities/activity-lengths.js';
import { ActivitiesModule } from '../activities/activities.module.js';
import { QuestionUses } from '../quizzes/question-uses.js';
import { QuizzesModule } from '../quizzes/quizzes.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { PageParts } from '../web/page-parts.js';
import { ActivityPart } from './activity-part.js';
import { ChangedQuestions } from './changed-questions.js';
import { CourseActivities } from './course-activities.js';
import { CourseEditing } from './course-editing.js';
import { CourseExport } from './course-export.js';
import { CourseImportController } from './course-import.controller.js';
import { CourseImportDesk } from './course-import-desk.js';
import { CourseImport } from './course-import.js';
import { CourseForms } from './course-forms.js';
import { CourseMediaController } from './course-media.controller.js';
import { CourseMediaDesk } from './course-media-desk.js';
import { CourseRecords } from './course-records.js';
import { CourseStore } from './course-store.js';
import { CourseZipController } from './course-zip.controller.js';
import { CoursesController } from './courses.controller.js';
import { DraftController } from './draft.controller.js';
import { DraftWriter } from './draft-writer.js';
import { ImportMedia } from './import-media.js';
import { LessonController } from './lesson.controller.js';
import { MediaIntake } from './media-intake.js';
import { MediaServer } from './media-serving.js';
import { NewCourseImportController } from './new-course-import.controller.js';
import { PublishCheck } from './publish-check.js';
import { QuestionUsers } from './question-users.js';
import { CourseVersionsController } from './versions.controller.js';
import { WaitingCourses } from './waiting-courses.js';

const READING = [CourseStore, CourseRecords, MediaServer, PublishCheck, QuestionUsers];
const SHOWING = [ActivityPart, CourseExport];
const WRITING = [DraftWriter, CourseEditing, CourseActivities, CourseForms, MediaIntake, CourseMediaDesk];
const BRINGING_IN = [ChangedQuestions, ImportMedia, CourseImport, WaitingCourses, CourseImportDesk];

/** Courses: their versions, sections and lessons, and the files in them. */
@Module({
  imports: [ActivitiesModule, QuizzesModule, TerritoryModule],
  // A new course must be looked at before the course of a code, and a ZIP before the version of a number.
  controllers: [
    ...[NewCourseImportController, CoursesController, CourseImportController, DraftController, LessonController],
    ...[CourseZipController, CourseVersionsController, CourseMediaController],
  ],
  providers: [...READING, ...SHOWING, ...WRITING, ...BRINGING_IN],
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
    this.uses.add(
      (leaving) => this.users.of(leaving),
      (planId, questions) => this.users.asking(planId, questions),
    );
    this.parts.add('activity', (about, locale) => this.activityPart.of(about, locale));
  }
}
