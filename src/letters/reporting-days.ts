import { addDays } from '../web/day.js';

/** After its end a plan still owes its last reports for so long. */
const AFTER_END_DAYS = 92;

/** A plan with one of the days on which a report falls due each year. */
export interface Reporting {
  /** `MM-DD` */
  due: string;
  /** First and last day of the plan. */
  start: string;
  end: string;
}

/**
 * The next day on which a report falls due, today included; null: none within so many days, or the plan owes none then.
 * A report of 29 February is due on the 28th in other years.
 * @param day ISO day
 */
export function nextReport({ due, start, end }: Reporting, day: string, within: number): string | null {
  const year = Number(day.slice(0, 4));
  const next = [year, year + 1].map((each) => dayIn(each, due)).find((each) => each >= day);
  if (next === undefined || next > addDays(day, within)) return null;
  return next >= start && next <= addDays(end, AFTER_END_DAYS) ? next : null;
}

function dayIn(year: number, due: string): string {
  const isLeap = new Date(Date.UTC(year, 2, 0)).getUTCDate() === 29;
  return `${String(year).padStart(4, '0')}-${due === '02-29' && !isLeap ? '02-28' : due}`;
}
