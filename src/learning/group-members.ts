import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import type { Place } from '../territory/place.js';

/** More are not shown on one page: a smaller place, or a file. All teachers of a district are fewer. */
export const MOST_MEMBERS = 2000;
/** People who are looked at together. */
const PIECE = 1000;

/** Finds who belongs to a group at a place, as far as the register knows. */
@Injectable()
export class GroupMembers {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleList,
  ) {}

  /**
   * Whoever lives at the place or below it and was on any roster in the group; of a class or the list of a village everybody,
   * as the place itself tells. One more than can be shown says that there are too many.
   */
  async of(place: Pick<Place, 'id' | 'level'>, group: string): Promise<ShownPerson[]> {
    const found: ShownPerson[] = [];
    let piece: ShownPerson[] = [];
    const look = async (): Promise<void> => {
      const known = place.level === 'cohort' ? null : await this.knownIn(group, piece);
      found.push(...(known === null ? piece : piece.filter(({ id }) => known.has(id))));
      piece = [];
    };
    for await (const person of this.people.all({ q: '', placeId: place.id })) {
      piece.push(person);
      if (piece.length === PIECE) await look();
      if (found.length > MOST_MEMBERS) break;
    }
    await look();
    return found.slice(0, MOST_MEMBERS + 1);
  }

  /** Who was on any roster in a group, by whichever record. */
  private async knownIn(group: string, people: readonly { id: number }[]): Promise<ReadonlySet<number>> {
    const ids = people.map(({ id }) => id);
    const own = await this.database.rowsIn<{ id: number }>(
      'SELECT DISTINCT p.person_id AS id FROM participations p WHERE p.group_code = ? AND p.person_id IN (?)',
      ids,
      [group],
    );
    const merged = await this.database.rowsIn<{ id: number }>(
      `SELECT DISTINCT pe.merged_into_id AS id FROM people pe JOIN participations p ON p.person_id = pe.id
       WHERE p.group_code = ? AND pe.merged_into_id IN (?)`,
      ids,
      [group],
    );
    return new Set([...own, ...merged].map(({ id }) => id));
  }
}
