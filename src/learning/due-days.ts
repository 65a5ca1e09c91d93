import { readDays } from '../letters/letter-choices.js';
import type { DueReminder } from './learning.entities.js';

/** When a course reminds of its due dates. */
export type ChosenReminders = Pick<DueReminder, 'tells_overdue' | 'version'> & {
  /** Days before the due date, the most first. */
  reminder_days: readonly number[];
};

/** So many days before the due date is told that it is over: the day after it. */
export const OVERDUE = -1;
const USUAL: ChosenReminders = { reminder_days: [7, 1], tells_overdue: 1, version: 0 };

/** What a row says; without one the usual: a week and a day before, and once when it is over. */
export function chosenOf(
  row: Pick<DueReminder, 'reminder_days' | 'tells_overdue' | 'version'> | undefined,
): ChosenReminders {
  if (!row) return USUAL;
  const { reminder_days, tells_overdue, version } = row;
  return { reminder_days: readDays(reminder_days) ?? [], tells_overdue, version };
}

/** All days on which is reminded, as days before the due date. */
export function daysOf({ reminder_days, tells_overdue }: Omit<ChosenReminders, 'version'>): number[] {
  return tells_overdue === 1 ? [...reminder_days, OVERDUE] : [...reminder_days];
}
