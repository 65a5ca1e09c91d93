import { Body, Controller, HttpCode, Param, Post, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import type { Locale } from '../i18n/locale.js';
import { Public } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { LearnerCourses } from './learner-courses.js';
import { LearnerDoor } from './learner-door.js';
import { LearnerNeededFilter } from './learner-needed.filter.js';
import { standingSaid } from './lesson.page.js';
import { PackageDesk } from './package-desk.js';

/** What SCORM packages say of their learner, posted by the page around them. */
@UseFilters(LearnerNeededFilter)
@Controller('learning/:code/:lesson/package')
export class LessonPackagesController {
  constructor(
    private readonly door: LearnerDoor,
    private readonly courses: LearnerCourses,
    private readonly packages: PackageDesk,
  ) {}

  /** JSON `{serial, said}`; 409 where the package goes on in another window. */
  @Public()
  @HttpCode(200)
  @Post()
  async save(
    @Param('code') code: string,
    @Param('lesson') key: string,
    @Req() request: Request,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<JsonAnswer> {
    const { records } = await this.door.enter(request);
    const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
    const whose = await this.courses.whose(records, code);
    const { verdict, serial, after } = await this.packages.save(whose, key, given);
    return new JsonAnswer({ serial, said: standingSaid(locale, after) }, verdict === 'older' ? 409 : 200);
  }
}
