import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { type LedgerMeasure, listParams, OF_LIST } from '../ledger/measure.js';
import { type Span, spansBetween, spansUntil } from '../ledger/span.js';
import { atPlaces, type PlaceIds } from './at-places.js';
import { GatheringsStore } from './gatherings.store.js';
import type { Asked } from './count.js';
import { CountedLists, ledgerMeasure, ofIndicator } from './lists.js';
import { askedWindow, cumulativeWindow, type Window } from './reaches.js';
import type { CoverageIndicator, CoverageScope } from './scope.js';

interface Sums {
  measure: LedgerMeasure;
  group_code: string;
  place_id: number;
  firsts: number;
  attendances: number;
  heads: number;
}

/** Reads the counts of the ledger: what it costs depends on how many places there are, not on how many people. */
@Injectable()
export class CountsStore {
  constructor(
    private readonly database: Database,
    private readonly gatherings: GatheringsStore,
  ) {}

  /**
   * The counts of a plan for a window, at these places.
   * @param only what is counted for this indicator alone
   */
  async load(scope: CoverageScope, asked: Asked, places: PlaceIds, only?: CoverageIndicator): Promise<CountedLists> {
    const { plan_id } = scope;
    const days = { planStart: scope.start, planEnd: scope.end, asOf: asked.as_of, from: asked.from };
    const whole = cumulativeWindow(days);
    const window = askedWindow(days);
    const lists = new CountedLists();
    const isWhole = window.from === whole.from;
    const { plus, minus } = spansUntil(whole.to, scope, today());
    for (const [spans, sign] of [
      [plus, 1],
      [minus, -1],
    ] as const) {
      for (const row of await this.sums(plan_id, spans, places, only)) {
        const at = lists.at({ plan_id, ...row }, row.place_id);
        at.named += sign * Number(row.firsts);
        at.heads += sign * Number(row.heads);
        if (!isWhole) continue;
        // In a window that starts with the plan whoever is reached is new, and counts where it was reached first.
        at.attendances += sign * Number(row.attendances);
        at.distinct += sign * Number(row.firsts);
        at.new += sign * Number(row.firsts);
      }
    }
    if (!isWhole) await this.addWindow(lists, scope, window, places);
    await this.gatherings.addTo(lists, asked, { plan_id, places, window: whole, only });
    return lists;
  }

  /** attendances, new and distinct of a window that begins later than the plan (§5). */
  private async addWindow(lists: CountedLists, scope: CoverageScope, window: Window, places: PlaceIds): Promise<void> {
    const { plan_id } = scope;
    for (const row of await this.sums(plan_id, spansBetween(window.from, window.to), places)) {
      const counts = lists.at({ plan_id, ...row }, row.place_id);
      counts.attendances += Number(row.attendances);
      counts.new += Number(row.firsts);
      counts.distinct += Number(row.firsts);
    }
    const { sql, params } = atPlaces(places);
    for (const list of listsOf(scope)) {
      // Reached before the window, and again in it: here for the first time if the time before lies before the window.
      const again = await this.database.rows<{ place_id: number; subjects: number }>(
        `SELECT place_id, COUNT(*) AS subjects FROM qualifications
         WHERE ${OF_LIST} ${sql} AND date >= ? AND date <= ? AND previous_date < ? GROUP BY place_id`,
        [...listParams(list), ...params, window.from, window.to, window.from],
      );
      for (const { place_id, subjects } of again) lists.at(list, place_id).distinct += Number(subjects);
    }
  }

  /** What was counted in some spans of days together, by place and list. */
  private sums(planId: number, spans: readonly Span[], places: PlaceIds, only?: CoverageIndicator): Promise<Sums[]> {
    if (spans.length === 0) return Promise.resolve([]);
    const { sql, params } = atPlaces(places);
    const of = ofIndicator(only);
    return this.database.rows<Sums>(
      `SELECT measure, group_code, place_id, SUM(firsts) AS firsts, SUM(attendances) AS attendances, SUM(heads) AS heads
       FROM span_counts WHERE plan_id = ? AND span IN (${placeholders(spans)}) ${sql} ${of.sql}
       GROUP BY place_id, measure, group_code`,
      [planId, ...spans, ...params, ...of.params],
    );
  }
}

/** The lists that the indicators of a plan ask for, each once. */
function listsOf({ plan_id, indicators }: CoverageScope) {
  const lists = indicators.flatMap((indicator) =>
    indicator.groups.map((group_code) => ({ plan_id, measure: ledgerMeasure(indicator), group_code })),
  );
  return [...new Map(lists.map((list) => [`${list.measure} ${list.group_code}`, list])).values()];
}
