import { CHUNK, filled, pieces } from '../database/chunks.js';
import type { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';

/** Writes of qualifications the day of the one before. @param before their ids by that day; the key null is "none" */
export async function writeDaysBefore(database: Database, before: ReadonlyMap<string | null, number[]>): Promise<void> {
  for (const [day, all] of before) {
    for (const piece of pieces(all, CHUNK)) {
      const ids = filled(piece);
      const sql = `UPDATE qualifications SET previous_date = ? WHERE id IN (${placeholders(ids)})`;
      await database.execute(sql, [day, ...ids]);
    }
  }
}
