import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ActivitiesModule } from '../activities/activities.module.js';
import { LearningModule } from '../learning/learning.module.js';
import { MineModule } from '../mine/mine.module.js';
import { PeopleModule } from '../people/people.module.js';
import { AttemptsModule } from '../quizzes/attempts.module.js';
import { QuestionCopies } from '../quizzes/question-copies.js';
import { QuizzesModule } from '../quizzes/quizzes.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { AnswersController } from './answers.controller.js';
import { AnswersSheet } from './answers-sheet.js';
import { CodeDesk } from './code-desk.js';
import { CodesController } from './codes.controller.js';
import { GainReports } from './gain-reports.js';
import { KnowledgeCodes } from './knowledge-codes.js';
import { KnowledgeParts } from './knowledge-parts.js';
import { KnowledgeTests } from './knowledge-tests.js';
import { KnowledgeController } from './knowledge.controller.js';
import { LearnerTestController } from './learner-test.controller.js';
import { PersonalController } from './personal.controller.js';
import { PersonalDoor } from './personal-door.js';
import { ReportController } from './report.controller.js';
import { StaffDoor } from './staff-door.js';
import { SurveyController } from './survey.controller.js';
import { Surveys } from './surveys.js';
import { TestAttempts } from './test-attempts.js';
import { TestDesk } from './test-desk.js';
import { TestPapers } from './test-papers.js';
import { TestPasses } from './test-passes.js';
import { TestSheets } from './test-sheets.js';

/** Before and after: what people know, on paper and by telephone, what was learnt, and whether they were satisfied. */
@Module({
  imports: [
    AccountsModule,
    ActivitiesModule,
    AttemptsModule,
    LearningModule,
    MineModule,
    PeopleModule,
    QuizzesModule,
    TerritoryModule,
  ],
  controllers: [
    KnowledgeController,
    AnswersController,
    CodesController,
    ReportController,
    SurveyController,
    PersonalController,
    LearnerTestController,
  ],
  providers: [
    ...[
      StaffDoor,
      PersonalDoor,
      KnowledgeCodes,
      CodeDesk,
      KnowledgeTests,
      TestDesk,
      TestAttempts,
      TestSheets,
      AnswersSheet,
    ],
    ...[GainReports, TestPapers, TestPasses, Surveys, KnowledgeParts],
  ],
  exports: [KnowledgeTests, TestDesk, KnowledgeCodes, AnswersSheet, Surveys, GainReports],
})
export class KnowledgeModule implements OnModuleInit {
  constructor(
    private readonly copies: QuestionCopies,
    private readonly tests: KnowledgeTests,
  ) {}

  onModuleInit(): void {
    this.copies.add((planId) => this.tests.copiesWithPictures(planId));
  }
}
