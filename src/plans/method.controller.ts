import { Controller, Get, Param, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Can } from '../web/access.js';
import { page, type PageAnswer } from '../web/answers.js';
import { contextOf } from '../web/request.js';
import { FigureWords } from './figure-words.js';
import { methodPage } from './method.page.js';
import { Plans } from './plans.js';

/** How a plan is counted, in words. */
@Controller('plans')
export class MethodController {
  constructor(private readonly plans: Plans) {}

  @Can('plan.read')
  @Get(':code/method')
  async show(@Param('code') code: string, @Req() request: Request): Promise<PageAnswer> {
    const content = await this.plans.content(await this.plans.byCode(code));
    return page('plans/method', methodPage(content, new FigureWords(contextOf(request).locale, [])));
  }
}
