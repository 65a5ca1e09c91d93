import type { Database } from '../../src/database/database.js';

/** One statement that read, and how many rows it gave back. */
export interface Read {
  sql: string;
  rows: number;
}

/** Notes from now on what is read from the database. @returns hands over what was read since it was asked last */
export function counted(database: Database): () => Read[] {
  let reads: Read[] = [];
  const rows = database.rows.bind(database);
  database.rows = async <T>(...asked: Parameters<Database['rows']>): Promise<T[]> => {
    const found = await rows<T>(...asked);
    reads.push({ sql: asOne(asked[0]), rows: found.length });
    return found;
  };
  return () => {
    const since = reads;
    reads = [];
    return since;
  };
}

/** The statement without what differs between two of the same kind: line ends, and how many values a list has. */
function asOne(sql: string): string {
  return sql.replace(/\s+/g, ' ').replace(/\?( ?, ?\?)+/g, '?');
}
