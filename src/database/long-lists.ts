import type { Param } from './connection.js';
import { placeholders } from './placeholders.js';

/** Longer lists are one parameter: SQLite takes 32,766 in a statement, and several lists may stand in it. */
const MOST = 1000;
/** A list out of one parameter, as SQLite reads it; for MariaDB, which takes any number, the door writes it out. */
const FOLDED = 'SELECT value FROM json_each(?)';

/** What stands in the brackets of `IN ()`, and what is bound to it. */
export interface ListOf {
  sql: string;
  params: (string | number)[];
}

/** A list of values of any length, where a statement cannot be cut into pieces (`rowsIn`). */
export function listOf(values: readonly (string | number)[]): ListOf {
  if (values.length <= MOST) return { sql: placeholders(values), params: [...values] };
  return { sql: FOLDED, params: [JSON.stringify(values)] };
}

/** The statement with its long lists written out. */
export function writtenOut(sql: string, params: Param[]): [sql: string, params: Param[]] {
  if (!sql.includes(FOLDED)) return [sql, params];
  const all: Param[] = [];
  let at = 0;
  const parts = sql.split(FOLDED).map((part, n) => {
    let list = '';
    if (n > 0) {
      const values = JSON.parse(String(params[at])) as Param[];
      at += 1;
      for (const value of values) all.push(value);
      list = placeholders(values);
    }
    const own = part.split('?').length - 1;
    all.push(...params.slice(at, at + own));
    at += own;
    return list + part;
  });
  return [parts.join(''), all];
}
