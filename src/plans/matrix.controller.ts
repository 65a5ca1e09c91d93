import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { CoverageService } from '../coverage/coverage.service.js';
import { Can } from '../web/access.js';
import type { PageAnswer } from '../web/answers.js';
import { contextOf } from '../web/request.js';
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
  async show(@Param('code') code: string, @Query() query: FigureQuery, @Req() request: Request): Promise<PageAnswer> {
    const view = await this.views.open(code, query, contextOf(request).locale);
    const visible = await this.coverage.visible(view.count, view.count.places());
    const sort = SORTS.find((each) => each === query.sort) ?? 'name';
    return figurePage('plans/matrix', view, matrixPage(view, visible, sort));
  }
}
