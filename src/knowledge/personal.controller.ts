import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { AttemptPages } from '../quizzes/attempt-pages.js';
import { Attempts } from '../quizzes/attempts.js';
import { QuestionPictures } from '../quizzes/question-pictures.js';
import { Public } from '../web/access.js';
import {
  type FileAnswer,
  formAgain,
  type JsonAnswer,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { KnowledgeTests } from './knowledge-tests.js';
import { type Moment, momentAsked } from './moments.js';
import { readPersonalCode } from './personal-code.js';
import { type Guest, holderOf, PersonalDoor } from './personal-door.js';
import { codePage, personalPage, personalSurveyPage } from './personal.page.js';
import { answersIn } from './survey.page.js';
import { Surveys } from './surveys.js';
import { TestAttempts } from './test-attempts.js';

const LAYOUT = { layout: 'layout-plain' } as const;
const CODE = 'knowledge/code';
const SURVEY = 'knowledge/personal-survey';

/** What a personal code opens: the test of the moment, once, and the survey after it. */
@Controller('k')
export class PersonalController {
  constructor(
    private readonly door: PersonalDoor,
    private readonly begun: TestAttempts,
    private readonly attempts: Attempts,
    private readonly pages: AttemptPages,
    private readonly surveys: Surveys,
    private readonly tests: KnowledgeTests,
    private readonly pictures: QuestionPictures,
  ) {}

  /** What is read from the wall: it asks for the own code. */
  @Public()
  @Get()
  ask(@ReaderLocale() locale: Locale): PageAnswer {
    return page(CODE, codePage(locale, {}), LAYOUT);
  }

  @Public()
  @HttpCode(303)
  @Post()
  read(@Body() body: unknown, @ReaderLocale() locale: Locale): PageAnswer | RedirectAnswer {
    const form = new Form(body);
    const code = readPersonalCode(form.text('code', 100));
    if (code !== null) return redirect(paths.personalTest(code));
    form.refuse('code', 'knowledge.mistyped_code');
    return formAgain(CODE, codePage(locale, form.typed()), form.errors, LAYOUT);
  }

  @Public()
  @Get(':code')
  async show(
    @Param('code') code: string,
    @Req() request: Request,
    @Query('done') done: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const guest = await this.door.enter(code, request);
    const { id } = guest.activity;
    const survey = await this.surveys.state(id);
    const state = {
      results: await Promise.all(
        guest.open.map(async (moment) => ({ moment, results: await this.resultsOf(guest, moment) })),
      ),
      survey: survey.isOpen && !(await this.surveys.hasAnswered(id, guest.person_id)),
      done: textAsked(done),
    };
    return page('knowledge/personal', personalPage(locale, guest, state), LAYOUT);
  }

  /** A picture of the questions that are asked. */
  @Public()
  @Get(':code/pictures/:name')
  async picture(
    @Param('code') code: string,
    @Param('name') name: string,
    @Req() request: Request,
  ): Promise<FileAnswer> {
    const { activity, test } = await this.door.enter(code, request);
    if (!test || !(await this.tests.shows(activity.id, name))) throw new NotFound();
    return this.pictures.shown(activity.plan_id, name);
  }

  @Public()
  @Get(':code/survey')
  async askSurvey(
    @Param('code') code: string,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const guest = await this.door.enter(code, request);
    const { questions } = await this.openSurvey(guest);
    return page(SURVEY, personalSurveyPage(locale, guest, questions, {}), LAYOUT);
  }

  @Public()
  @Post(':code/survey')
  async answerSurvey(
    @Param('code') code: string,
    @Req() request: Request,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const guest = await this.door.enter(code, request);
    const { questions } = await this.openSurvey(guest);
    const form = new Form(body);
    const answers = answersIn(form, questions);
    const done = await attempt(form, () =>
      this.surveys.answer(guest.activity.id, guest.person_id, answers).then(() => true),
    );
    if (done) return redirect(paths.personalTest(code, 'survey'));
    return formAgain(SURVEY, personalSurveyPage(locale, guest, questions, form.typed()), form.errors, LAYOUT);
  }

  /** Begins, or goes on with what was begun. */
  @Public()
  @HttpCode(303)
  @Post(':code/:moment/beginning')
  async begin(
    @Param('code') code: string,
    @Param('moment') asked: string,
    @Req() request: Request,
  ): Promise<RedirectAnswer> {
    const { guest, moment } = await this.at(code, asked, request);
    if (guest.test) await this.begun.begin(guest.test, moment, guest.person_id);
    return redirect(paths.personalAnswers(code, moment));
  }

  /** The questions, while they are answered; what was handed in is not shown again. */
  @Public()
  @Get(':code/:moment')
  async answer(
    @Param('code') code: string,
    @Param('moment') asked: string,
    @Req() request: Request,
    @Query('done') done: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { guest, moment } = await this.at(code, asked, request);
    const id = await this.openAttempt(guest, moment);
    if (id === null) return redirect(paths.personalTest(code));
    const back = paths.personalTest(code);
    return this.pages.show(id, holderOf(guest, moment), {
      ...{ locale, title: guest.test?.title ?? '', crumbs: [], begin: null, layout: LAYOUT.layout },
      show: paths.personalAnswers(code, moment),
      save: paths.personalAnswers(code, moment),
      submit: paths.personalAnswers(code, moment, 'submission'),
      back: { text: guest.activity.title, href: back },
      picture: (name) => paths.personalPicture(code, name),
      done: textAsked(done),
    });
  }

  @Public()
  @Post(':code/:moment')
  async save(
    @Param('code') code: string,
    @Param('moment') asked: string,
    @Req() request: Request,
    @Body() body: unknown,
    @Headers('accept') accept: string | undefined,
  ): Promise<RedirectAnswer | JsonAnswer> {
    const { guest, moment } = await this.at(code, asked, request);
    const id = await this.openAttempt(guest, moment);
    if (id === null) return redirect(paths.personalTest(code));
    return this.pages.save(id, holderOf(guest, moment), body, { accept, show: paths.personalAnswers(code, moment) });
  }

  @Public()
  @HttpCode(303)
  @Post(':code/:moment/submission')
  async submit(
    @Param('code') code: string,
    @Param('moment') asked: string,
    @Req() request: Request,
    @Body() body: unknown,
  ): Promise<RedirectAnswer> {
    const { guest, moment } = await this.at(code, asked, request);
    const id = await this.openAttempt(guest, moment);
    const handedIn = (late: boolean): string => paths.personalTest(code, late ? 'late' : moment);
    if (id === null) return redirect(handedIn(false));
    const show = paths.personalAnswers(code, moment);
    return this.pages.submit(id, holderOf(guest, moment), body, { show, handedIn });
  }

  /** A moment that is open for whoever has the code. @throws NotFound */
  private async at(code: string, asked: string, request: Request): Promise<{ guest: Guest; moment: Moment }> {
    const guest = await this.door.enter(code, request);
    const moment = momentAsked(asked);
    if (!moment || !guest.open.includes(moment)) throw new NotFound('knowledge.test_closed');
    return { guest, moment };
  }

  private async openAttempt(guest: Guest, moment: Moment): Promise<number | null> {
    return (await this.resultsOf(guest, moment))?.open ?? null;
  }

  private async resultsOf(guest: Guest, moment: Moment) {
    return guest.test ? this.attempts.results(holderOf(guest, moment), guest.test.quiz) : null;
  }

  private async openSurvey({ activity }: Guest) {
    const survey = await this.surveys.of(activity.id);
    if (survey?.is_open !== 1) throw new NotFound('knowledge.survey_closed');
    return survey;
  }
}
