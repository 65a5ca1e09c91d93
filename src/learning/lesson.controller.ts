import { Body, Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Lesson } from '../courses/course-content.js';
import { foundIn } from '../courses/course-store.js';
import { MediaServer } from '../courses/media-serving.js';
import { DomainError, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import type { AttemptResults } from '../quizzes/attempt-results.js';
import { Attempts } from '../quizzes/attempts.js';
import type { Quiz } from '../quizzes/quiz.js';
import { QuestionPictures } from '../quizzes/question-pictures.js';
import { Public } from '../web/access.js';
import { type FileAnswer, JsonAnswer, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { PageParts } from '../web/page-parts.js';
import { paths, query } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { coursePage } from './course.page.js';
import { filmOf, LearnerCourses, type LearnerCourse, showsFile } from './learner-courses.js';
import { type Learner, LearnerDoor } from './learner-door.js';
import { LearnerNeededFilter } from './learner-needed.filter.js';
import { afterSave, lessonPage } from './lesson.page.js';
import { goalOf } from './progress-rules.js';
import { PackageDesk } from './package-desk.js';
import { ProgressDesk, type Saved } from './progress-desk.js';
import { QuizProgress } from './quiz-progress.js';
import { readPieces } from './watched.js';

const ACTS = ['opened', 'read', 'begun', 'finished'] as const;
const LAYOUT = { layout: 'layout-plain' } as const;
/** Where a film may have been left: nothing lasts longer than a day. */
const LONGEST_SECONDS = 86_400;

interface Open {
  learner: Learner;
  course: LearnerCourse;
}

/** What somebody learns: the outline of a course, its lessons, and what is saved of them. */
@UseFilters(LearnerNeededFilter)
@Controller('learning/:code')
export class LessonController {
  constructor(
    private readonly parts: PageParts,
    private readonly door: LearnerDoor,
    private readonly courses: LearnerCourses,
    private readonly desk: ProgressDesk,
    private readonly media: MediaServer,
    private readonly attempts: Attempts,
    private readonly quizzes: QuizProgress,
    private readonly pictures: QuestionPictures,
    private readonly packages: PackageDesk,
  ) {}

  @Public()
  @Get()
  async course(
    @Param('code') code: string,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { learner, course } = await this.open(request, code);
    const added = await this.parts.of('learner_course', { activity_id: course.activity.id, code }, locale);
    return page('learning/course', { ...coursePage(locale, learner, course), added }, LAYOUT);
  }

  /** Only what the own version shows: neither files of a draft nor packages, which run apart. In ranges, as players ask. */
  @Public()
  @Get('media/:name')
  async file(
    @Param('code') code: string,
    @Param('name') name: string,
    @Query('save') save: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { course } = await this.open(request, code);
    if (!showsFile(course, name)) throw new NotFound();
    await this.media.send(request, response, { activityId: course.activity.id, name, save: save !== undefined });
  }

  /** A picture of a question that one was asked: no other of the bank. */
  @Public()
  @Get('pictures/:name')
  async picture(
    @Param('code') code: string,
    @Param('name') name: string,
    @Req() request: Request,
  ): Promise<FileAnswer> {
    const { learner, course } = await this.open(request, code);
    if (!(await this.attempts.shows(course.activity.id, learner.records, name))) throw new NotFound();
    return this.pictures.shown(course.activity.plan_id, name);
  }

  @Public()
  @Get(':lesson')
  async lesson(
    @Param('code') code: string,
    @Param('lesson') key: string,
    @Query('not_yet') notYet: unknown,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { learner, course } = await this.open(request, code);
    const { lesson } = foundIn(course.version.content, key);
    const quiz = lesson.body.kind === 'quiz' ? lesson.body.quiz : null;
    const results = quiz && (await this.results({ learner, course }, lesson, quiz));
    const film = filmOf(course, lesson);
    const pack = await this.packages.frame(learner, course, lesson);
    const shown = { lesson, results, film, frame: pack?.frame ?? null, notYet: notYet !== undefined };
    const script = film ? { script: 'player/player' } : {};
    const host = pack ? { script: 'package-host/host', frames: pack.frames } : {};
    return page('learning/lesson', lessonPage(locale, learner, course, shown), { ...LAYOUT, ...script, ...host });
  }

  /** A form leads on; a script is told what is missing, and sends the same again when the line is bad. */
  @Public()
  @Post(':lesson/progress')
  async save(
    @Param('code') code: string,
    @Param('lesson') key: string,
    @Req() request: Request,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<RedirectAnswer | JsonAnswer> {
    const { records } = await this.door.enter(request);
    const whose = await this.courses.whose(records, code);
    const saved = readSaved(body);
    const after = await this.desk.save(whose, key, saved);
    if (request.is('json')) return new JsonAnswer(afterSave(locale, after));
    const here = paths.learningLesson(code, key);
    if (saved.kind === 'begun') return redirect(here);
    if (!after.standing.done) return redirect(here + query({ not_yet: 1 }));
    return redirect(after.next === null ? paths.learningCourse(code) : paths.learningLesson(code, after.next));
  }

  private async results({ learner, course }: Open, lesson: Lesson, quiz: Quiz): Promise<AttemptResults> {
    return this.attempts.results(await this.quizzes.holder(learner, course, lesson.key), quiz, goalOf(lesson));
  }

  private async open(request: Request, code: string): Promise<Open> {
    const learner = await this.door.enter(request);
    return { learner, course: await this.courses.open(learner.records, code) };
  }
}

/** What was sent: never a score, which only quizzes and packages tell. @throws DomainError `learning.nothing_saved` */
function readSaved(body: unknown): Saved {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const act = new Form({ act: given.act }).raw('act');
  if (act === 'played') {
    const at = Number(given.position);
    const position = Number.isFinite(at) && at >= 0 && at <= LONGEST_SECONDS ? Math.floor(at) : null;
    return { kind: 'played', pieces: readPieces(given.pieces), position };
  }
  const kind = ACTS.find((each) => each === act);
  if (!kind) throw new DomainError('learning.nothing_saved');
  return { kind };
}
