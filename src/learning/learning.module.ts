import { Module, type OnModuleInit } from '@nestjs/common';
import { CertificatesModule } from '../certificates/certificates.module.js';
import { CoursesModule } from '../courses/courses.module.js';
import { PackagesModule } from '../packages/packages.module.js';
import { PassChecks } from '../packages/pass-checks.js';
import { AttemptsModule } from '../quizzes/attempts.module.js';
import { QuizzesModule } from '../quizzes/quizzes.module.js';
import { ActivitiesModule } from '../activities/activities.module.js';
import { LettersModule } from '../letters/letters.module.js';
import { MineModule } from '../mine/mine.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { CodeSlips } from './code-slips.js';
import { Completing } from './completing.js';
import { LearnerAccounts } from './learner-accounts.js';
import { LearnerCodes } from './learner-codes.js';
import { LearnerCodesController } from './learner-codes.controller.js';
import { LearnerCookie } from './learner-cookie.js';
import { LearnerCourses } from './learner-courses.js';
import { LearnerDoor } from './learner-door.js';
import { LearnerLinks } from './learner-links.js';
import { LearnerParts } from './learner-parts.js';
import { LearnerSessions } from './learner-sessions.js';
import { LearnerSignInController } from './learner-sign-in.controller.js';
import { DueChoices } from './due-choices.js';
import { DueReminders } from './due-reminders.js';
import { DueRemindersController } from './due-reminders.controller.js';
import { DueSlips } from './due-slips.js';
import { EnrolmentAdditionsController } from './enrolment-additions.controller.js';
import { EnrolmentController } from './enrolment.controller.js';
import { EnrolmentParts } from './enrolment-parts.js';
import { EnrolmentDesk } from './enrolment-desk.js';
import { EnrolmentLinksController } from './enrolment-links.controller.js';
import { JoinController } from './join.controller.js';
import { EnrolmentLinks } from './enrolment-links.js';
import { EnrolmentRecords } from './enrolment-records.js';
import { GroupMembers } from './group-members.js';
import { EnrolmentRequests } from './enrolment-requests.js';
import { EnrolmentsController } from './enrolments.controller.js';
import { LearnerLetters } from './learner-letters.js';
import { LearnerLettersEnd } from './learner-letters-end.js';
import { LessonAttemptsController } from './lesson-attempts.controller.js';
import { LessonController } from './lesson.controller.js';
import { LessonPackagesController } from './lesson-packages.controller.js';
import { OrganisationLearners } from './organisation-learners.js';
import { MessageDesk } from './message-desk.js';
import { MessageRounds } from './message-rounds.js';
import { MessagesController } from './messages.controller.js';
import { OwnEnrolments } from './own-enrolments.js';
import { PackageDesk } from './package-desk.js';
import { PackageStates } from './package-states.js';
import { ProgressDesk } from './progress-desk.js';
import { QuizProgress } from './quiz-progress.js';
import { Settling } from './settling.js';
import { MyCoursesController } from './my-courses.controller.js';

/** Who learns, what they are enrolled in, and how far they are. */
@Module({
  imports: [
    ActivitiesModule,
    AttemptsModule,
    CertificatesModule,
    CoursesModule,
    LettersModule,
    MineModule,
    PackagesModule,
    PeopleModule,
    QuizzesModule,
    TerritoryModule,
  ],
  controllers: [
    LearnerSignInController,
    JoinController,
    MyCoursesController,
    LearnerCodesController,
    EnrolmentLinksController,
    EnrolmentAdditionsController,
    EnrolmentController,
    EnrolmentsController,
    DueRemindersController,
    MessagesController,
    LessonAttemptsController,
    LessonPackagesController,
    LessonController,
  ],
  providers: [
    ...[LearnerDoor, LearnerSessions, LearnerCookie, LearnerLinks, LearnerCodes, LearnerAccounts],
    ...[ProgressDesk, Completing, QuizProgress, Settling],
    ...[EnrolmentDesk, EnrolmentLinks, EnrolmentRecords, EnrolmentRequests, EnrolmentParts],
    ...[GroupMembers, OrganisationLearners, OwnEnrolments],
    ...[LearnerLetters, LearnerLettersEnd, MessageRounds, MessageDesk, DueChoices, DueReminders, DueSlips],
    ...[LearnerCourses, CodeSlips, LearnerParts, PackageStates, PackageDesk],
  ],
  exports: [LearnerDoor, LearnerCourses],
})
export class LearningModule implements OnModuleInit {
  constructor(
    private readonly checks: PassChecks,
    private readonly courses: LearnerCourses,
  ) {}

  onModuleInit(): void {
    this.checks.add(({ person_id, activity_id }) => this.courses.isEnrolled(person_id, activity_id));
  }
}
