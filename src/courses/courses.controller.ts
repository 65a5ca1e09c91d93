import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { PageParts } from '../web/page-parts.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { CourseActivities } from './course-activities.js';
import { CourseForms } from './course-forms.js';
import { COURSE_STATES, CourseRecords } from './course-records.js';
import { CourseStore } from './course-store.js';
import { coursePage } from './course.page.js';
import { coursesPage } from './index.page.js';
import { PublishCheck } from './publish-check.js';

type Given = Record<string, unknown>;

/** Courses: to find, to make, and what each is. */
@Controller('courses')
export class CoursesController {
  constructor(
    private readonly records: CourseRecords,
    private readonly store: CourseStore,
    private readonly forms: CourseForms,
    private readonly activities: CourseActivities,
    private readonly checks: PublishCheck,
    private readonly scopes: Scopes,
    private readonly parts: PageParts,
  ) {}

  @Can('course.read')
  @Get()
  async index(@Query() given: Given, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const state = COURSE_STATES.find((each) => each === textAsked(given.state)) ?? null;
    const number = pageAsked(given.page);
    const list = await this.records.page(state, number);
    return page(
      'courses/index',
      coursesPage(await this.words(locale), { state, page: number }, list, actorMay('course.write')),
    );
  }

  @Can('course.write')
  @Get('new')
  async blank(@Query() given: Given, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page('courses/new', await this.forms.page(given, locale));
  }

  @Can('course.write')
  @Post('new')
  async create(
    @Query() given: Given,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const input = await this.forms.read(form, given);
    const code = await attempt(form, () => this.activities.create(input, formKeyOf(form)));
    if (code === undefined) return formAgain('courses/new', await this.forms.page(given, locale, form), form.errors);
    return redirect(paths.courseDraft(code), { kind: 'done', key: 'courses.made' });
  }

  @Can('course.read')
  @Get(':code')
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const record = await this.records.open(code);
    const { activity } = record;
    const draft = await this.store.draft(activity.id);
    const model = coursePage(await this.words(locale), record, {
      versions: await this.store.versions(activity.id),
      draft,
      faults: draft ? await this.checks.of(activity, draft.content) : [],
    });
    const added = await this.parts.of('course', { activity_id: activity.id, code }, locale);
    return page('courses/show', { ...model, added });
  }

  @Can('course.write')
  @Get(':code/edit')
  async edit(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page('courses/edit', await this.forms.existing(await this.records.own(code), locale));
  }

  @Can('course.write')
  @Post(':code/edit')
  async change(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const record = await this.records.own(code);
    const form = new Form(body);
    const { plan_code: plan, trainer } = record.activity;
    const input = await this.forms.read(form, { plan }, trainer);
    const version = form.integer('version', 0, 2_000_000_000);
    const done = await attempt(form, () => this.activities.change(code, version, input).then(() => true));
    if (done) return redirect(paths.course(code), { kind: 'done', key: 'courses.changed' });
    return formAgain('courses/edit', await this.forms.existing(record, locale, form), form.errors);
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}
