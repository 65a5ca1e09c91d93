import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import { EditConflict, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { BankQuestions } from '../quizzes/bank-questions.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { CourseEditing } from './course-editing.js';
import { type CourseRecord, CourseRecords } from './course-records.js';
import { CourseStore, foundIn } from './course-store.js';
import { courseCrumbs } from './course.page.js';
import { type LessonEditor, lessonEditorPage } from './lesson-editor.page.js';
import { readLesson } from './lesson-form.js';
import { PublishCheck } from './publish-check.js';
import { itemsAfter } from './quiz-form.js';

const VIEW = 'courses/lesson-editor';
/** Acts of the form that change what stands in it and save nothing. */
const ITEM_ACT = /^(?:add|draw|drop:\d{1,3}|raise:\d{1,3})$/;

/** Writing a lesson of a draft. */
@Controller('courses/:code/draft/lessons/:lesson')
export class LessonController {
  constructor(
    private readonly records: CourseRecords,
    private readonly store: CourseStore,
    private readonly editing: CourseEditing,
    private readonly checks: PublishCheck,
    private readonly questions: BankQuestions,
    private readonly scopes: Scopes,
  ) {}

  @Can('course.write')
  @Get()
  async show(
    @Param('code') code: string,
    @Param('lesson') key: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { record, editor } = await this.open(code, key);
    return page(VIEW, lessonEditorPage(await this.words(locale), record, editor));
  }

  /** Looking at the lesson, and choosing the questions of a quiz, are posts of the same form: they save nothing. */
  @Can('course.write')
  @Post()
  async save(
    @Param('code') code: string,
    @Param('lesson') key: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { record, editor } = await this.open(code, key);
    const form = new Form(body);
    const act = form.raw('act');
    const words = await this.words(locale);
    if (ITEM_ACT.test(act)) {
      const model = lessonEditorPage(words, record, { ...editor, form, items: itemsAfter(act, form, editor.askable) });
      return form.errors.length > 0 ? formAgain(VIEW, model, form.errors) : page(VIEW, model);
    }
    const lesson = readLesson(form, editor.lesson.body.kind, editor.media);
    const version = form.integer('version', 1, 2_000_000_000);
    const typed = { ...editor, form, items: itemsAfter('', form, editor.askable) };
    if (act === 'preview') {
      const model = lessonEditorPage(words, record, { ...typed, preview: { key, ...lesson } });
      return form.errors.length > 0 ? formAgain(VIEW, model, form.errors) : page(VIEW, model);
    }
    try {
      const done = await attempt(form, () =>
        this.editing.changeLesson({ code, version }, key, lesson).then(() => true),
      );
      if (!done) return formAgain(VIEW, lessonEditorPage(words, record, typed), form.errors);
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      return conflict(words, record, typed);
    }
    const flash = { kind: 'done', key: 'courses.lesson_saved', params: { title: lesson.title } } as const;
    return redirect(paths.courseDraft(code), flash);
  }

  @Can('course.write')
  @Get('removal')
  async confirm(
    @Param('code') code: string,
    @Param('lesson') key: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { record, editor } = await this.open(code, key);
    const words = await this.words(locale);
    const title = words.t('courses.remove_lesson', { title: editor.lesson.title });
    return page('courses/lesson-removal', {
      ...{ title, narrow: true, heading: title, crumbs: courseCrumbs(words, record, { text: title }) },
      ...{ action: paths.courseLessonRemoval(code, key), cancel: paths.courseDraft(code) },
      version: editor.draft.version,
    });
  }

  @Can('course.write')
  @Post('removal')
  async remove(
    @Param('code') code: string,
    @Param('lesson') key: string,
    @Body() body: unknown,
  ): Promise<RedirectAnswer> {
    await this.records.own(code);
    const form = new Form(body);
    const version = form.integer('version', 1, 2_000_000_000);
    const back = paths.courseDraft(code);
    return orWarning(back, async () => {
      await this.editing.removeLesson({ code, version }, key);
      return redirect(back, { kind: 'done', key: 'courses.lesson_removed' });
    });
  }

  private async open(code: string, key: string): Promise<{ record: CourseRecord; editor: LessonEditor }> {
    const record = await this.records.own(code);
    const { activity } = record;
    const draft = await this.store.draft(activity.id);
    if (!draft) throw new NotFound();
    const { lesson } = foundIn(draft.content, key);
    const media = await this.store.media(activity.id);
    const askable = lesson.body.kind === 'quiz' ? await this.questions.offered(activity.plan_id) : [];
    const faults = await this.checks.of(activity, draft.content);
    return { record, editor: { draft, lesson, media, askable, faults } };
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}

/** The form with what was typed, and the draft as it now is: saved again it is a decision. */
function conflict(words: ActivityWords, record: CourseRecord, editor: LessonEditor): PageAnswer {
  const errors = [{ field: '', key: 'errors.courses.changed_meanwhile' }];
  return page(VIEW, lessonEditorPage(words, record, { ...editor, again: true }), { status: 409, errors });
}
