import { now } from '../config/clock.js';
import { addDays } from '../web/day.js';

/** Nobody is reminded in the night: not before this hour in Viet Nam. */
const FROM_HOUR = 7;
/** A reminder that could not be written on its day, because nothing ran, is written on the next. */
export const LATE_DAYS = 1;
/** Nothing is reminded of earlier than so many days before it. */
export const MOST_DAYS = 30;
const HOUR_IN_VIET_NAM = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit' });

/** Whether it is late enough in the morning to remind anybody. */
export function isReminderTime(): boolean {
  return Number(HOUR_IN_VIET_NAM.format(now())) >= FROM_HOUR;
}

/**
 * Whether somebody is to be reminded on a day of what is on a date.
 * @param days so many before it; negative: after it
 */
export function isDue(date: string, days: number, day: string): boolean {
  const on = addDays(date, -days);
  return on <= day && day <= addDays(on, days === 0 ? 0 : LATE_DAYS);
}
