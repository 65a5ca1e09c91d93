import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { faulty } from '../interchange/import-runner.js';
import type { RowResult } from '../interchange/importer.js';
import type { Activity, ActivityKind } from './activities.entities.js';

/** What would lose its meaning if an activity became of another kind, and which kinds it has a meaning in. */
const RECORDS: readonly { what: string; sql: string; kinds: readonly ActivityKind[] }[] = [
  {
    what: 'sessions',
    sql: 'SELECT id FROM sessions WHERE activity_id = ? LIMIT 1',
    kinds: ['training', 'campaign'],
  },
  {
    what: 'completions',
    sql: 'SELECT id FROM completions WHERE activity_id = ? LIMIT 1',
    kinds: ['course'],
  },
  {
    what: 'tests',
    sql: 'SELECT id FROM test_results WHERE activity_id = ? LIMIT 1',
    kinds: ['training'],
  },
];

/** A course has completions and no sessions, all else the other way round: who has either does not become the other. */
@Injectable()
export class FixedKinds {
  constructor(private readonly database: Database) {}

  /** Why a row of activities.csv may not change the kind of an activity; null: it may, or does not. */
  async refusalOf(
    { line, values: { kind } }: { line: number; values: { kind: ActivityKind } },
    existing: Pick<Activity, 'id' | 'code' | 'kind'>,
  ): Promise<RowResult | null> {
    if (kind === existing.kind) return null;
    for (const { what, sql, kinds } of RECORDS) {
      if (kinds.includes(kind) || !kinds.includes(existing.kind)) continue;
      const found = await this.database.row(sql, [existing.id]);
      if (found) return faulty(line, 'kind', kind, `activities.kind_has_${what}`, { code: existing.code });
    }
    return null;
  }
}
