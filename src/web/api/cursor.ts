import { DomainError } from '../../errors.js';

/**
 * A page of rows that are read in order of a key: one more row than asked for tells whether there is a next page.
 * @param rows at most `limit + 1` rows
 * @param keyOf what the next page starts after
 */
export function pageOf<T, R>(
  rows: T[],
  limit: number,
  keyOf: (row: T) => string | number,
  shape: (row: T) => R,
): { items: R[]; next_cursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: items.map(shape), next_cursor: more ? encodeCursor(keyOf(last)) : null };
}

/** The key that a page starts after, or undefined for the first page. @throws DomainError for a cursor not of ours */
export function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith('k:')) throw new DomainError('api.cursor');
  return text.slice(2);
}

/** As `readCursor`, for a numeric key; 0 for the first page. */
export function readNumericCursor(cursor: string | undefined): number {
  const key = Number(readCursor(cursor) ?? 0);
  if (!Number.isSafeInteger(key) || key < 0) throw new DomainError('api.cursor');
  return key;
}

function encodeCursor(key: string | number): string {
  return Buffer.from(`k:${key}`).toString('base64url');
}
