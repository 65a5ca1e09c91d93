import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { writeDaysBefore } from './days-before.js';
import { DAYS_BEFORE, FIRSTS, forPlan, GATHERINGS, SPAN_COUNTS } from './expected.js';
import { LedgerCheck, type ReachDifference } from './ledger-check.js';
import { LedgerStamps } from './ledger-stamps.js';

const TABLES = [
  ['first_reaches', 'plan_id, measure, group_code, subject_id, participation_id, activity_id, place_id, date', FIRSTS],
  [
    'gatherings',
    'plan_id, measure, group_code, session_id, activity_id, place_id, date, heads, size, total',
    GATHERINGS,
  ],
  ['span_counts', 'plan_id, span, place_id, measure, group_code, firsts, attendances, heads', SPAN_COUNTS],
] as const;

/** Builds the ledger of a plan anew out of its qualifications, and compares. */
@Injectable()
export class LedgerMending {
  constructor(
    private readonly database: Database,
    private readonly check: LedgerCheck,
    private readonly stamps: LedgerStamps,
  ) {}

  /** Every difference of every plan, without writing. */
  async differences(): Promise<ReachDifference[]> {
    return this.database.snapshot(async () => {
      const found: ReachDifference[] = [];
      for (const plan of await this.plans()) found.push(...(await this.check.differences(plan)));
      return found;
    });
  }

  /** Builds anew what differs. @returns how many differences there were */
  async mend(): Promise<number> {
    let count = 0;
    for (const plan of await this.plans()) {
      const differences = await this.check.differences(plan);
      if (differences.length > 0) await this.rebuild(plan.id);
      count += differences.length;
    }
    return count;
  }

  /** Builds the ledger of one plan anew: after its period changed, every count of it may be another. */
  async rebuild(planId: number): Promise<void> {
    type Day = { id: number; day_before: string | null };
    const days = await this.database.rows<Day>(forPlan(DAYS_BEFORE, planId));
    const byDay = Map.groupBy(days, ({ day_before }) => day_before);
    const ids = [...byDay].map(([day, rows]) => [day, rows.map(({ id }) => id)] as const);
    await writeDaysBefore(this.database, new Map(ids));
    for (const [table, columns, expected] of TABLES) {
      await this.database.execute(`DELETE FROM ${table} WHERE plan_id = ?`, [planId]);
      const rows = `SELECT ${columns} FROM (${forPlan(expected, planId)}) expected`;
      await this.database.execute(
        table === 'first_reaches'
          ? `INSERT INTO first_reaches (${columns}, changes) SELECT ${columns}, 1 FROM (${rows}) firsts`
          : `INSERT INTO ${table} (${columns}) ${rows}`,
      );
    }
    await this.stamps.move([planId]);
  }

  private plans(): Promise<{ id: number; code: string }[]> {
    return this.database.rows('SELECT id, code FROM plans ORDER BY id');
  }
}
