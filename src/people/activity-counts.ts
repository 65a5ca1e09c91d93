import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Scopes } from '../territory/scope.js';

interface Row {
  id: number;
  activity_id: number;
  place_id: number | null;
  held_at: number | null;
}

/** How many activities people took part in, as far as the reader may know of them (history.ts). */
@Injectable()
export class ActivityCounts {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
  ) {}

  /** By person, by whichever record. Two queries, whatever the number of people. */
  async of(ids: readonly number[]): Promise<Map<number, number>> {
    const scope = await this.scopes.mine();
    const asked = [...new Set(ids)];
    const read = (column: 'id' | 'merged_into_id'): Promise<Row[]> =>
      this.database.rowsIn<Row>(
        `SELECT p.${column} AS id, r.activity_id, r.place_id, a.place_id AS held_at
         FROM people p JOIN participations r ON r.person_id = p.id JOIN activities a ON a.id = r.activity_id
         WHERE p.${column} IN (?)`,
        asked,
      );
    const rows = [...(await read('id')), ...(await read('merged_into_id'))];
    const known = rows.filter(({ place_id, held_at }) => scope.covers(place_id) || scope.covers(held_at));
    const activities = Map.groupBy(known, ({ id }) => id);
    return new Map([...activities].map(([id, of]) => [id, new Set(of.map(({ activity_id }) => activity_id)).size]));
  }
}
