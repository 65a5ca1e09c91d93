import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DerivedPlaces } from './derived-places.js';
import { Ledger } from './ledger.js';
import type { ReachDifference } from '../ledger/ledger-check.js';
import { LedgerMending } from '../ledger/ledger-mending.js';

/** Something that is kept to make coverage fast and is not what it should be. */
export interface RecountDifference {
  of: 'activity' | 'participation' | 'headcount' | 'qualification' | ReachDifference['of'];
  /** Code of the activity, or of the plan where it belongs to no single one. */
  activity: string;
  /** What it belongs to: a unit's code, a participation's id with the measure, or a place of the ledger. */
  what: string;
  kept: string | null;
  expected: string | null;
}

/** Rebuilds or compares everything that is derived from attendance and kept (interchange: `recount`, `recount --check`). */
@Injectable()
export class Recount {
  constructor(
    private readonly database: Database,
    private readonly places: DerivedPlaces,
    private readonly ledger: Ledger,
    private readonly mending: LedgerMending,
  ) {}

  /** Derives places, first dates and the ledger anew. @returns how much differed */
  async recount(): Promise<number> {
    return this.database.transaction(async () => (await this.places.recount()) + (await this.ledger.recount()));
  }

  /** Compares without writing. */
  async check(): Promise<RecountDifference[]> {
    const places = await this.places.differences();
    const rows = await this.ledger.differences();
    const codes = new Map(
      (
        await this.database.rowsIn<{ id: number; code: string }>('SELECT id, code FROM activities WHERE id IN (?)', [
          ...new Set(rows.map(({ activity_id }) => activity_id)),
        ])
      ).map(({ id, code }) => [id, code]),
    );
    return [
      ...places.map(({ of, activity, unit_code, kept, expected }) => ({
        of,
        activity,
        what: unit_code,
        kept: asText(kept),
        expected: asText(expected),
      })),
      ...rows.map(({ activity_id, participation_id, measure, kept, expected }) => ({
        of: 'qualification' as const,
        activity: codes.get(activity_id) ?? String(activity_id),
        what: `${participation_id} ${measure}`,
        kept: kept && `${kept.date} ${kept.place_id} ${kept.subject_id}`,
        expected: expected && `${expected.date} ${expected.place_id} ${expected.subject_id}`,
      })),
      ...(await this.mending.differences()).map(({ plan, ...difference }) => ({ ...difference, activity: plan })),
    ];
  }
}

function asText(value: string | number | null): string | null {
  return value === null ? null : String(value);
}
