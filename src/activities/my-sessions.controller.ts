import { Controller, Get } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { page, type PageAnswer } from '../web/answers.js';
import { PageParts } from '../web/page-parts.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityWords } from './activity-words.js';
import { MySessionsReader } from './my-sessions.js';
import { mySessionsPage } from './my-sessions.page.js';

/** The sessions that wait for whoever takes attendance. */
@Controller('my-sessions')
export class MySessionsController {
  constructor(
    private readonly sessions: MySessionsReader,
    private readonly scopes: Scopes,
    private readonly parts: PageParts,
  ) {}

  @Can('attendance.record')
  @Get()
  async show(@ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const words = new ActivityWords(locale, await this.scopes.mine());
    const model = mySessionsPage(words, await this.sessions.mine());
    return page('activities/my-sessions', { ...model, added: await this.parts.of('my_sessions', {}, locale) });
  }
}
