import type { Param } from '../database/connection.js';
import type { Database } from '../database/database.js';

const PAGE = 2000;

/** A table to read in the order of its ids, whatever its length. */
export interface Readable {
  /** `SELECT …, x.id FROM …` */
  select: string;
  /** The id by which the pages follow each other: `x.id`. */
  id: string;
  /** Which rows. */
  where: { sql: string; params: Param[] };
}

/** The rows a page at a time: memory stays the same, and no reader is held open in between. */
export async function* pagesById<T extends { id: number }>(
  database: Database,
  { select, id, where }: Readable,
): AsyncGenerator<T[]> {
  const sql = `${select} WHERE ${id} > ? AND ${where.sql} ORDER BY ${id} LIMIT ${PAGE}`;
  for (let after = 0; ;) {
    const rows = await database.rows<T>(sql, [after, ...where.params]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (rows.length < PAGE) return;
    after = last.id;
  }
}

/** The same row by row. */
export async function* byId<T extends { id: number }>(database: Database, table: Readable): AsyncGenerator<T> {
  for await (const page of pagesById<T>(database, table)) yield* page;
}

/** The rows of a list that answers at most so many after an id, one by one to its end. */
export async function* eachAfter<T extends { id: number }>(read: (after: number) => Promise<T[]>): AsyncGenerator<T> {
  for (let after = 0; ;) {
    const rows = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
