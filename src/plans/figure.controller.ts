import { Controller, Get, Param, Query } from '@nestjs/common';
import { REASONS } from '../coverage/not-counted.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { actor } from '../web/actor.js';
import { type Answer, type FileAnswer, file, redirect } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { may } from '../web/permissions.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type FigureData, FigureDataSource } from './figure-data.js';
import { askedDates } from './figure-dates.js';
import { figurePageModel } from './figure.page.js';
import { FIGURE_TABLES, type FigureTable, figureTable } from './figure-tables.js';
import { type Lists, slice } from './figure-lists.page.js';
import { figurePage, type FigureQuery, PlanViews } from './plan-views.js';

/** One figure and everything behind it. */
@Controller('plans')
export class FigureController {
  constructor(
    private readonly views: PlanViews,
    private readonly source: FigureDataSource,
  ) {}

  @Can('coverage.read')
  @Get(':code/indicators/:indicator')
  async show(
    @Param('code') code: string,
    @Param('indicator') indicator: string,
    @Query() query: FigureQuery,
    @ReaderLocale() locale: Locale,
  ): Promise<Answer> {
    return this.views.atOnce(() => this.page(code, indicator, query, locale));
  }

  private async page(code: string, indicator: string, query: FigureQuery, locale: Locale): Promise<Answer> {
    const view = await this.views.open(code, query, locale, { indicator });
    // an indicator that is not counted has its values on a page of their own
    if (view.scope.indicators.length === 0) return redirect(paths.reportedValues(code, indicator, askedDates(query)));
    const data = await this.source.gather(view, indicator, textOf(query.group));
    const reader = actor();
    const model = figurePageModel(
      data,
      await this.lists(data, query),
      reader === null || may(reader.role, 'baseline.write'),
    );
    return figurePage('plans/figure', view, model);
  }

  @Can('coverage.read')
  @Get(':code/indicators/:indicator/:table.csv')
  async csv(
    @Param('code') code: string,
    @Param('indicator') indicator: string,
    @Param('table') asked: string,
    @Query() query: FigureQuery,
    @ReaderLocale() locale: Locale,
  ): Promise<FileAnswer> {
    const table = FIGURE_TABLES.find((each): each is FigureTable => each === asked);
    if (!table) throw new NotFound();
    return this.views.atOnce(async () => {
      const view = await this.views.open(code, query, locale, { indicator });
      const data = await this.source.gather(view, indicator, textOf(query.group));
      const text = await figureTable(table, data, this.source, reasonOf(query));
      return file(`\ufeff${text}`, 'text/csv; charset=utf-8', `${code}-${indicator}-${table}-${view.dates.as_of}.csv`);
    });
  }

  /** The pages of the lists, with the names that stand on them. */
  private async lists(data: FigureData, query: FigureQuery): Promise<Lists> {
    const page = pageOf(query.page);
    const reasonPage = pageOf(query.reason_page);
    const reason = reasonOf(query);
    const ofReason = (data.records?.notCounted ?? []).filter((one) => one.reason === reason);
    const reasonList = await this.source.shown(ofReason);
    const subjects = [
      ...slice(data.records?.counted.items ?? [], page).map(({ group_code, subject_id }) => ({
        group: group_code,
        subject_id,
      })),
      ...slice(reasonList.items, reasonPage).map(({ in_group, subject_id }) => ({ group: in_group, subject_id })),
    ];
    const nameOf = await this.source.namesOf(data.view, subjects);
    const names = this.source.mayReadNames();
    return { page, headsPage: pageOf(query.heads_page), reason, reasonPage, reasonList, nameOf, names };
  }
}

function reasonOf(query: FigureQuery): Lists['reason'] {
  return REASONS.find((each) => each === query.reason) ?? null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Pages count from 1; anything else is the first. */
function pageOf(value: unknown): number {
  const page = typeof value === 'string' ? Number(value) : 1;
  return Number.isSafeInteger(page) && page >= 1 && page < 1_000_000 ? page : 1;
}
