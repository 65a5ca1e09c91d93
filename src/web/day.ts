import type { ErrorParams } from '../errors.js';

/**
 * Reads a day as people type it: ISO, or day first with `/`, `-` or `.`.
 * @returns `YYYY-MM-DD`, or the key of the sentence that says what is wrong
 */
export function readDay(typed: string): string | { key: string; params: ErrorParams } {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  const clerk = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed);
  const [year, month, day] = iso ? iso.slice(1).map(Number) : clerk ? clerk.slice(1).map(Number).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return { key: 'form.day', params: {} };
  if (month < 1 || month > 12) return { key: 'form.month', params: { month } };
  if (day < 1 || day > daysOf(year, month))
    return { key: 'form.day_of_month', params: { day, month, year: String(year) } };
  if (year < 1900 || year > 2200) return { key: 'form.year', params: { year: String(year) } };
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The ISO day that lies so many days after another; before it for a negative number. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The last day of the month of a day. */
export function lastOfMonth(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return `${day.slice(0, 7)}-${daysOf(year, month)}`;
}

/** A day as it is typed into a field: day first in both languages. */
export function asTyped(day: string): string {
  return day.split('-').reverse().join('/');
}
