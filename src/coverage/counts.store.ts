import { Injectable } from '@nestjs/common';
import { today } from '../config/clock.js';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { type LedgerMeasure, listParams, OF_LIST } from '../ledger/measure.js';
import { CountedLists, ledgerMeasure } from './lists.js';
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

interface GatheringRow extends Pick<Sums, 'measure' | 'group_code' | 'place_id' | 'heads'> {
  session_id: number;
  size: number;
  date: string;
}

/** The places whose counts are read, as recorded; null: all of the plan. */
type PlaceIds = readonly number[] | null;

/** The dates of a count. */
interface AskedDays {
  as_of: string;
  from: string;
}

/** Reads the counts of the ledger: what it costs depends on how many places, days and sessions with headcounts there are, not on how many people. */
@Injectable()
export class CountsStore {
  constructor(private readonly database: Database) {}

  /** The counts of a plan for a window, at these places. */
  async load(scope: CoverageScope, asked: AskedDays, places: PlaceIds): Promise<CountedLists> {
    const days = { planStart: scope.start, planEnd: scope.end, asOf: asked.as_of, from: asked.from };
    const whole = cumulativeWindow(days);
    const window = askedWindow(days);
    const lists = new CountedLists();
    const isWhole = window.from === whole.from;
    for (const row of await this.cumulative(scope, whole, places)) {
      const at = lists.at({ plan_id: scope.plan_id, ...row }, row.place_id);
      at.named += Number(row.firsts);
      at.heads += Number(row.heads);
      if (!isWhole) continue;
      // In a window that starts with the plan whoever is reached is new, and counts where it was reached first.
      at.attendances += Number(row.attendances);
      at.distinct += Number(row.firsts);
      at.new += Number(row.firsts);
    }
    if (!isWhole) await this.addWindow(lists, scope, window, places);
    for (const { measure, group_code, ...row } of await this.gatherings(scope.plan_id, whole, places)) {
      lists.gathered({ plan_id: scope.plan_id, measure, group_code }, row);
    }
    return lists;
  }

  /**
   * The cumulative counts of an indicator at the end of each of several days, in their order, with one reading of the counts.
   * @param days ascending
   */
  async onDays(
    scope: CoverageScope,
    indicator: CoverageIndicator,
    days: readonly string[],
    places: PlaceIds,
  ): Promise<CountedLists[]> {
    const { plan_id, start, end } = scope;
    const measure = ledgerMeasure(indicator);
    const { sql, params } = at(places);
    const spans = days.map(() => 'WHEN date <= ? THEN ?').join(' ');
    const rows = await this.database.rows<Sums & { span: number }>(
      `SELECT measure, group_code, place_id, CASE ${spans} END AS span,
         SUM(firsts) AS firsts, SUM(attendances) AS attendances, SUM(heads) AS heads
       FROM daily_counts WHERE plan_id = ? ${sql} AND measure = ? AND date <= ?
       GROUP BY measure, group_code, place_id, span`,
      [...days.flatMap((day, span) => [day, span]), plan_id, ...params, measure, days.at(-1) ?? start],
    );
    const gatherings = await this.gatherings(plan_id, { from: start, to: end }, places);
    return days.map((day, span) => {
      const lists = new CountedLists();
      for (const row of rows) {
        if (Number(row.span) > span) continue;
        const counts = lists.at({ plan_id, ...row }, row.place_id);
        counts.named += Number(row.firsts);
        counts.heads += Number(row.heads);
      }
      for (const row of gatherings) {
        if (row.measure === measure && row.date <= day) lists.gathered({ plan_id, ...row }, row);
      }
      return lists;
    });
  }

  /** Up to the last day of a window. Of today's figures only what was recorded ahead of its day is subtracted from the sums. */
  private async cumulative({ plan_id, end }: CoverageScope, { to }: Window, places: PlaceIds): Promise<Sums[]> {
    const { sql, params } = at(places);
    if (to < end && to < today()) {
      return this.database.rows<Sums>(
        `SELECT measure, group_code, place_id, SUM(firsts) AS firsts, SUM(attendances) AS attendances, SUM(heads) AS heads
         FROM daily_counts WHERE plan_id = ? ${sql} AND date <= ? GROUP BY place_id, measure, group_code`,
        [plan_id, ...params, to],
      );
    }
    const all = await this.database.rows<Sums>(
      `SELECT measure, group_code, place_id, firsts, attendances, heads FROM place_counts WHERE plan_id = ? ${sql}`,
      [plan_id, ...params],
    );
    if (to >= end) return all;
    const ahead = await this.database.rows<Sums>(
      `SELECT measure, group_code, place_id, -SUM(firsts) AS firsts, -SUM(attendances) AS attendances, -SUM(heads) AS heads
       FROM daily_counts WHERE plan_id = ? ${sql} AND date > ? GROUP BY place_id, measure, group_code`,
      [plan_id, ...params, to],
    );
    return [...all, ...ahead];
  }

  /** attendances, new and distinct of a window that begins later than the plan (§5). */
  private async addWindow(lists: CountedLists, scope: CoverageScope, window: Window, places: PlaceIds): Promise<void> {
    const { plan_id } = scope;
    const { sql, params } = at(places);
    const rows = await this.database.rows<Sums>(
      `SELECT measure, group_code, place_id, SUM(firsts) AS firsts, SUM(attendances) AS attendances
       FROM daily_counts WHERE plan_id = ? ${sql} AND date >= ? AND date <= ? GROUP BY place_id, measure, group_code`,
      [plan_id, ...params, window.from, window.to],
    );
    for (const row of rows) {
      const counts = lists.at({ plan_id, ...row }, row.place_id);
      counts.attendances += Number(row.attendances);
      counts.new += Number(row.firsts);
      counts.distinct += Number(row.firsts);
    }
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

  private gatherings(planId: number, { to }: Window, places: PlaceIds): Promise<GatheringRow[]> {
    const { sql, params } = at(places);
    return this.database.rows<GatheringRow>(
      `SELECT measure, group_code, session_id, place_id, size, heads, date
       FROM gatherings WHERE plan_id = ? ${sql} AND date <= ?`,
      [planId, ...params, to],
    );
  }
}

function at(places: PlaceIds): { sql: string; params: number[] } {
  if (places === null) return { sql: '', params: [] };
  return { sql: `AND place_id IN (${placeholders(places)})`, params: [...places] };
}

/** The lists that the indicators of a plan ask for, each once. */
function listsOf({ plan_id, indicators }: CoverageScope) {
  const lists = indicators.flatMap((indicator) =>
    indicator.groups.map((group_code) => ({ plan_id, measure: ledgerMeasure(indicator), group_code })),
  );
  return [...new Map(lists.map((list) => [`${list.measure} ${list.group_code}`, list])).values()];
}
