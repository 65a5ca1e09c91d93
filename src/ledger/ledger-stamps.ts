import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';
import { LedgerStamp } from './ledger.entities.js';

/** Rows of a plan: MariaDB refuses a row that anybody has changed since the transaction began, so each writer has one of its own. */
const STRIPES = 512;

/** Tells whether anything of a plan was counted anew. */
@Injectable()
export class LedgerStamps {
  constructor(private readonly database: Database) {}

  /** Moves the stamps of plans, in the transaction of the change. */
  async move(planIds: Iterable<number>): Promise<void> {
    const stripe = await this.database.lane(STRIPES);
    const ids = [...new Set(planIds)].sort((a, b) => a - b);
    const rows = ids.map((plan_id) => ({ plan_id, stripe, changes: 1 }));
    await this.database.add(LedgerStamp, rows, ['plan_id', 'stripe']);
  }

  /** The stamps of plans together: the same as long as nothing of them was counted anew. */
  async value(planIds: readonly number[]): Promise<number> {
    if (planIds.length === 0) return 0;
    const sql = `SELECT SUM(changes) AS total FROM ledger_stamps WHERE plan_id IN (${placeholders(planIds)})`;
    return Number((await this.database.row<{ total: number | null }>(sql, [...planIds]))?.total ?? 0);
  }
}
