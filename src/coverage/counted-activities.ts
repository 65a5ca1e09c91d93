import { Injectable } from '@nestjs/common';
import type { ActivityKind } from '../activities/qualification.js';
import { Database } from '../database/database.js';

/** What of an activity the lists behind a figure show: what it was, and who organised it. */
export interface CountedActivity {
  id: number;
  code: string;
  title: string;
  kind: ActivityKind;
  agency_code: string | null;
  unit_code: string;
  place_id: number | null;
}

/** Finds the activities that lists name. */
@Injectable()
export class CountedActivities {
  constructor(private readonly database: Database) {}

  /** By id. */
  async of(ids: Iterable<number>): Promise<Map<number, CountedActivity>> {
    const rows = await this.database.rowsIn<CountedActivity>(
      'SELECT id, code, title, kind, agency_code, unit_code, place_id FROM activities WHERE id IN (?)',
      [...new Set(ids)],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

/** Who organised an activity: its agency, or else its unit (§1), as `agency:CODE` or `unit:PLACE_ID`. */
export function reporterOf(activity: CountedActivity | undefined): string {
  return activity?.agency_code ? `agency:${activity.agency_code}` : `unit:${activity?.place_id ?? ''}`;
}
