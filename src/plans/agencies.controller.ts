import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import type { Answer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { AGENCIES } from './item-lists.js';
import { PlanItems } from './plan-items.js';

/** The agencies that carry a plan out, by page. */
@Controller('plans/:code/agencies')
export class AgenciesController {
  constructor(private readonly items: PlanItems) {}

  @Can('plan.write')
  @Get('new')
  async blank(@ReaderLocale() locale: Locale, @Param('code') code: string): Promise<Answer> {
    return this.items.show(AGENCIES, locale, code);
  }

  @Can('plan.write')
  @Post()
  async add(@ReaderLocale() locale: Locale, @Param('code') code: string, @Body() body: unknown): Promise<Answer> {
    return this.items.add(AGENCIES, locale, code, body);
  }

  @Can('plan.write')
  @Get(':agency')
  async edit(
    @ReaderLocale() locale: Locale,
    @Param('code') code: string,
    @Param('agency') agency: string,
  ): Promise<Answer> {
    return this.items.show(AGENCIES, locale, code, agency);
  }

  @Can('plan.write')
  @Post(':agency')
  async save(
    @ReaderLocale() locale: Locale,
    @Param('code') code: string,
    @Param('agency') agency: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.items.save(AGENCIES, locale, code, agency, body);
  }

  @Can('plan.write')
  @Post(':agency/removal')
  async remove(@Param('code') code: string, @Param('agency') agency: string, @Body() body: unknown): Promise<Answer> {
    return this.items.remove(AGENCIES, code, agency, body);
  }
}
