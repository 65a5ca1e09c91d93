import { Body, Controller, Get, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { ActivityWords } from '../activities/activity-words.js';
import { onFile, sound } from '../activities/uploaded.js';
import { EditConflict, InvalidFields } from '../errors.js';
import { ZIP_LIMITS } from '../files/safe-zip.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can, TakesFiles } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { UploadsInterceptor, uploadsOf } from '../web/uploads.js';
import type { CourseOutlook, ImportTarget } from './course-import.js';
import { CourseImportDesk } from './course-import-desk.js';
import { importCheckPage, type ImportFrame, importPage } from './course-import.page.js';
import { type CourseRecord, CourseRecords } from './course-records.js';
import { courseCrumbs } from './course.page.js';
import type { FileFault } from './file-fault.js';

const VIEW = 'courses/import';

/** A new version of a course from a ZIP: sent, looked at, taken as its draft. */
@Controller('courses/:code/import')
export class CourseImportController {
  constructor(
    private readonly desk: CourseImportDesk,
    private readonly records: CourseRecords,
    private readonly scopes: Scopes,
  ) {}

  @Can('course.write')
  @Get()
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(await this.records.own(code), locale));
  }

  @Can('course.write')
  @Post()
  @TakesFiles({ most: 1, bytes: ZIP_LIMITS.packedBytes })
  @UseInterceptors(UploadsInterceptor)
  async receive(
    @Param('code') code: string,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.records.own(code);
    const form = new Form(request.body);
    const [upload] = sound(form, uploadsOf(request));
    const looked = await attempt(form, async () => upload && this.desk.receive(upload, () => targetOf(record)));
    if (!looked) return formAgain(VIEW, await this.model(record, locale), onFile(form));
    return this.found(record, locale, looked.token, looked.outlook);
  }

  /** Takes it in the place of the draft that was seen; where that has changed, what it would do is shown anew. */
  @Can('course.write')
  @Post(':token')
  async take(
    @Param('code') code: string,
    @Param('token') token: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const record = await this.records.own(code);
    const form = new Form(body);
    const draft = form.integer('draft', 0, 2_000_000_000);
    if (form.errors.length > 0) throw new InvalidFields(form.errors);
    const target = targetOf(record);
    try {
      const taken = await this.desk.take(token, { ...target, draft });
      if (!('code' in taken)) return this.faulty(record, locale, taken.faults);
      const key = taken.isChanged ? 'courses.import.taken' : 'courses.import.same';
      return redirect(paths.course(code), { kind: 'done', key, params: { count: taken.questions } });
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      return this.found(record, locale, token, await this.desk.look(token, target), error);
    }
  }

  private async found(
    record: CourseRecord,
    locale: Locale,
    token: string,
    outlook: CourseOutlook,
    conflict?: EditConflict,
  ): Promise<PageAnswer> {
    if (outlook.change === null) return this.faulty(record, locale, outlook.faults);
    const { code, place_id, unit_code } = record.activity;
    const words = await this.words(locale);
    const around = { place: words.place(place_id, unit_code).text, confirm: paths.courseImportOf(code, token) };
    const model = importCheckPage(words, await this.frame(record, locale), outlook, around);
    const errors = conflict && { status: 409, errors: [{ field: '', key: `errors.${conflict.key}` }] };
    return page('courses/import-check', model, errors);
  }

  private async faulty(record: CourseRecord, locale: Locale, faults: readonly FileFault[]): Promise<PageAnswer> {
    const error = { field: 'file', key: 'errors.courses.import_faults', params: { count: faults.length } };
    return formAgain(VIEW, await this.model(record, locale, faults), [error]);
  }

  private async model(record: CourseRecord, locale: Locale, faults: readonly FileFault[] = []): Promise<object> {
    return importPage(locale, await this.frame(record, locale), faults);
  }

  private async frame(record: CourseRecord, locale: Locale): Promise<ImportFrame> {
    const words = await this.words(locale);
    const { code, title: lede } = record.activity;
    const title = words.t('courses.import.version_title');
    return {
      ...{ title, lede, crumbs: courseCrumbs(words, record, { text: title }) },
      ...{ action: paths.courseImport(code), cancel: paths.course(code) },
    };
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}

function targetOf({ activity }: CourseRecord): ImportTarget {
  return { plan: activity.plan_code, unit: null, code: activity.code };
}
