import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { OpenActivity } from './open-activities.js';

/** The places of an activity, as far as they are limited. */
@Injectable()
export class Seats {
  constructor(private readonly database: Database) {}

  /**
   * Who has a place: everybody on the roster, merged records as one.
   * @returns the ids of people after merges, and how many more there is room for; null: for any number
   */
  async of({
    id,
    capacity,
  }: Pick<OpenActivity, 'id' | 'capacity'>): Promise<{ taken: Set<number>; free: number | null }> {
    const rows = await this.database.rows<{ person_id: number }>(
      `SELECT DISTINCT COALESCE(pe.merged_into_id, pe.id) AS person_id
       FROM participations p JOIN people pe ON pe.id = p.person_id WHERE p.activity_id = ?`,
      [id],
    );
    const taken = new Set(rows.map(({ person_id }) => person_id));
    return { taken, free: capacity === null ? null : Math.max(0, capacity - taken.size) };
  }
}

/**
 * Of people who come in this order those for whom there is a place, and those who have to wait. Who is on the roster
 * already needs none, and somebody who comes twice needs one. Pure.
 */
export function seated<T extends { person_id: number }>(
  coming: readonly T[],
  taken: ReadonlySet<number>,
  free: number | null,
): { seated: T[]; waiting: T[] } {
  const there = new Set(taken);
  const room = free === null ? Infinity : taken.size + free;
  const [seats, waiting]: [T[], T[]] = [[], []];
  for (const each of coming) {
    if (!there.has(each.person_id) && there.size >= room) waiting.push(each);
    else {
      there.add(each.person_id);
      seats.push(each);
    }
  }
  return { seated: seats, waiting };
}
