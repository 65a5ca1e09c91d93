import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Can } from '../web/access.js';
import type { Answer } from '../web/answers.js';
import { contextOf } from '../web/request.js';
import { OBJECTIVES } from './item-lists.js';
import { PlanItems } from './plan-items.js';

/** The objectives of a plan, by page. */
@Controller('plans/:code/objectives')
export class ObjectivesController {
  constructor(private readonly items: PlanItems) {}

  @Can('plan.write')
  @Get('new')
  async blank(@Req() request: Request, @Param('code') code: string): Promise<Answer> {
    return this.items.show(OBJECTIVES, contextOf(request).locale, code);
  }

  @Can('plan.write')
  @Post()
  async add(@Req() request: Request, @Param('code') code: string, @Body() body: unknown): Promise<Answer> {
    return this.items.add(OBJECTIVES, contextOf(request).locale, code, body);
  }

  @Can('plan.write')
  @Get(':objective')
  async edit(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('objective') objective: string,
  ): Promise<Answer> {
    return this.items.show(OBJECTIVES, contextOf(request).locale, code, objective);
  }

  @Can('plan.write')
  @Post(':objective')
  async save(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('objective') objective: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.items.save(OBJECTIVES, contextOf(request).locale, code, objective, body);
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
