import { Controller, Get, Param } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { CourseRecords } from './course-records.js';
import { CourseStore } from './course-store.js';
import { lessonPage, versionPage } from './version.page.js';

/** Versions of a course as their learners find them, to be looked at. */
@Controller('courses/:code/versions/:number')
export class CourseVersionsController {
  constructor(
    private readonly records: CourseRecords,
    private readonly store: CourseStore,
    private readonly scopes: Scopes,
  ) {}

  @Can('course.read')
  @Get()
  async show(
    @Param('code') code: string,
    @Param('number') number: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.records.open(code);
    const version = await this.store.version(record.activity.id, addressNumber(number));
    const before = version.number > 1 ? await this.store.version(record.activity.id, version.number - 1) : undefined;
    return page('courses/version', versionPage(await this.words(locale), record, version, before));
  }

  @Can('course.read')
  @Get('lessons/:lesson')
  async lesson(
    @Param('code') code: string,
    @Param('number') number: string,
    @Param('lesson') key: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.records.open(code);
    const version = await this.store.version(record.activity.id, addressNumber(number));
    const media = await this.store.media(record.activity.id);
    const model = lessonPage(await this.words(locale), record, { version, key, media });
    if (!model) throw new NotFound();
    return page('courses/lesson', model);
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}
