import { Injectable } from '@nestjs/common';
import { OnRosters } from './on-rosters.js';
import type { OpenActivity } from './open-activities.js';

/** The places of an activity, as far as they are limited. */
@Injectable()
export class Seats {
  constructor(private readonly rosters: OnRosters) {}

  /**
   * Who has a place: everybody on the roster, merged records as one.
   * @returns the ids of people after merges, and how many more there is room for; null: for any number
   */
  async of({
    id,
    capacity,
  }: Pick<OpenActivity, 'id' | 'capacity'>): Promise<{ taken: Set<number>; free: number | null }> {
    const taken = await this.rosters.people(id);
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
