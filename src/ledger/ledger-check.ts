import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DAYS_BEFORE, FIRSTS, forPlan, GATHERINGS, SPAN_COUNTS } from './expected.js';

/** Something that is kept and is not what it should be. */
export interface ReachDifference {
  of: 'previous_date' | 'first_reach' | 'span_count' | 'gathering';
  plan: string;
  /** What it belongs to: measure, group and the ids that name it. */
  what: string;
  kept: string | null;
  expected: string | null;
}

type Cells = Record<string, string | number>;

interface Book {
  of: ReachDifference['of'];
  table: string;
  expected: string;
  keys: string[];
  values: string[];
}

const LIST = ['measure', 'group_code'];
const COUNTS = ['firsts', 'attendances', 'heads'];

/** What is compared, and how a row is named. Counts of nothing are as good as no row. */
const BOOKS: Book[] = [
  {
    of: 'first_reach',
    table: 'first_reaches',
    expected: FIRSTS,
    keys: [...LIST, 'subject_id'],
    values: ['date', 'place_id', 'participation_id', 'activity_id'],
  },
  {
    of: 'span_count',
    table: 'span_counts',
    expected: SPAN_COUNTS,
    keys: [...LIST, 'place_id', 'span'],
    values: COUNTS,
  },
  {
    of: 'gathering',
    table: 'gatherings',
    expected: GATHERINGS,
    keys: [...LIST, 'session_id', 'place_id'],
    values: ['activity_id', 'date', 'heads', 'size', 'total'],
  },
];

/** Compares what is kept with what the records say, plan by plan, without writing. */
@Injectable()
export class LedgerCheck {
  constructor(private readonly database: Database) {}

  /** Every difference of one plan. */
  async differences(plan: { id: number; code: string }): Promise<ReachDifference[]> {
    const found: ReachDifference[] = [];
    const days = await this.database.rows<{ id: number; day_before: string | null }>(forPlan(DAYS_BEFORE, plan.id));
    for (const { id, day_before } of days) {
      found.push({
        of: 'previous_date',
        plan: plan.code,
        what: `qualification ${id}`,
        kept: null,
        expected: day_before,
      });
    }
    for (const book of BOOKS) found.push(...(await this.compare(plan, book)));
    return found;
  }

  /** Rows that are on one side only: a row whose values differ is on both, once as kept and once as expected. */
  private async compare(plan: { id: number; code: string }, book: Book): Promise<ReachDifference[]> {
    const columns = [...book.keys, ...book.values].join(', ');
    const own = `SELECT ${columns} FROM ${book.table} WHERE plan_id = ${Math.trunc(plan.id)}`;
    const expected = forPlan(`SELECT ${columns} FROM (${book.expected}) expected`, plan.id);
    const sql = `SELECT ${columns}, SUM(kept) AS kept FROM (
        SELECT own.*, 1 AS kept FROM (${own}) own UNION ALL SELECT due.*, -1 AS kept FROM (${expected}) due
      ) sides GROUP BY ${columns} HAVING SUM(kept) <> 0`;
    const sides = new Map<string, { kept: string | null; expected: string | null }>();
    for (const { kept, ...row } of await this.database.rows<Cells & { kept: number }>(sql)) {
      const key = book.keys.map((name) => row[name]).join(' ');
      const said = book.values.map((name) => String(row[name])).join(' ');
      if (book.values === COUNTS && book.values.every((name) => Number(row[name]) === 0)) continue;
      const side = sides.get(key) ?? { kept: null, expected: null };
      side[Number(kept) > 0 ? 'kept' : 'expected'] = said;
      sides.set(key, side);
    }
    return [...sides].map(([what, side]) => ({ of: book.of, plan: plan.code, what, ...side }));
  }
}
