import { query } from '../web/paths.js';

/** Rows of one page of a list. */
export const LIST_PAGE = 25;

/** The page number of an address, from 1; anything else is the first. */
export function pageAsked(given: unknown): number {
  return Math.min(Math.max(1, Math.trunc(Number(given)) || 1), 1_000_000);
}

/** One text of an address; a repeated or missing one is empty. */
export function textAsked(given: unknown): string {
  return typeof given === 'string' ? given.normalize('NFC').trim().slice(0, 190) : '';
}

/** What the pager partial needs. @param page counted from 1; @param filter what else the address holds */
export function pager(
  base: string,
  filter: Record<string, string>,
  list: { page: number; rows: number; total: number; csv: string },
): object {
  const first = (list.page - 1) * LIST_PAGE;
  const last = first + list.rows;
  const at = (page: number): string => base + query({ ...filter, page: page === 1 ? undefined : page });
  return {
    from: list.rows === 0 ? 0 : first + 1,
    to: last,
    total: list.total,
    prev: list.page > 1 ? at(list.page - 1) : null,
    next: last < list.total ? at(list.page + 1) : null,
    csv: list.csv,
  };
}
