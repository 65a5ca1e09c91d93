import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import type { Answer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { TASKS } from './item-lists.js';
import { PlanItems } from './plan-items.js';

/** The tasks of a plan, by page. */
@Controller('plans/:code/tasks')
export class TasksController {
  constructor(private readonly items: PlanItems) {}

  @Can('plan.write')
  @Get('new')
  async blank(@ReaderLocale() locale: Locale, @Param('code') code: string): Promise<Answer> {
    return this.items.show(TASKS, locale, code);
  }

  @Can('plan.write')
  @Post()
  async add(@ReaderLocale() locale: Locale, @Param('code') code: string, @Body() body: unknown): Promise<Answer> {
    return this.items.add(TASKS, locale, code, body);
  }

  @Can('plan.write')
  @Get(':task')
  async edit(
    @ReaderLocale() locale: Locale,
    @Param('code') code: string,
    @Param('task') task: string,
  ): Promise<Answer> {
    return this.items.show(TASKS, locale, code, task);
  }

  @Can('plan.write')
  @Post(':task')
  async save(
    @ReaderLocale() locale: Locale,
    @Param('code') code: string,
    @Param('task') task: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.items.save(TASKS, locale, code, task, body);
  }

  @Can('plan.write')
  @Post(':task/removal')
  async remove(@Param('code') code: string, @Param('task') task: string, @Body() body: unknown): Promise<Answer> {
    return this.items.remove(TASKS, code, task, body);
  }
}
