import { addDays } from '../web/day.js';

/** The same day, or the Monday after it when it falls on a weekend: offices teach on working days. */
export function workday(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return addDays(date, 2);
  return weekday === 0 ? addDays(date, 1) : date;
}

/** `count` working days in a row, beginning on or after `first`. */
export function workdays(first: string, count: number): string[] {
  const days: string[] = [];
  let day = workday(first);
  while (days.length < count) {
    days.push(day);
    day = workday(addDays(day, 1));
  }
  return days;
}
