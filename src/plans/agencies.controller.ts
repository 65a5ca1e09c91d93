import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Can } from '../web/access.js';
import type { Answer } from '../web/answers.js';
import { contextOf } from '../web/request.js';
import { AGENCIES } from './item-lists.js';
import { PlanItems } from './plan-items.js';

/** The agencies that carry a plan out, by page. */
@Controller('plans/:code/agencies')
export class AgenciesController {
  constructor(private readonly items: PlanItems) {}

  @Can('plan.write')
  @Get('new')
  async blank(@Req() request: Request, @Param('code') code: string): Promise<Answer> {
    return this.items.show(AGENCIES, contextOf(request).locale, code);
  }

  @Can('plan.write')
  @Post()
  async add(@Req() request: Request, @Param('code') code: string, @Body() body: unknown): Promise<Answer> {
    return this.items.add(AGENCIES, contextOf(request).locale, code, body);
  }

  @Can('plan.write')
  @Get(':agency')
  async edit(@Req() request: Request, @Param('code') code: string, @Param('agency') agency: string): Promise<Answer> {
    return this.items.show(AGENCIES, contextOf(request).locale, code, agency);
  }

  @Can('plan.write')
  @Post(':agency')
  async save(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('agency') agency: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.items.save(AGENCIES, contextOf(request).locale, code, agency, body);
  }

  @Can('plan.write')
  @Post(':agency/removal')
  async remove(@Param('code') code: string, @Param('agency') agency: string, @Body() body: unknown): Promise<Answer> {
    return this.items.remove(AGENCIES, code, agency, body);
  }
}
