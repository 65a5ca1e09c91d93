const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2024, 0, 1);
const names = new Map<number, string>();

/** The day so many days after 1 January 2024, the first of the generated plans. */
export function day(number: number): string {
  const known = names.get(number);
  if (known !== undefined) return known;
  const name = new Date(FIRST + number * DAY_MS).toISOString().slice(0, 10);
  names.set(number, name);
  return name;
}

/** The number of a day. */
export function dayNumber(name: string): number {
  return Math.round((Date.parse(`${name}T00:00:00Z`) - FIRST) / DAY_MS);
}

/** The first day of the communes after the reform (1 July 2025), and the last of those before. */
export const REFORM = dayNumber('2025-07-01');
/** The last day on which an activity begins; the last of what follows from one is some sixty days later. */
export const LAST_BEGIN = dayNumber('2026-07-29');
