import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import { InvalidFields, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { LESSON_KINDS } from './course-content.js';
import { CourseEditing, type DraftAt } from './course-editing.js';
import { CourseRecords } from './course-records.js';
import { CourseStore, type CourseVersion } from './course-store.js';
import { discardPage, draftPage } from './draft.page.js';
import { emptyBody } from './lesson-form.js';
import { PublishCheck } from './publish-check.js';

const VIEW = 'courses/draft';
const SECTION_ACTS = ['rename', 'up', 'down', 'remove'] as const;

/** The outline of a draft: sections and lessons, put in order by buttons. */
@Controller('courses/:code/draft')
export class DraftController {
  constructor(
    private readonly records: CourseRecords,
    private readonly store: CourseStore,
    private readonly editing: CourseEditing,
    private readonly checks: PublishCheck,
    private readonly scopes: Scopes,
  ) {}

  @Can('course.write')
  @Get()
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(code, locale));
  }

  /** Makes the draft; one that is there stays. */
  @Can('course.write')
  @Post()
  async make(@Param('code') code: string): Promise<RedirectAnswer> {
    await this.records.own(code);
    await this.editing.newDraft(code);
    return redirect(paths.courseDraft(code), { kind: 'done', key: 'courses.draft_made' });
  }

  @Can('course.write')
  @Post('publication')
  async publish(@Param('code') code: string, @Body() body: unknown): Promise<RedirectAnswer> {
    await this.records.own(code);
    const form = new Form(body);
    const note = form.optionalText('note', 500);
    return orWarning(paths.course(code), async () => {
      const number = await this.editing.publish(this.at(code, form), note);
      return redirect(paths.course(code), { kind: 'done', key: 'courses.published', params: { number } });
    });
  }

  @Can('course.write')
  @Get('removal')
  async confirm(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const record = await this.records.own(code);
    const draft = await this.draft(record.activity.id);
    const published = await this.store.published(record.activity.id);
    return page('courses/discard', discardPage(await this.words(locale), record, draft, published));
  }

  @Can('course.write')
  @Post('removal')
  async discard(@Param('code') code: string, @Body() body: unknown): Promise<RedirectAnswer> {
    await this.records.own(code);
    return orWarning(paths.course(code), async () => {
      await this.editing.discardDraft(this.at(code, new Form(body)));
      return redirect(paths.course(code), { kind: 'done', key: 'courses.draft_discarded' });
    });
  }

  @Can('course.write')
  @Post('sections')
  async addSection(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    await this.records.own(code);
    const form = new Form(body);
    const title = form.text('section_title', 190);
    return this.done(code, locale, form, (at) => this.editing.addSection(at, title));
  }

  /** Renames a section, moves it, or takes it away where it is empty. */
  @Can('course.write')
  @Post('sections/:section')
  async changeSection(
    @Param('code') code: string,
    @Param('section') section: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    await this.records.own(code);
    const form = new Form(body);
    const act = form.choice('act', SECTION_ACTS);
    const number = addressNumber(section) - 1;
    const title = act === 'rename' ? form.text(`title_${section}`, 190) : '';
    return this.done(code, locale, form, (at) => {
      if (act === 'rename') return this.editing.renameSection(at, number, title);
      if (act === 'remove') return this.editing.removeSection(at, number);
      return this.editing.moveSection(at, number, act);
    });
  }

  @Can('course.write')
  @Post('lessons')
  async addLesson(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    await this.records.own(code);
    const form = new Form(body);
    const section = form.integer('section', 1, 1000) - 1;
    const title = form.text('title', 190);
    const kind = form.choice('kind', LESSON_KINDS);
    const key = await attempt(form, () => this.editing.addLesson(this.at(code, form), section, title, emptyBody(kind)));
    if (key !== undefined) return redirect(paths.courseLesson(code, key));
    return formAgain(VIEW, await this.model(code, locale, form), form.errors);
  }

  /** Moves a lesson a step, or to another section. */
  @Can('course.write')
  @Post('lessons/:lesson/move')
  async moveLesson(
    @Param('code') code: string,
    @Param('lesson') lesson: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    await this.records.own(code);
    const form = new Form(body);
    const to = /^to:(\d{1,4})$/.exec(form.raw('act'))?.[1];
    const way = to === undefined ? form.choice('act', ['up', 'down'] as const) : 'up';
    return this.done(code, locale, form, (at) =>
      to === undefined
        ? this.editing.moveLesson(at, lesson, way)
        : this.editing.moveLessonTo(at, lesson, Number(to) - 1),
    );
  }

  /** Does one act on the draft, and shows the outline again. */
  private async done(
    code: string,
    locale: Locale,
    form: Form,
    act: (at: DraftAt) => Promise<void>,
  ): Promise<PageAnswer | RedirectAnswer> {
    const done = await attempt(form, () => act(this.at(code, form)).then(() => true));
    return done
      ? redirect(paths.courseDraft(code))
      : formAgain(VIEW, await this.model(code, locale, form), form.errors);
  }

  /** The draft that a form speaks of. @throws InvalidFields where it does not say which */
  private at(code: string, form: Form): DraftAt {
    const version = form.integer('version', 1, 2_000_000_000);
    if (form.errors.length > 0) throw new InvalidFields(form.errors);
    return { code, version };
  }

  private async model(code: string, locale: Locale, form?: Form): Promise<object> {
    const record = await this.records.own(code);
    const draft = await this.draft(record.activity.id);
    const faults = await this.checks.of(record.activity, draft.content);
    return draftPage(await this.words(locale), record, { draft, faults, form });
  }

  private async draft(activityId: number): Promise<CourseVersion> {
    const draft = await this.store.draft(activityId);
    if (!draft) throw new NotFound();
    return draft;
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}
