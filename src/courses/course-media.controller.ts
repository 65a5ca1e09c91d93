import { Controller, Get, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import type { Request, Response } from 'express';
import { onFile, sound } from '../activities/uploaded.js';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can, TakesFiles } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { UploadsInterceptor, uploadsOf } from '../web/uploads.js';
import { CourseMediaDesk } from './course-media-desk.js';
import { courseMediaPage } from './course-media.page.js';
import { CourseRecords } from './course-records.js';
import { CourseStore } from './course-store.js';
import { MEDIA_LIMITS, MediaIntake } from './media-intake.js';
import { MediaServer } from './media-serving.js';

const VIEW = 'courses/media';

/** The files of a course: what is there, more of them, and sending them as players ask for them. */
@Controller('courses/:code/media')
export class CourseMediaController {
  constructor(
    private readonly records: CourseRecords,
    private readonly store: CourseStore,
    private readonly desk: CourseMediaDesk,
    private readonly intake: MediaIntake,
    private readonly server: MediaServer,
    private readonly scopes: Scopes,
  ) {}

  @Can('course.read')
  @Get()
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(code, locale));
  }

  @Can('course.write')
  @Post()
  @TakesFiles(MEDIA_LIMITS)
  @UseInterceptors(UploadsInterceptor)
  async add(
    @Param('code') code: string,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    await this.records.own(code);
    const form = new Form(request.body);
    const [upload] = sound(form, uploadsOf(request));
    const added = await attempt(form, async () => upload && this.desk.add(code, await this.intake.take(upload)));
    if (!added) return formAgain(VIEW, await this.model(code, locale), onFile(form));
    return redirect(paths.courseMedia(code), {
      kind: 'done',
      key: 'courses.media.added',
      params: { name: added.name },
    });
  }

  @Can('course.read')
  @Get(':name')
  async file(
    @Param('code') code: string,
    @Param('name') name: string,
    @Query('save') save: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { activity } = await this.records.open(code);
    await this.server.send(request, response, { activityId: activity.id, name, save: textAsked(save) !== '' });
  }

  @Can('course.write')
  @Post(':name/removal')
  async remove(@Param('code') code: string, @Param('name') name: string): Promise<RedirectAnswer> {
    await this.records.own(code);
    const back = paths.courseMedia(code);
    return orWarning(back, async () => {
      await this.desk.remove(code, name);
      return redirect(back, { kind: 'done', key: 'courses.media.removed', params: { name } });
    });
  }

  private async model(code: string, locale: Locale): Promise<object> {
    const record = await this.records.open(code);
    const { id } = record.activity;
    const words = new ActivityWords(locale, await this.scopes.mine());
    return courseMediaPage(words, record, await this.store.media(id), await this.desk.uses(id));
  }
}
