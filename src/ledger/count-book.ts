import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { SpanCount } from './ledger.entities.js';
import { type LedgerList, listKey } from './measure.js';
import { type Span, spansOf } from './span.js';

/** Changes that are held in memory: some twenty megabytes. */
const MOST_GATHERED = 100_000;

/** What is counted at a place in a span of days. */
interface Amounts {
  firsts: number;
  attendances: number;
  heads: number;
}

const KEYS = ['plan_id', 'span', 'place_id', 'measure', 'group_code'] as const satisfies (keyof SpanCount)[];

type Row = LedgerList & Amounts & { place_id: number; span: Span };

/** What changes in the counts while something is counted anew; written at the end, all of it at once. */
export class CountChanges {
  private readonly changes = new Map<string, Row>();

  /** Adds amounts, which may be negative, to those of a place on a day, and so to those of the spans in which it lies. */
  add(list: LedgerList, { place_id, date }: { place_id: number; date: string }, amounts: Partial<Amounts>): void {
    for (const span of spansOf(date)) {
      const row = this.row(list, place_id, span);
      row.firsts += amounts.firsts ?? 0;
      row.attendances += amounts.attendances ?? 0;
      row.heads += amounts.heads ?? 0;
    }
  }

  get size(): number {
    return this.changes.size;
  }

  /** What is left to be written, in the order of the keys: two writers that meet then wait, and do not block each other. */
  rows(): Row[] {
    const changed = [...this.changes].filter(([, row]) => row.firsts !== 0 || row.attendances !== 0 || row.heads !== 0);
    return changed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  /** Forgets what was written. */
  clear(): void {
    this.changes.clear();
  }

  private row({ plan_id, measure, group_code }: LedgerList, place_id: number, span: Span): Row {
    const key = `${listKey({ plan_id, measure, group_code })} ${String(place_id).padStart(10, '0')} ${span}`;
    const known = this.changes.get(key);
    if (known) return known;
    const fresh = { plan_id, span, place_id, measure, group_code, firsts: 0, attendances: 0, heads: 0 };
    this.changes.set(key, fresh);
    return fresh;
  }
}

/** Writes the counts. */
@Injectable()
export class CountBook {
  constructor(private readonly database: Database) {}

  /** Adds the changes to what is kept. */
  async write(changes: CountChanges): Promise<void> {
    const rows = changes.rows();
    if (rows.length > 0) await this.database.add(SpanCount, rows, KEYS);
    changes.clear();
  }

  /**
   * The same before the end, where more has gathered than should be in memory: nobody but an import gathers so much. On a
   * server others would wait for these rows from then on until the import ends; on SQLite they wait for it anyway.
   */
  async relieve(changes: CountChanges): Promise<void> {
    if (this.database.engine === 'sqlite' && changes.size > MOST_GATHERED) await this.write(changes);
  }
}
