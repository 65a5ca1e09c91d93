import { filled } from '../database/chunks.js';
import type { Database } from '../database/database.js';
import { placeholders } from '../database/placeholders.js';

/**
 * Lets no other node of a cluster merge these records before this transaction ends. On one server nothing is needed: a merge
 * changes the rows of the records, and counting a roster locks those of everybody on it.
 */
export async function holdPeople(database: Database, ids: readonly number[]): Promise<void> {
  if (!database.onGalera || ids.length === 0) return;
  const list = filled([...new Set(ids)].sort((a, b) => a - b));
  await database.rowsForUpdate(`SELECT id FROM people WHERE id IN (${placeholders(list)}) ORDER BY id`, list);
}
