import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { csvStream } from '../interchange/csv-stream.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import {
  file,
  type FileAnswer,
  formAgain,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { StaffDoor } from './staff-door.js';
import { countsIn, questionsIn, surveyForm, surveyPaperForm, surveyResultsPage, surveyRows } from './survey.page.js';
import { type SetSurvey, Surveys } from './surveys.js';

const FORM = 'knowledge/survey';
const PAPER = 'knowledge/survey-paper';

/** The satisfaction survey of an activity, for the staff. */
@Controller('knowledge/:code/survey')
export class SurveyController {
  constructor(
    private readonly door: StaffDoor,
    private readonly surveys: Surveys,
  ) {}

  @Can('knowledge.write')
  @Get()
  async edit(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const opened = await this.door.own(code, locale);
    const survey = await this.surveys.of(opened.record.activity.id);
    return page(FORM, surveyForm(opened, survey, await this.begun(survey), {}));
  }

  @Can('knowledge.write')
  @Post()
  async set(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const opened = await this.door.own(code, locale);
    const survey = await this.surveys.of(opened.record.activity.id);
    const begun = await this.begun(survey);
    const form = new Form(body);
    const questions = begun && survey ? survey.questions : questionsIn(form);
    const version = form.integer('version', 0, 1_000_000);
    const open = form.ticked('open');
    const done = await attempt(form, () => this.surveys.set(code, version, questions, open).then(() => true));
    if (!done) return formAgain(FORM, surveyForm(opened, survey, begun, form.typed()), form.errors);
    return redirect(paths.activityKnowledge(code), { kind: 'done', key: 'knowledge.survey.saved' });
  }

  @Can('knowledge.write')
  @Get('paper')
  async count(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const opened = await this.door.own(code, locale);
    return page(PAPER, surveyPaperForm(opened, await this.there(opened.record.activity.id), {}));
  }

  @Can('knowledge.write')
  @Post('paper')
  async keepCount(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const opened = await this.door.own(code, locale);
    const survey = await this.there(opened.record.activity.id);
    const form = new Form(body);
    const counted = countsIn(form, survey.questions);
    const version = form.integer('version', 1, 1_000_000);
    const done = await attempt(form, () => this.surveys.count(code, version, counted).then(() => true));
    if (!done) return formAgain(PAPER, surveyPaperForm(opened, survey, form.typed()), form.errors);
    return redirect(paths.activityKnowledge(code), { kind: 'done', key: 'knowledge.survey.counted' });
  }

  @Can('knowledge.read')
  @Get('results')
  async results(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const opened = await this.door.own(code, locale);
    const result = await this.surveys.result(opened.record.activity.id);
    return page('knowledge/survey-results', surveyResultsPage(opened, result, actorMay('knowledge.write')));
  }

  @Can('knowledge.read')
  @Get('results.csv')
  async csv(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<FileAnswer> {
    const { record } = await this.door.own(code, locale);
    const result = await this.surveys.result(record.activity.id);
    const rows = surveyRows(result, actorMay('knowledge.write'));
    return file(csvStream(rows), 'text/csv; charset=utf-8', `${code}-survey.csv`);
  }

  private async there(activityId: number): Promise<SetSurvey> {
    const survey = await this.surveys.of(activityId);
    if (!survey) throw new NotFound();
    return survey;
  }

  private async begun(survey: SetSurvey | undefined): Promise<boolean> {
    return survey !== undefined && this.surveys.isBegun(survey);
  }
}
