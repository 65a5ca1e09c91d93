import { query } from './paths.js';

/** Rows of one page of a list. */
export const LIST_PAGE = 25;

/** A list of which a page is shown. */
export interface Paged {
  /** Counted from 1; one behind the last means the last. */
  page: number;
  total: number;
  /** Rows of one page. */
  size?: number;
}

/** The page number of an address, from 1; anything else is the first. */
export function pageAsked(given: unknown): number {
  return Math.min(Math.max(1, Math.trunc(Number(given)) || 1), 1_000_000);
}

/** One text of an address; a repeated or missing one is empty. */
export function textAsked(given: unknown): string {
  return typeof given === 'string' ? given.normalize('NFC').trim().slice(0, 190) : '';
}

/** How many rows stand before the page: an address may ask for one that is no more, and then means the last. */
export function offsetOf({ page, total, size = LIST_PAGE }: Paged): number {
  return (Math.min(page, Math.max(1, Math.ceil(total / size))) - 1) * size;
}

/** What the pager partial needs. @param at the address of a page; undefined stands for the first */
export function pager(list: Paged, at: (page: number | undefined) => string, csv?: string): object {
  const { total, size = LIST_PAGE } = list;
  const before = offsetOf(list);
  const to = Math.min(total, before + size);
  const page = before / size + 1;
  return {
    from: Math.min(before + 1, total),
    to,
    total,
    prev: page > 1 ? at(page === 2 ? undefined : page - 1) : null,
    next: to < total ? at(page + 1) : null,
    csv,
  };
}

/** The same for lists that are mostly short: null where everything is on the page. */
export function pagerIfMore(list: Paged, at: (page: number | undefined) => string): object | null {
  return list.total > (list.size ?? LIST_PAGE) ? pager(list, at) : null;
}

/** The addresses of the pages of a list that is filtered. */
export function pagesOf(base: string, filter: Record<string, string>): (page: number | undefined) => string {
  return (page) => base + query({ ...filter, page });
}
