import { Injectable } from '@nestjs/common';
import type { Count } from '../coverage/count.js';
import { CoverageService, seesFigures, seesWholePlan } from '../coverage/coverage.service.js';
import type { CoverageScope } from '../coverage/scope.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Groups } from '../territory/groups.js';
import type { Place } from '../territory/place.js';
import { type Scope, Scopes } from '../territory/scope.js';
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
  /** The place whose figures are looked at: the own unit, or one inside it. */
  place: Place;
  /** The place whose scoreboard the reader is shown first: of somebody of one commune that commune. */
  home: Place;
  scope: CoverageScope;
  /** What the reader may open: figures are shown more widely than records. */
  mine: Scope;
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
    private readonly scopes: Scopes,
  ) {}

  /** Runs what opens a plan and reads what stands behind its figures: all of it sees one moment. */
  atOnce<T>(work: () => Promise<T>): Promise<T> {
    return this.database.snapshot(work);
  }

  /**
   * @param what `indicator`: only this one is counted, and none where it takes entered values; `atHome`: where no unit is asked for, the
   * reader's own place is looked at
   * @throws NotFound for a plan, a unit or an indicator that does not exist for the reader
   */
  async open(
    code: string,
    query: FigureQuery,
    locale: Locale,
    what: { indicator?: string; atHome?: boolean } = {},
  ): Promise<PlanView> {
    return this.database.snapshot(async () => {
      const { indicator } = what;
      const content = await this.plans.content(await this.plans.byCode(code));
      const own = await this.plans.ownUnit(content.plan);
      const whole = scopeOf(content, own);
      const indicators = whole.indicators.filter((each) => indicator === undefined || each.code === indicator);
      if (indicator !== undefined && !indicatorsOf(content).some((each) => each.code === indicator))
        throw new NotFound();
      const scope = { ...whole, indicators };
      const dates = readDates(query);
      const mine = await this.scopes.mine();
      const home = homeOf(mine, scope, dates.as_of);
      const asked = typeof query.unit === 'string' && query.unit !== '' ? query.unit : undefined;
      const unit = asked ?? (what.atHome && home !== own ? home.code : undefined);
      const count = await this.coverage.count(scope, { as_of: dates.as_of, from: dates.from, unit });
      const words = new FigureWords(locale, await this.groups.all());
      return { content, own, place: count.asked.root, home, scope, mine, count, dates, words };
    });
  }
}

/** The one place of the plan that holds all the reader's territory in it; the own unit where there is no such place. */
function homeOf(mine: Scope, scope: CoverageScope, asOf: string): Place {
  if (seesWholePlan(mine, scope)) return scope.unit;
  const view = mine.territory.view(asOf, scope.unit);
  const covered = new Set(view.subtree(scope.unit).filter(({ id }) => mine.covers(id)));
  const [top, ...others] = [...covered].filter((place) => !covered.has(view.parent(place) ?? scope.unit));
  return top && others.length === 0 ? top : scope.unit;
}

/** Whether the reader sees the figures of a place, and so its name. */
export function isSeen({ mine, scope }: PlanView, place: Place): boolean {
  return seesFigures(mine, scope, place);
}

/** Every indicator of a plan in its order, counted or not. */
export function indicatorsOf(content: PlanContent): IndicatorContent[] {
  return content.objectives.flatMap(({ indicators }) => indicators);
}

/** What the addresses of a view's links carry on: the as-of date, and the window where one was asked for. */
export function kept({ dates }: PlanView): { as_of: string; from: string | undefined } {
  return { as_of: dates.as_of, from: dates.from };
}

/** The same for a figure of the place looked at. */
export function keptHere(view: PlanView, place = view.place): Record<string, string | undefined> {
  return { ...kept(view), unit: place === view.own ? undefined : place.code };
}

/** The same for a scoreboard, which shows the reader's own place where none is asked for. */
export function keptOnBoard(view: PlanView, place = view.place): Record<string, string | undefined> {
  return { ...kept(view), unit: place === view.home ? undefined : place.code };
}

/** A page of figures; 422 with what is wrong where the dates typed could not be used. */
export function figurePage(
  name: string,
  { dates }: Pick<PlanView, 'dates'>,
  model: object,
  more: Pick<PageAnswer['options'], 'isOfModelAlone'> = {},
): PageAnswer {
  const { errors } = dates;
  return page(name, model, { ...(errors.length > 0 ? { status: 422, errors } : more) });
}
