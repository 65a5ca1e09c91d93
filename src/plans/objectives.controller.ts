import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import type { Answer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { OBJECTIVES } from './item-lists.js';
import { PlanItems } from './plan-items.js';

/** The objectives of a plan, by page. */
@Controller('plans/:code/objectives')
export class ObjectivesController {
  constructor(private readonly items: PlanItems) {}

  @Can('plan.write')
  @Get('new')
  async blank(@ReaderLocale() locale: Locale, @Param('code') code: string): Promise<Answer> {
    return this.items.show(OBJECTIVES, locale, code);
  }

  @Can('plan.write')
  @Post()
  async add(@ReaderLocale() locale: Locale, @Param('code') code: string, @Body() body: unknown): Promise<Answer> {
    return this.items.add(OBJECTIVES, locale, code, body);
  }

  @Can('plan.write')
  @Get(':objective')
  async edit(
    @ReaderLocale() locale: Locale,
    @Param('code') code: string,
    @Param('objective') objective: string,
  ): Promise<Answer> {
    return this.items.show(OBJECTIVES, locale, code, objective);
  }

  @Can('plan.write')
  @Post(':objective')
  async save(
    @ReaderLocale() locale: Locale,
    @Param('code') code: string,
    @Param('objective') objective: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.items.save(OBJECTIVES, locale, code, objective, body);
  }

  @Can('plan.write')
  @Post(':objective/removal')
  async remove(
    @Param('code') code: string,
    @Param('objective') objective: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.items.remove(OBJECTIVES, code, objective, body);
  }
}
