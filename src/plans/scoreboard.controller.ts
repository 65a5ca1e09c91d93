import { Controller, Get, Param, Query } from '@nestjs/common';
import { coverageCsv } from '../coverage/output.js';
import { GatheringsStore } from '../coverage/gatherings.store.js';
import { StillPossible } from '../coverage/still-possible.js';
import type { Locale } from '../i18n/locale.js';
import { actor } from '../web/actor.js';
import { Can } from '../web/access.js';
import { type FileAnswer, file, type PageAnswer } from '../web/answers.js';
import { may } from '../web/permissions.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { KeptBoards } from './kept-boards.js';
import { PlanCoverage } from './plan-coverage.js';
import { figurePage, type FigureQuery, type PlanView, PlanViews } from './plan-views.js';
import { ReportedValues } from './reported-values.js';
import { type BoardExtras, scoreboardPage } from './scoreboard.page.js';
import { MOST_SESSIONS, mostUncertain, type Undecided } from './scoreboard-todo.js';
import { readDates } from './figure-dates.js';

/** The first page of a plan, and of a place in it: every indicator against its target. */
@Controller('plans')
export class ScoreboardController {
  constructor(
    private readonly views: PlanViews,
    private readonly coverage: PlanCoverage,
    private readonly values: ReportedValues,
    private readonly possible: StillPossible,
    private readonly gatherings: GatheringsStore,
    private readonly boards: KeptBoards,
  ) {}

  @Can('coverage.read')
  @Get(':code')
  async show(
    @Param('code') code: string,
    @Query() query: FigureQuery,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { model, dates } = await this.boards.board(code, query, locale, async () => {
      const view = await this.views.open(code, query, locale, { atHome: true });
      return { model: scoreboardPage(view, await this.extras(view)), dates: view.dates };
    });
    return figurePage('plans/scoreboard', { dates }, model, { isOfModelAlone: true });
  }

  @Can('coverage.read')
  @Get(':code/coverage.csv')
  async csv(@Param('code') code: string, @Query() query: FigureQuery): Promise<FileAnswer> {
    const { as_of, from } = readDates(query);
    const unit = typeof query.unit === 'string' ? query.unit : undefined;
    const rows = await this.coverage.rows(code, { as_of, from, unit, cohorts: query.cohorts !== undefined });
    return file(`\ufeff${coverageCsv(rows)}`, 'text/csv; charset=utf-8', `${code}-${as_of}.csv`);
  }

  private async undecided(view: PlanView): Promise<Undecided | null> {
    const first = mostUncertain(view);
    if (!first) return null;
    return { ...first, sessions: await this.gatherings.sessions(view.count, first.indicator, MOST_SESSIONS) };
  }

  private async extras(view: PlanView): Promise<BoardExtras> {
    const { content, count, dates, mine, own } = view;
    const indicators = content.objectives.flatMap((objective) => objective.indicators);
    const reader = actor();
    return {
      standings: await this.values.standings(content.plan.id, dates.as_of, indicators),
      possible: await this.possible.of(count),
      undecided: await this.undecided(view),
      mayEnterBaselines: reader === null || may(reader.role, 'baseline.write'),
      mayEnterValues: (reader === null || may(reader.role, 'plan.write')) && mine.covers(own.id),
    };
  }
}
