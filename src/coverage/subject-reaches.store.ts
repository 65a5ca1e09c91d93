import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { listParams, OF_LIST } from '../ledger/measure.js';
import { atPlaces } from './at-places.js';
import type { Count } from './count.js';
import { ledgerMeasure, leavesTrainingsOut } from './lists.js';
import { firstReaches, type Reach } from './reaches.js';
import type { CoverageIndicator } from './scope.js';

/** What was reached by the subjects of one group that a figure's lists look at. */
export interface SubjectReaches {
  /** Every qualifying participation of each of them, also what does not count for the indicator or by its date. */
  all: readonly Reach[];
  /** Those of them that the indicator counts, of any date. */
  counted: readonly Reach[];
  /** Of every subject the participation by which it is counted, wherever that lies (§3). */
  firsts: ReadonlyMap<number, Reach>;
}

/** Of more subjects than this it is quicker to read all that are counted than to look up each. */
const MOST_BY_ID = 5_000;

/** Reads what single subjects reached: for lists of records, never for sums. */
@Injectable()
export class SubjectReachesStore {
  constructor(private readonly database: Database) {}

  /** Of the subjects with a qualifying participation at the place of the count or below it. @param more ids of others */
  async around(
    count: Count,
    indicator: CoverageIndicator,
    group: string,
    more: Iterable<number>,
  ): Promise<SubjectReaches> {
    const places = count.placeIds(count.asked.root);
    const at = atPlaces(places);
    const list = listParams({ plan_id: count.scope.plan_id, measure: indicator.measure, group_code: group });
    const columns = 'SELECT participation_id, subject_id, place_id, date, activity_id, kind FROM qualifications';
    const found =
      places === null
        ? await this.database.rows<Reach>(`${columns} WHERE ${OF_LIST}`, list)
        : await this.database.rows<Reach>(
            `${columns} WHERE ${OF_LIST} AND subject_id IN
               (SELECT subject_id FROM qualifications WHERE ${OF_LIST} ${at.sql})`,
            [...list, ...list, ...at.params],
          );
    const known = new Set(found.map(({ subject_id }) => subject_id));
    const others = places === null ? [] : [...new Set(more)].filter((id) => !known.has(id));
    const all = [
      ...found,
      ...(await this.database.rowsIn<Reach>(`${columns} WHERE ${OF_LIST} AND subject_id IN (?)`, others, list)),
    ];
    const counted = leavesTrainingsOut(indicator) ? all.filter(({ kind }) => kind !== 'training') : all;
    return { all, counted, firsts: firstReaches(counted, count.window()) };
  }

  /** Which subjects are counted by the as-of date, wherever: of these at least, maybe others too. */
  async reached(
    count: Count,
    indicator: CoverageIndicator,
    group_code: string,
    subjects: readonly number[],
  ): Promise<Set<number>> {
    const list = listParams({ plan_id: count.scope.plan_id, measure: ledgerMeasure(indicator), group_code });
    const sql = `SELECT subject_id FROM first_reaches WHERE ${OF_LIST} AND date <= ?`;
    const params = [...list, count.window().to];
    const ids = [...new Set(subjects)];
    const rows =
      ids.length > MOST_BY_ID
        ? await this.database.rows<{ subject_id: number }>(sql, params)
        : await this.database.rowsIn<{ subject_id: number }>(`${sql} AND subject_id IN (?)`, ids, params);
    return new Set(rows.map(({ subject_id }) => subject_id));
  }
}
