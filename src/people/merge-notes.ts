import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Scopes } from '../territory/scope.js';
import { PersonNames } from './person-names.js';
import type { NamedPerson } from './privacy.js';

/** A record that was merged into somebody's, as far as the reader may know of it. */
export interface MergeNote {
  id: number;
  ref: string;
  name: string;
  reason: string | null;
  merged_at: string;
}

type Row = NamedPerson & { ref: string; unit_code: string; merge_id: number; reason: string | null; merged_at: string };

/** Which records belong to a person by merging. */
@Injectable()
export class MergeNotes {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly names: PersonNames,
  ) {}

  /** The merges in force by which other records are this person, the earliest first. */
  async of(personId: number): Promise<MergeNote[]> {
    const scope = await this.scopes.mine();
    const rows = await this.database.rows<Row>(
      `SELECT p.id, p.ref, p.full_name, p.birth_date, p.birth_year, p.consent_on, p.unit_code,
         m.id AS merge_id, m.reason, m.merged_at
       FROM person_merges m JOIN people p ON p.id = m.from_id
       WHERE p.merged_into_id = ? AND m.undone_at IS NULL ORDER BY m.id`,
      [personId],
    );
    const inside = rows.filter((row) => scope.coversCode(row.unit_code));
    const names = await this.names.of(inside);
    return inside.map(({ id, ref, merge_id, reason, merged_at }) => ({
      id: merge_id,
      ref,
      name: names.get(id) ?? '',
      reason,
      merged_at,
    }));
  }
}
