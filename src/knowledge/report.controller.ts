import { Controller, Get, Param } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { csvStream } from '../interchange/csv-stream.js';
import { Can } from '../web/access.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { GainReports } from './gain-reports.js';
import { KnowledgeTests } from './knowledge-tests.js';
import { reportPage, type ReportState } from './report.page.js';
import { reportRows } from './report.csv.js';
import { type OpenedActivity, StaffDoor } from './staff-door.js';

/** What was learnt in an activity: nobody is named, and nothing is said of fewer than five. */
@Controller('knowledge/:code')
export class ReportController {
  constructor(
    private readonly door: StaffDoor,
    private readonly tests: KnowledgeTests,
    private readonly reports: GainReports,
  ) {}

  @Can('knowledge.read')
  @Get('report')
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const opened = await this.door.own(code, locale);
    return page('knowledge/report', reportPage(opened, await this.state(opened)));
  }

  @Can('knowledge.read')
  @Get('report.csv')
  async csv(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<FileAnswer> {
    const opened = await this.door.own(code, locale);
    const rows = reportRows(opened, await this.state(opened));
    return file(csvStream(rows), 'text/csv; charset=utf-8', `${code}-knowledge.csv`);
  }

  private async state({ record: { activity } }: OpenedActivity): Promise<ReportState> {
    const test = await this.tests.of(activity.id);
    if (!test) throw new NotFound();
    return { test, questions: await this.tests.questions(activity.id), report: await this.reports.of(activity) };
  }
}
