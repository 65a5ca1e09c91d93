import { AsyncLocalStorage } from 'node:async_hooks';

/** The one clock. Dates of the field are days in Viet Nam; instants are kept in UTC. */
let read: () => Date = () => new Date();

/** What is told as if it happened at another moment. */
const retold = new AsyncLocalStorage<string>();

const DAY_IN_VIET_NAM = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Now, as a Date. */
export function now(): Date {
  const instant = retold.getStore();
  return instant === undefined ? read() : new Date(instant);
}

/** Now in UTC, `2025-06-15T02:03:04.567Z` (24 characters, sorts as text). */
export function nowIso(): string {
  return now().toISOString();
}

/** Today in Viet Nam, `YYYY-MM-DD`. */
export function today(): string {
  return dayOf(now());
}

/** The day in Viet Nam on which an instant lies, `YYYY-MM-DD`. */
export function dayOf(instant: Date): string {
  return DAY_IN_VIET_NAM.format(instant);
}

/** Sets the clock, for tests; without an argument gives the real one back. */
export function setClock(replacement?: () => Date): void {
  read = replacement ?? (() => new Date());
}

/** Runs `work` with the clock standing at an instant, for what it does alone: so a story is told of the past. */
export function runAt<T>(instant: string, work: () => T): T {
  return retold.run(instant, work);
}
