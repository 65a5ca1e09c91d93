import { Injectable } from '@nestjs/common';
import { placeholders } from '../database/placeholders.js';
import { Database } from '../database/database.js';
import type { Reach } from './coverage.js';
import { PresenceStore } from './presence.store.js';
import { type CountedActivity, CoverageRecords, type HeadcountRecord, type ReachList } from './records.js';
import type { CoverageScope } from './scope.js';

/** Plans, or parts of one, that are kept at once, and the rows of all of them. */
const MOST_KEPT = 8;
const MOST_ROWS = 300_000;

/** Reads what coverage is counted from: a handful of statements for a whole plan, whatever its size. */
@Injectable()
export class RecordStore {
  /** What was read at one moment of the data, by what was asked for. */
  private kept = { moment: '', rows: 0, records: new Map<string, CoverageRecords>() };

  constructor(
    private readonly database: Database,
    private readonly presence: PresenceStore,
  ) {}

  /**
   * The records of the measures and groups that the scope's indicators ask for; to be called in a snapshot. On SQLite they
   * are read again only after something was committed.
   */
  async load(scope: CoverageScope): Promise<CoverageRecords> {
    const moment = this.database.moment();
    if (moment === undefined) return this.read(scope);
    const key = JSON.stringify([scope.plan_id, scope.indicators.map(({ measure, groups }) => [measure, groups])]);
    const known = this.kept.moment === moment ? this.kept.records.get(key) : undefined;
    if (known) return known;
    const records = await this.read(scope);
    this.keep(moment, key, records);
    return records;
  }

  private keep(moment: string, key: string, records: CoverageRecords): void {
    const { kept } = this;
    const full = kept.records.size >= MOST_KEPT || kept.rows + records.size > MOST_ROWS;
    if (kept.moment !== moment || full) this.kept = { moment, rows: 0, records: new Map() };
    if (records.size > MOST_ROWS) return;
    this.kept.records.set(key, records);
    this.kept.rows += records.size;
  }

  private async read(scope: CoverageScope): Promise<CoverageRecords> {
    const activities = await this.activities(scope.plan_id);
    const reaches = await this.reaches(scope);
    const heads = await this.headcounts(scope);
    const presence = await this.presence.atCounted(scope.plan_id, heads, reaches);
    return new CoverageRecords(activities, reaches, heads, presence);
  }

  private async activities(planId: number): Promise<Map<number, CountedActivity>> {
    const rows = await this.database.rows<CountedActivity>(
      'SELECT id, code, title, kind, agency_code, unit_code, place_id FROM activities WHERE plan_id = ?',
      [planId],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * The ledger in the order of its index, and how many rows each measure and group has: so the two codes need not be
   * read again with every row, which is what most of the time would go into.
   */
  private async reaches(scope: CoverageScope): Promise<ReachList[]> {
    const { sql, params } = wanted(scope);
    const lists = await this.database.rows<{ measure: string; group_code: string; size: number }>(
      `SELECT measure, group_code, COUNT(*) AS size FROM qualifications WHERE ${sql}
       GROUP BY measure, group_code ORDER BY measure, group_code`,
      params,
    );
    const rows = await this.database.rows<Reach>(
      `SELECT participation_id, subject_id, place_id, date, activity_id
       FROM qualifications WHERE ${sql} ORDER BY measure, group_code`,
      params,
    );
    let at = 0;
    return lists.map(({ measure, group_code, size }) => {
      at += Number(size);
      return { measure, group_code, reaches: rows.slice(at - Number(size), at) };
    });
  }

  /** Headcounts of sessions that exist, of the groups that are to be informed. */
  private async headcounts(scope: CoverageScope): Promise<HeadcountRecord[]> {
    const informed = scope.indicators.filter(({ measure }) => measure === 'informed');
    const groups = [...new Set(informed.flatMap((indicator) => indicator.groups))];
    if (groups.length === 0) return [];
    const rows = await this.database.rows<HeadcountRecord & { method: string }>(
      `SELECT h.session_id, h.place_id, h.group_code, h.count, h.method, s.date, s.activity_id
       FROM activities a JOIN sessions s ON s.activity_id = a.id JOIN headcounts h ON h.session_id = s.id
       WHERE a.plan_id = ? AND a.status NOT IN ('draft', 'cancelled') AND s.status <> 'cancelled'
         AND h.group_code IN (${placeholders(groups)})`,
      [scope.plan_id, ...groups],
    );
    for (const row of rows) row.counted = row.method !== 'estimated';
    return rows;
  }
}

/** The part of the ledger that the indicators ask for. */
function wanted(scope: CoverageScope): { sql: string; params: (string | number)[] } {
  const measures = [...new Set(scope.indicators.map(({ measure }) => measure))];
  const groups = [...new Set(scope.indicators.flatMap((indicator) => indicator.groups))];
  if (groups.length === 0) return { sql: '1 = 0', params: [] };
  return {
    sql: `plan_id = ? AND measure IN (${placeholders(measures)}) AND group_code IN (${placeholders(groups)})`,
    params: [scope.plan_id, ...measures, ...groups],
  };
}
