import type { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';

/** Somebody on a roster, for an organisation or none. */
interface OnRoster {
  activity_id: number;
  person_id: number;
  group_code: string;
  organisation_id: number | null;
}

/**
 * Records that were found to be one person are on a roster once in each group. Two of them for two organisations would lose
 * one of these without anybody having decided it: merging refuses that, and so does adding to the roster afterwards.
 */
export class OneOrganisation {
  private survivors = new Map<number, number>();
  private taken = new Map<string, OnRoster[]>();

  constructor(private readonly database: Database) {}

  /** Reads who of these people has several records, and where those stand on these rosters. */
  async meet(activityIds: number[], personIds: number[]): Promise<void> {
    this.survivors = new Map();
    this.taken = new Map();
    const roots = await this.database.rowsIn<{ id: number }>(
      'SELECT COALESCE(merged_into_id, id) AS id FROM people WHERE id IN (?)',
      personIds,
    );
    const merged = await this.database.rowsIn<{ id: number; merged_into_id: number }>(
      'SELECT id, merged_into_id FROM people WHERE merged_into_id IN (?)',
      [...new Set(roots.map(({ id }) => id))],
    );
    for (const { id, merged_into_id } of merged) {
      this.survivors.set(id, merged_into_id).set(merged_into_id, merged_into_id);
    }
    const family = [...this.survivors.keys()];
    if (family.length === 0 || activityIds.length === 0) return;
    const recorded = await this.database.rows<OnRoster>(
      `SELECT activity_id, person_id, group_code, organisation_id FROM participations
       WHERE activity_id IN (${placeholders(activityIds)}) AND person_id IN (${placeholders(family)})`,
      [...activityIds, ...family],
    );
    for (const place of recorded) this.take(place);
  }

  /** Whether another record of the person is on the roster for another organisation. */
  isAnother(place: OnRoster): boolean {
    const others = this.taken.get(this.keyOf(place)) ?? [];
    return others.some(
      ({ person_id, organisation_id }) => person_id !== place.person_id && organisation_id !== place.organisation_id,
    );
  }

  /** Remembers what was recorded. */
  take(place: OnRoster): void {
    if (!this.survivors.has(place.person_id)) return;
    const key = this.keyOf(place);
    const others = (this.taken.get(key) ?? []).filter(({ person_id }) => person_id !== place.person_id);
    this.taken.set(key, [...others, place]);
  }

  private keyOf({ activity_id, person_id, group_code }: OnRoster): string {
    return `${activity_id} ${this.survivors.get(person_id) ?? person_id} ${group_code}`;
  }
}
