import { Controller, Get, Param } from '@nestjs/common';
import { ActivityRecords } from '../activities/activity-records.js';
import type { Activity } from '../activities/activities.entities.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { csvStream } from '../interchange/csv-stream.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { analysisPage, analysisRows, partPage } from './analysis.page.js';
import { BankDoor } from './bank-door.js';
import { BankWords } from './bank-words.js';
import { type AnalysedPart, ItemResults } from './item-results.js';
import { QuestionBank } from './question-bank.js';

/** What attempts say about questions: nobody is named, and nothing is said of fewer than five. */
@Controller('quizzes')
export class AnalysisController {
  constructor(
    private readonly door: BankDoor,
    private readonly bank: QuestionBank,
    private readonly records: ActivityRecords,
    private readonly scopes: Scopes,
    private readonly results: ItemResults,
  ) {}

  @Can('question.read')
  @Get(':code/questions/:id/analysis')
  async question(
    @Param('code') code: string,
    @Param('id') id: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const plan = await this.door.open(code);
    const kept = await this.bank.one(plan.id, addressNumber(id));
    const versions = await this.results.ofQuestion(plan.id, kept.row.ref);
    return page('quizzes/analysis', analysisPage(new BankWords(locale), plan, kept, versions));
  }

  @Can('question.read')
  @Get('analysis/:activity/:part')
  async part(
    @Param('activity') code: string,
    @Param('part') part: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { activity, analysed } = await this.open(code, part);
    return page('quizzes/part-analysis', partPage(new BankWords(locale), activity, part, analysed));
  }

  @Can('question.read')
  @Get('analysis/:activity/:part/questions.csv')
  async csv(@Param('activity') code: string, @Param('part') part: string): Promise<FileAnswer> {
    const { analysed } = await this.open(code, part);
    return file(csvStream(analysisRows(analysed)), 'text/csv; charset=utf-8', `${code}-${part}-questions.csv`);
  }

  private async open(
    code: string,
    part: string,
  ): Promise<{ activity: Pick<Activity, 'code' | 'title'>; analysed: AnalysedPart }> {
    const activity = await this.records.activity(code);
    (await this.scopes.mine()).require(activity.place_id);
    const analysed = await this.results.ofPart(activity.id, part);
    if (!analysed) throw new NotFound();
    return { activity, analysed };
  }
}
