import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Can } from '../web/access.js';
import type { Answer } from '../web/answers.js';
import { contextOf } from '../web/request.js';
import { TASKS } from './item-lists.js';
import { PlanItems } from './plan-items.js';

/** The tasks of a plan, by page. */
@Controller('plans/:code/tasks')
export class TasksController {
  constructor(private readonly items: PlanItems) {}

  @Can('plan.write')
  @Get('new')
  async blank(@Req() request: Request, @Param('code') code: string): Promise<Answer> {
    return this.items.show(TASKS, contextOf(request).locale, code);
  }

  @Can('plan.write')
  @Post()
  async add(@Req() request: Request, @Param('code') code: string, @Body() body: unknown): Promise<Answer> {
    return this.items.add(TASKS, contextOf(request).locale, code, body);
  }

  @Can('plan.write')
  @Get(':task')
  async edit(@Req() request: Request, @Param('code') code: string, @Param('task') task: string): Promise<Answer> {
    return this.items.show(TASKS, contextOf(request).locale, code, task);
  }

  @Can('plan.write')
  @Post(':task')
  async save(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('task') task: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.items.save(TASKS, contextOf(request).locale, code, task, body);
  }

  @Can('plan.write')
  @Post(':task/removal')
  async remove(@Param('code') code: string, @Param('task') task: string, @Body() body: unknown): Promise<Answer> {
    return this.items.remove(TASKS, code, task, body);
  }
}
