import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import type { Period } from './chain.js';

/** What of a plan decides what is kept for it. */
export interface PlanTerms extends Period {
  /** Whether an indicator switches trainings off, so that `outreach` is kept. */
  outreach: boolean;
}

/** A plan with its terms. */
export interface HeldPlan extends PlanTerms {
  code: string;
  /** Its own unit. */
  place_id: number;
}

/** Reads plans with their terms. */
@Injectable()
export class PlanTermsReader {
  constructor(private readonly database: Database) {}

  /**
   * By id; in a transaction as they are now, and nobody changes them before its end. The indicators are joined and not asked for
   * inside: of a query in another one an engine would show what this transaction saw at its beginning.
   */
  async of(planIds: Iterable<number>): Promise<Map<number, HeldPlan>> {
    const ids = [...new Set(planIds)].sort((a, b) => a - b);
    if (ids.length === 0) return new Map();
    const sql = `SELECT p.id, p.code, p.place_id, p.start, p.end, i.id AS leaves_out
      FROM plans p LEFT JOIN indicators i ON i.plan_id = p.id AND i.measure = 'informed' AND i.trainings_inform = 0
      WHERE p.id IN (${placeholders(ids)}) ORDER BY p.id`;
    type Row = Omit<HeldPlan, 'outreach'> & { id: number; leaves_out: number | null };
    const rows = this.database.inTransaction()
      ? await this.database.rowsHeld<Row>(sql, ids)
      : await this.database.rows<Row>(sql, ids);
    return new Map(rows.map(({ id, leaves_out, ...plan }) => [id, { ...plan, outreach: leaves_out !== null }]));
  }
}
