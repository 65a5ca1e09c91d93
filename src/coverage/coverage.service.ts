import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { BaselineStore } from '../territory/baseline.store.js';
import { placeOfRecord } from '../territory/home.js';
import type { Place } from '../territory/place.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { TerritoryStore } from '../territory/territory.store.js';
import type { Territory } from '../territory/tree.js';
import { readDay } from '../web/day.js';
import { type Asked, Count, placeIdsAt } from './count.js';
import { CountsStore } from './counts.store.js';
import { type CoverageRow, coverageRows } from './output.js';
import type { CoverageIndicator, CoverageQuestion, CoverageScope } from './scope.js';
import { type TrendPoint, trendDays } from './trend.js';

/** The coverage of a plan out of the database, for whoever is acting. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly database: Database,
    private readonly territories: TerritoryStore,
    private readonly scopes: Scopes,
    private readonly counts: CountsStore,
    private readonly baselines: BaselineStore,
  ) {}

  /**
   * The rows of the coverage output, in its order.
   * @throws DomainError for days that make no window, a unit that is none of the plan's on the as-of date
   * @throws NotFound for a unit outside the reader's territory
   */
  async rows(scope: CoverageScope, question: CoverageQuestion): Promise<CoverageRow[]> {
    const count = await this.count(scope, question);
    return coverageRows(count, await this.visible(count, count.places(question.cohorts)));
  }

  /** The same as something to ask further: figures of any place, baselines, records. Errors as of `rows`. */
  async count(scope: CoverageScope, question: CoverageQuestion): Promise<Count> {
    return this.database.snapshot(async () => {
      const territory = await this.territories.territory();
      const asked = askedOf(territory, scope, question);
      const mine = await this.scopes.mine();
      if (!seesWholePlan(mine, scope) && asked.root.id !== scope.unit.id) mine.require(asked.root.id);
      const places = placeIdsAt(territory, scope, asked.view, asked.root);
      const lists = await this.counts.load(scope, asked, places);
      return new Count(territory, scope, asked, lists, await this.baselines.baselines());
    });
  }

  /**
   * The cumulative figures of a place at the end of every half-year since the plan's start, and on the as-of date: each
   * with the tree and the baselines of its day. Days before the place began are left out.
   */
  async trend(count: Count, indicator: CoverageIndicator, group: string, place: Place): Promise<TrendPoint[]> {
    const points: TrendPoint[] = [];
    for (const day of trendDays(count.scope.start, count.asked.as_of)) {
      const asked = count.askedOn(day, place);
      if (!asked) continue;
      const places = placeIdsAt(count.territory, count.scope, asked.view, place);
      const then = count.of(asked, await this.counts.load(count.scope, asked, places, indicator));
      points.push({ day, figures: then.figures(indicator, group, place) });
    }
    return points;
  }

  /**
   * Of these places those whose figures the reader sees: inside the own territory all, and beside them the plan's own
   * unit, whose figures are numbers about everybody and nobody.
   */
  async visible(count: Count, places: readonly Place[]): Promise<Place[]> {
    const mine = await this.scopes.mine();
    return places.filter((place) => seesFigures(mine, count.scope, place));
  }
}

/** Whether the reader sees the figures of a place of the plan. */
export function seesFigures(mine: Scope, scope: CoverageScope, place: Place): boolean {
  return place.id === scope.unit.id || seesWholePlan(mine, scope) || mine.covers(place.id);
}

/** Whether the plan's whole territory lies inside the reader's. */
export function seesWholePlan(mine: Scope, scope: CoverageScope): boolean {
  return mine.covers(scope.unit.id);
}

/** Reads a question against the plan and the territory. */
export function askedOf(territory: Territory, scope: CoverageScope, question: CoverageQuestion): Asked {
  const as_of = question.as_of === undefined ? today() : dayOf(question.as_of);
  const from = question.from === undefined ? scope.start : dayOf(question.from);
  if (question.from !== undefined && from > as_of) throw new DomainError('coverage.from_after_as_of', { from, as_of });
  const view = territory.view(as_of, scope.unit);
  if (!view.stands(scope.unit)) throw new DomainError('coverage.before_unit', { unit: scope.unit.code, as_of });
  if (question.unit === undefined) return { as_of, from, view, root: scope.unit };
  const root = placeOfRecord(territory, question.unit, as_of, scope.unit);
  if (!root || !view.isBelow(root, scope.unit)) {
    throw new NotFound('coverage.unit', { unit: question.unit, plan: scope.code, as_of });
  }
  return { as_of, from, view, root };
}

function dayOf(typed: string): string {
  const day = readDay(typed);
  if (typeof day !== 'string') throw new DomainError(day.key, day.params);
  return day;
}
