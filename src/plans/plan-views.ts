import { Injectable } from '@nestjs/common';
import type { Count } from '../coverage/count.js';
import { CoverageService } from '../coverage/coverage.service.js';
import type { CoverageScope } from '../coverage/scope.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Groups } from '../territory/groups.js';
import type { Place } from '../territory/place.js';
import { page, type PageAnswer } from '../web/answers.js';
import { type FigureDates, readDates } from './figure-dates.js';
import { FigureWords } from './figure-words.js';
import { scopeOf } from './plan-scope.js';
import { type IndicatorContent, type PlanContent, Plans } from './plans.js';

/** A plan as a page of figures looks at it. */
export interface PlanView {
  content: PlanContent;
  /** The plan's own unit. */
  own: Place;
  scope: CoverageScope;
  count: Count;
  dates: FigureDates;
  words: FigureWords;
}

/** A request for figures: `as_of` or `to`, `from` and `unit`, as the address has them. */
export type FigureQuery = Record<string, unknown>;

/** Opens plans for the pages of figures: content, counts and words as of the days asked for. */
@Injectable()
export class PlanViews {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly coverage: CoverageService,
    private readonly groups: Groups,
  ) {}

  /**
   * @param indicator only this one is counted: fewer records are read
   * @throws NotFound for a plan, a unit or an indicator that does not exist for the reader
   */
  async open(code: string, query: FigureQuery, locale: Locale, indicator?: string): Promise<PlanView> {
    return this.database.snapshot(async () => {
      const content = await this.plans.content(await this.plans.byCode(code));
      const own = await this.plans.ownUnit(content.plan);
      const whole = scopeOf(content, own);
      const indicators = whole.indicators.filter((each) => indicator === undefined || each.code === indicator);
      if (indicator !== undefined && indicators.length === 0) throw new NotFound();
      const scope = { ...whole, indicators };
      const dates = readDates(query);
      const unit = typeof query.unit === 'string' && query.unit !== '' ? query.unit : undefined;
      const count = await this.coverage.count(scope, { as_of: dates.as_of, from: dates.from, unit });
      return { content, own, scope, count, dates, words: new FigureWords(locale, await this.groups.all()) };
    });
  }
}

/** Every indicator of a plan in its order, counted or not. */
export function indicatorsOf(content: PlanContent): IndicatorContent[] {
  return content.objectives.flatMap(({ indicators }) => indicators);
}

/** What the addresses of a view's links carry on: the as-of date, and the window where one was asked for. */
export function kept({ dates }: PlanView): { as_of: string; from: string | undefined } {
  return { as_of: dates.as_of, from: dates.from };
}

/** A page of figures; 422 with what is wrong where the dates typed could not be used. */
export function figurePage(name: string, { dates }: PlanView, model: object): PageAnswer {
  return page(name, model, { status: dates.errors.length > 0 ? 422 : 200, errors: dates.errors });
}
