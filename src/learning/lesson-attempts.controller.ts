import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import { foundIn } from '../courses/course-store.js';
import type { Lesson } from '../courses/course-content.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { type AttemptLook, AttemptPages } from '../quizzes/attempt-pages.js';
import { Attempts } from '../quizzes/attempts.js';
import type { Quiz } from '../quizzes/quiz.js';
import { Public } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { type JsonAnswer, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { LearnerCourses, type LearnerCourse } from './learner-courses.js';
import { type Learner, LearnerDoor } from './learner-door.js';
import { LearnerNeededFilter } from './learner-needed.filter.js';
import { goalOf } from './progress-rules.js';
import { QuizProgress } from './quiz-progress.js';
import { holderOf } from './whose.js';

interface Open {
  learner: Learner;
  course: LearnerCourse;
  lesson: Lesson;
  quiz: Quiz;
}

/** Attempts at the quiz of a lesson, at addresses of the learner. */
@UseFilters(LearnerNeededFilter)
@Controller('learning/:code/:lesson/attempts')
export class LessonAttemptsController {
  constructor(
    private readonly door: LearnerDoor,
    private readonly courses: LearnerCourses,
    private readonly attempts: Attempts,
    private readonly pages: AttemptPages,
    private readonly progress: QuizProgress,
  ) {}

  /** Pressed twice it is the same attempt. */
  @Public()
  @HttpCode(303)
  @Post()
  async begin(
    @Param('code') code: string,
    @Param('lesson') key: string,
    @Req() request: Request,
  ): Promise<RedirectAnswer> {
    const { learner, course, lesson, quiz } = await this.open(request, code, key);
    const holder = await this.progress.holder(learner, course, key);
    const id = await this.attempts.begin(holder, quiz, lesson.title, goalOf(lesson));
    await this.progress.begun(course, key);
    return redirect(paths.learningAttempt(code, key, id));
  }

  @Public()
  @Get(':attempt')
  async show(
    @Param() { code = '', lesson: key = '', attempt = '' }: Record<string, string>,
    @Query('done') done: unknown,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const open = await this.open(request, code, key);
    const id = addressNumber(attempt);
    const holder = await this.progress.holder(open.learner, open.course, key);
    return this.pages.show(id, holder, { ...this.look(open, id, locale), done: textAsked(done) });
  }

  @Public()
  @HttpCode(200)
  @Post(':attempt')
  async save(
    @Param() { code = '', lesson: key = '', attempt = '' }: Record<string, string>,
    @Req() request: Request,
    @Body() body: unknown,
  ): Promise<RedirectAnswer | JsonAnswer> {
    const { person, records } = await this.door.enter(request);
    const { activity_id } = await this.courses.whose(records, code);
    const id = addressNumber(attempt);
    const show = paths.learningAttempt(code, key, id);
    const holder = { activity_id, person_id: person.id, part: key };
    return this.pages.save(id, holder, body, { accept: request.headers.accept, show });
  }

  @Public()
  @HttpCode(303)
  @Post(':attempt/submission')
  async submit(
    @Param() { code = '', lesson: key = '', attempt = '' }: Record<string, string>,
    @Req() request: Request,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<RedirectAnswer> {
    const open = await this.open(request, code, key);
    const id = addressNumber(attempt);
    const holder = holderOf(open.learner, open.course, key);
    return this.pages.submit(id, holder, body, this.look(open, id, locale));
  }

  private async open(request: Request, code: string, key: string): Promise<Open> {
    const learner = await this.door.enter(request);
    const course = await this.courses.open(learner.records, code);
    const { lesson } = foundIn(course.version.content, key);
    if (lesson.body.kind !== 'quiz') throw new NotFound();
    return { learner, course, lesson, quiz: lesson.body.quiz };
  }

  private look({ course, lesson }: Open, attempt: number, locale: Locale): AttemptLook {
    const { code, title } = course.activity;
    return {
      title: lesson.title,
      crumbs: [{ text: title, href: paths.learningCourse(code) }, { text: lesson.title }],
      show: paths.learningAttempt(code, lesson.key, attempt),
      save: paths.learningAttempt(code, lesson.key, attempt),
      submit: paths.learningSubmission(code, lesson.key, attempt),
      back: { text: translate(locale, 'learning.back_to_lesson'), href: paths.learningLesson(code, lesson.key) },
      begin: paths.learningAttempts(code, lesson.key),
      // Questions and their pictures are of the plan, and no files of the course.
      picture: (name) => paths.learningPicture(code, name),
      ...{ locale, layout: 'layout-plain', goal: goalOf(lesson), done: '' },
    };
  }
}
