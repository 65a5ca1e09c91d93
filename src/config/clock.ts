/** The one clock. Dates of the field are days in Viet Nam; instants are kept in UTC. */
let read: () => Date = () => new Date();

const DAY_IN_VIET_NAM = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Now, as a Date. */
export function now(): Date {
  return read();
}

/** Now in UTC, `2025-06-15T02:03:04.567Z` (24 characters, sorts as text). */
export function nowIso(): string {
  return read().toISOString();
}

/** Today in Viet Nam, `YYYY-MM-DD`. */
export function today(): string {
  return dayOf(read());
}

/** The day in Viet Nam on which an instant lies, `YYYY-MM-DD`. */
export function dayOf(instant: Date): string {
  return DAY_IN_VIET_NAM.format(instant);
}

/** Sets the clock, for tests; without an argument gives the real one back. */
export function setClock(replacement?: () => Date): void {
  read = replacement ?? (() => new Date());
}
