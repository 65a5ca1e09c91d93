import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import type { Place } from '../territory/place.js';
import { atPlaces } from './at-places.js';
import type { Count } from './count.js';
import { leavesTrainingsOut } from './lists.js';
import type { CoverageIndicator } from './scope.js';

/** A headcount of a session that exists, at the standing place where it counts. */
export interface HeadcountAt {
  session_id: number;
  activity_id: number;
  group_code: string;
  count: number;
  /** Somebody counted heads; else it is an estimate. */
  counted: boolean;
  date: string;
  place: Place;
}

/** Reads the headcounts behind a figure. */
@Injectable()
export class HeadcountsStore {
  constructor(private readonly database: Database) {}

  /** Those of groups in the cumulative window, at the place of the count or below it, the latest first. */
  async at(count: Count, indicator: CoverageIndicator, groups: readonly string[]): Promise<HeadcountAt[]> {
    if (indicator.measure !== 'informed' || groups.length === 0) return [];
    const { view, root } = count.asked;
    const { from, to } = count.window();
    const at = atPlaces(count.placeIds(root), 'h.place_id');
    const rows = await this.database.rows<
      Omit<HeadcountAt, 'counted' | 'place'> & { method: string; place_id: number }
    >(
      `SELECT h.session_id, s.activity_id, h.group_code, h.count, h.method, h.place_id, s.date
       FROM headcounts h JOIN sessions s ON s.id = h.session_id JOIN activities a ON a.id = s.activity_id
       WHERE a.plan_id = ? AND a.status NOT IN ('draft', 'cancelled') AND s.status <> 'cancelled'
         AND s.date >= ? AND s.date <= ? AND h.group_code IN (${placeholders(groups)})
         ${leavesTrainingsOut(indicator) ? "AND a.kind <> 'training'" : ''}
         ${at.sql}
       ORDER BY s.date DESC, h.session_id, h.id`,
      [count.scope.plan_id, from, to, ...groups, ...at.params],
    );
    return rows.flatMap(({ method, place_id, ...row }) => {
      const place = view.placeAtPosition(view.positionOf(place_id));
      return place && view.isBelow(place, root) ? [{ ...row, counted: method !== 'estimated', place }] : [];
    });
  }
}
