import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { ActivitiesModule } from './activities/activities.module.js';
import { CertificatesModule } from './certificates/certificates.module.js';
import { CheckInModule } from './check-in/check-in.module.js';
import type { Secret } from './config/secret.js';
import type { Settings } from './config/settings.js';
import { CoursesModule } from './courses/courses.module.js';
import { CoverageModule } from './coverage/coverage.module.js';
import type { Database } from './database/database.js';
import { EventsModule } from './events/events.module.js';
import { FilesModule } from './files/files.module.js';
import { HomeModule } from './home/home.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { InterchangeModule } from './interchange/interchange.module.js';
import { LearningModule } from './learning/learning.module.js';
import { KnowledgeModule } from './knowledge/knowledge.module.js';
import { LettersModule } from './letters/letters.module.js';
import { MailModule } from './mail/mail.module.js';
import { MineModule } from './mine/mine.module.js';
import { OfflineModule } from './offline/offline.module.js';
import { PackagesModule } from './packages/packages.module.js';
import { PeopleModule } from './people/people.module.js';
import { PlanningModule } from './planning/planning.module.js';
import { FiguresModule } from './plans/figures.module.js';
import { PlansModule } from './plans/plans.module.js';
import { AnalysisModule } from './quizzes/analysis.module.js';
import { AttemptsModule } from './quizzes/attempts.module.js';
import { QuizzesModule } from './quizzes/quizzes.module.js';
import { TerritoryModule } from './territory/territory.module.js';
import { Identify } from './web/identify.js';
import { WebModule } from './web/web.module.js';

/** The composition root: every part of the product, and what all of them share. */
@Module({})
export class AppModule implements NestModule {
  static with(settings: Settings, secret: Secret, database: Database): DynamicModule {
    return {
      module: AppModule,
      imports: [
        WebModule.with(settings, secret, database),
        EventsModule,
        FilesModule,
        InterchangeModule,
        MailModule,
        AccountsModule,
        // Its /people/corrections must be looked at before the person of an id.
        MineModule,
        // Its /activities/new must be looked at before the activity of a code.
        PlanningModule,
        TerritoryModule,
        PeopleModule,
        ActivitiesModule,
        OfflineModule,
        CheckInModule,
        AnalysisModule,
        AttemptsModule,
        CertificatesModule,
        LettersModule,
        QuizzesModule,
        CoursesModule,
        LearningModule,
        KnowledgeModule,
        PackagesModule,
        CoverageModule,
        PlansModule,
        FiguresModule,
        ImportsModule,
        HomeModule,
      ],
    };
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(Identify).exclude('assets/{*path}', 'content/{*path}', 'healthz', 'readyz').forRoutes('{*path}');
  }
}
