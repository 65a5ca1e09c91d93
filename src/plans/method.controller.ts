import { Controller, Get, Param } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { page, type PageAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { FigureWords } from './figure-words.js';
import { methodPage } from './method.page.js';
import { Plans } from './plans.js';

/** How a plan is counted, in words. */
@Controller('plans')
export class MethodController {
  constructor(private readonly plans: Plans) {}

  @Can('plan.read')
  @Get(':code/method')
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const content = await this.plans.content(await this.plans.byCode(code));
    return page('plans/method', methodPage(content, new FigureWords(locale, [])));
  }
}
