import { Controller, Get, Param, Query } from '@nestjs/common';
import { CoverageService } from '../coverage/coverage.service.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import type { PageAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { matrixPage, SORTS } from './matrix.page.js';
import { figurePage, type FigureQuery, PlanViews } from './plan-views.js';

/** Places and indicators of a plan on one page. */
@Controller('plans')
export class MatrixController {
  constructor(
    private readonly views: PlanViews,
    private readonly coverage: CoverageService,
  ) {}

  @Can('coverage.read')
  @Get(':code/matrix')
  async show(
    @Param('code') code: string,
    @Query() query: FigureQuery,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const view = await this.views.open(code, query, locale);
    const visible = await this.coverage.visible(view.count, view.count.places());
    const sort = SORTS.find((each) => each === query.sort) ?? 'name';
    return figurePage('plans/matrix', view, matrixPage(view, visible, sort));
  }
}
