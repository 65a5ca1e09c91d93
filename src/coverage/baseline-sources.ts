import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { BaselinePart } from '../territory/baseline.js';

/** Where a figure of a baseline comes from: its current version. */
export interface BaselineSource {
  place_id: number;
  unit_code: string;
  group_code: string;
  year: number;
  value: number;
  source: string | null;
  /** How often it was entered; more than 1: it was corrected. */
  revision: number;
  recorded_at: string;
  /** Null: loaded on the command line. */
  author: string | null;
}

/** Finds who said so, and when, of the figures that make up a baseline. */
@Injectable()
export class BaselineSources {
  constructor(private readonly database: Database) {}

  /** The sources of the parts that are entered figures, by place id, in one statement. */
  async of(parts: readonly BaselinePart[], group: string): Promise<Map<number, BaselineSource>> {
    const entered = new Map(parts.flatMap(({ place, year }) => (year === null ? [] : [[place.id, year] as const])));
    if (entered.size === 0) return new Map();
    const rows = await this.database.rowsIn<BaselineSource>(
      `SELECT b.place_id, b.unit_code, b.group_code, b.year, b.value, b.source, b.revision, b.recorded_at, u.name AS author
       FROM baselines b LEFT JOIN users u ON u.id = b.author_id WHERE b.current = 1 AND b.place_id IN (?)`,
      [...entered.keys()],
    );
    const own = rows.filter((row) => row.group_code === group && entered.get(row.place_id) === row.year);
    return new Map(own.map((row) => [row.place_id, row]));
  }
}
