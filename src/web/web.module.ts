import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import type { Secret } from '../config/secret.js';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { Stamps } from '../database/stamps.js';
import { AccessGuard } from './access.guard.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { BodyFileInterceptor } from './api/body-file.js';
import { IdempotencyInterceptor } from './api/idempotency.js';
import { OpenApi } from './api/openapi.js';
import { OpenApiController } from './api/openapi.controller.js';
import { AssetsController } from './assets.controller.js';
import { ClientScripts } from './client-scripts.js';
import { DatabaseAlarm } from './database-alarm.js';
import { ErrorFilter } from './error.filter.js';
import { HealthController } from './health.controller.js';
import { LocaleController } from './locale.controller.js';
import { Log } from './log.js';
import { PageParts } from './page-parts.js';
import { PageWriter } from './page-writer.js';
import { ScriptsController } from './scripts.controller.js';
import { SettingsHolder } from './settings-holder.js';
import { Shell } from './shell.js';

/** What every feature may have injected: the door to the database, settings, log, and the HTTP plumbing. */
@Global()
@Module({})
export class WebModule {
  static with(settings: Settings, secret: Secret, database: Database): DynamicModule {
    const shared = [
      { provide: Database, useValue: database },
      { provide: SettingsHolder, useValue: new SettingsHolder(settings, secret) },
      { provide: Log, useValue: new Log(settings.logLevel) },
      Stamps,
      Shell,
      ClientScripts,
      PageParts,
    ];
    return {
      module: WebModule,
      imports: [DiscoveryModule],
      controllers: [HealthController, LocaleController, AssetsController, ScriptsController, OpenApiController],
      providers: [
        ...shared,
        PageWriter,
        DatabaseAlarm,
        OpenApi,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_INTERCEPTOR, useClass: BodyFileInterceptor },
        // After the ones above: it works inside it, on the answer before it is sent.
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
      exports: [...shared, PageWriter],
    };
  }
}
