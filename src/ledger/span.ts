import { addDays, lastOfMonth } from '../web/day.js';

/**
 * A span of days, named by how its days begin: `` all of them, `2025` a year, `2025-03` a month, `2025-03-10` a day.
 * Counts are kept of each, so that of any days only a few rows a place are added up.
 */
export type Span = string;

/** How many characters of a day the spans have in which it lies. */
const LENGTHS = [0, 4, 7, 10];

/** All days, whichever. */
export const ALL_DAYS: Span = '';

/** The spans in which a day lies. */
export function spansOf(day: string): Span[] {
  return LENGTHS.map((length) => day.slice(0, length));
}

/** The fewest spans that are together exactly the days from `from` to `to`, both included; none if it ends before it begins. */
export function spansBetween(from: string, to: string): Span[] {
  const spans: Span[] = [];
  for (let day = from; day <= to;) {
    const year = day.endsWith('-01-01') ? `${day.slice(0, 4)}-12-31` : undefined;
    const month = day.endsWith('-01') ? lastOfMonth(day) : undefined;
    const last = [year, month].find((each) => each !== undefined && each <= to) ?? day;
    spans.push(last === day ? day : day.slice(0, last === year ? 4 : 7));
    day = addDays(last, 1);
  }
  return spans;
}

/** Spans that are added, and spans that are subtracted. */
export interface SignedSpans {
  plus: Span[];
  minus: Span[];
}

/**
 * The spans that come to the days of a period up to `to`: those days, or all days without those after it, whichever are fewer to read.
 * @param today after it hardly anything was recorded: spans that begin later cost nothing
 */
export function spansUntil(to: string, { start, end }: { start: string; end: string }, today: string): SignedSpans {
  const until = spansBetween(start, to < end ? to : end);
  const after = to < end ? spansBetween(addDays(to, 1), end) : [];
  const recorded = after.filter((span) => span <= today);
  return recorded.length + 1 < until.length ? { plus: [ALL_DAYS], minus: after } : { plus: until, minus: [] };
}
