import { Controller, HttpCode, Param, Post, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import { LearnerCourses } from '../learning/learner-courses.js';
import { LearnerDoor } from '../learning/learner-door.js';
import { LearnerNeededFilter } from '../learning/learner-needed.filter.js';
import { Public } from '../web/access.js';
import { redirect, type RedirectAnswer } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { TestDesk } from './test-desk.js';

/** From a course to its test before or after: whoever learns it and has come in needs no paper with a code. */
@UseFilters(LearnerNeededFilter)
@Controller('learning/:code')
export class LearnerTestController {
  constructor(
    private readonly door: LearnerDoor,
    private readonly courses: LearnerCourses,
    private readonly desk: TestDesk,
  ) {}

  @Public()
  @HttpCode(303)
  @Post('knowledge')
  async open(@Param('code') code: string, @Req() request: Request): Promise<RedirectAnswer> {
    const { records, person } = await this.door.enter(request);
    const { activity } = await this.courses.open(records, code);
    return redirect(paths.personalTest(await this.desk.codeOfLearner(activity.id, person.id)));
  }
}
