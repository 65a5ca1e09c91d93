import { Controller, Get, Param, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import { ActivityWords } from '../activities/activity-words.js';
import { onFile, sound } from '../activities/uploaded.js';
import { ZIP_LIMITS } from '../files/safe-zip.js';
import type { Locale } from '../i18n/locale.js';
import { placeLabel, placeSuggestions, readCode } from '../territory/place-choice.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { Can, TakesFiles } from '../web/access.js';
import { actor } from '../web/actor.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { UploadsInterceptor, uploadsOf } from '../web/uploads.js';
import { CourseForms, ownPlace, planChoice } from './course-forms.js';
import type { ImportTarget } from './course-import.js';
import { CourseImportDesk } from './course-import-desk.js';
import { importCheckPage, type ImportFrame, importPage } from './course-import.page.js';
import type { FileFault } from './file-fault.js';

const VIEW = 'courses/import';
type Given = Record<string, unknown>;

/** A new course from a ZIP: sent, looked at, made. */
@Controller('courses/new/import')
export class NewCourseImportController {
  constructor(
    private readonly desk: CourseImportDesk,
    private readonly forms: CourseForms,
    private readonly scopes: Scopes,
  ) {}

  @Can('course.write')
  @Get()
  async show(@Query() given: Given, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(given, locale));
  }

  @Can('course.write')
  @Post()
  @TakesFiles({ most: 1, bytes: ZIP_LIMITS.packedBytes })
  @UseInterceptors(UploadsInterceptor)
  async receive(@Query() given: Given, @Req() request: Request, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { plan } = await this.forms.offered(given);
    const scope = await this.scopes.mine();
    const form = new Form(request.body);
    const unit = readCode(form, 'unit', scope);
    const [upload] = sound(form, uploadsOf(request));
    const looked = await attempt(
      form,
      async () => upload && this.desk.receive(upload, (token) => targetOf(plan, unit, token)),
    );
    if (!looked) return formAgain(VIEW, await this.model(given, locale, form), onFile(form));
    const { token, outlook } = looked;
    if (outlook.change === null) return this.faulty(given, locale, form, outlook.faults);
    const around = { place: placeOf(scope, unit), confirm: paths.courseNewImportOf(token, { plan, unit }) };
    const words = new ActivityWords(locale, scope);
    return page('courses/import-check', importCheckPage(words, await this.frame(given, locale), outlook, around));
  }

  /** Makes the course, once for one file that was looked at. */
  @Can('course.write')
  @Post(':token')
  async take(
    @Param('token') token: string,
    @Query() given: Given,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { plan } = await this.forms.offered(given);
    const form = new Form({ unit: given.unit });
    const unit = readCode(form, 'unit', await this.scopes.mine());
    const taken = await attempt(form, () => this.desk.take(token, targetOf(plan, unit, token)));
    if (!taken) return formAgain(VIEW, await this.model(given, locale, form), onFile(form));
    if (!('code' in taken)) return this.faulty(given, locale, form, taken.faults);
    return redirect(paths.course(taken.code), { kind: 'done', key: 'courses.import.made' });
  }

  private async faulty(given: Given, locale: Locale, form: Form, faults: readonly FileFault[]): Promise<PageAnswer> {
    form.refuse('file', 'courses.import_faults', { count: faults.length });
    return formAgain(VIEW, await this.model(given, locale, form, faults), form.errors);
  }

  private async model(given: Given, locale: Locale, form?: Form, faults: readonly FileFault[] = []): Promise<object> {
    const scope = await this.scopes.mine();
    const offered = await this.forms.offered(given);
    return {
      ...importPage(locale, await this.frame(given, locale), faults),
      ...planChoice(offered, locale, (plan) => paths.courseNewImport({ plan })),
      unit: form?.raw('unit') ?? (textAsked(given.unit) || ownPlace(scope)),
      places: placeSuggestions(scope, locale),
    };
  }

  private async frame(given: Given, locale: Locale): Promise<ImportFrame> {
    const words = new ActivityWords(locale, await this.scopes.mine());
    const { plan } = await this.forms.offered(given);
    const title = words.t('courses.import.title');
    return {
      ...{ title, lede: words.t('courses.import.lede') },
      crumbs: [{ text: words.t('courses.title'), href: paths.courses() }, { text: title }],
      ...{ action: paths.courseNewImport({ plan }), cancel: paths.courses() },
    };
  }
}

/** A trainer mostly leads what they bring in; whoever else leads it is said on the page of the course. */
function targetOf(plan: string, unit: string, key: string): ImportTarget {
  const by = actor();
  return { plan, unit, code: null, form: { key, trainer: by?.role === 'trainer' ? by.email : null } };
}

function placeOf(scope: Scope, code: string): string {
  const place = scope.territory.placesOfCode(code).findLast(({ id }) => scope.covers(id));
  return place ? placeLabel(place) : code;
}
