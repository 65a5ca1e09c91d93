import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DailyCount, PlaceCount } from './ledger.entities.js';
import { type LedgerList, listKey } from './measure.js';

/** What is counted at a place on a day. */
interface Amounts {
  firsts: number;
  attendances: number;
  heads: number;
}

type Daily = LedgerList & Amounts & { place_id: number; date: string };

/** What changes in the counts while something is counted anew; written at the end, all of it at once. */
export class CountChanges {
  private readonly changes = new Map<string, Daily>();

  /** Adds amounts, which may be negative, to those of a place on a day. */
  add(list: LedgerList, { place_id, date }: { place_id: number; date: string }, amounts: Partial<Amounts>): void {
    const key = `${listKey(list)} ${String(place_id).padStart(10, '0')} ${date}`;
    const { plan_id, measure, group_code } = list;
    const known = this.changes.get(key);
    const row = known ?? { plan_id, measure, group_code, place_id, date, firsts: 0, attendances: 0, heads: 0 };
    row.firsts += amounts.firsts ?? 0;
    row.attendances += amounts.attendances ?? 0;
    row.heads += amounts.heads ?? 0;
    if (!known) this.changes.set(key, row);
  }

  /** What is left to be written, in the order of the keys: two writers that meet then wait, and do not block each other. */
  rows(): Daily[] {
    const changed = [...this.changes].filter(([, row]) => row.firsts !== 0 || row.attendances !== 0 || row.heads !== 0);
    return changed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }
}

/** Writes the counts by day and by place. */
@Injectable()
export class CountBook {
  constructor(private readonly database: Database) {}

  /** Adds the changes to what is kept. */
  async write(changes: CountChanges): Promise<void> {
    const rows = changes.rows();
    if (rows.length === 0) return;
    await this.database.add(DailyCount, rows, ['plan_id', 'place_id', 'measure', 'group_code', 'date']);
    await this.database.add(PlaceCount, byPlace(rows), ['plan_id', 'place_id', 'measure', 'group_code']);
  }
}

/** The rows of one place are neighbours. */
function byPlace(rows: readonly Daily[]): Omit<Daily, 'date'>[] {
  const sums: Omit<Daily, 'date'>[] = [];
  for (const { date: _, ...row } of rows) {
    const last = sums.at(-1);
    if (!last || last.place_id !== row.place_id || listKey(last) !== listKey(row)) sums.push(row);
    else {
      last.firsts += row.firsts;
      last.attendances += row.attendances;
      last.heads += row.heads;
    }
  }
  return sums;
}
