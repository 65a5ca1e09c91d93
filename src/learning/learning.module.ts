import { Module } from '@nestjs/common';
import { CertificatesModule } from '../certificates/certificates.module.js';
import { CoursesModule } from '../courses/courses.module.js';
import { MineModule } from '../mine/mine.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { CodeSlips } from './code-slips.js';
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
import { MyCoursesController } from './my-courses.controller.js';

/** Who learns, what they are enrolled in, and how far they are. */
@Module({
  imports: [CertificatesModule, CoursesModule, MineModule, PeopleModule, TerritoryModule],
  controllers: [LearnerSignInController, MyCoursesController, LearnerCodesController],
  providers: [
    ...[LearnerDoor, LearnerSessions, LearnerCookie, LearnerLinks, LearnerCodes, LearnerAccounts],
    ...[LearnerCourses, CodeSlips, LearnerParts],
  ],
  exports: [LearnerDoor],
})
export class LearningModule {}
