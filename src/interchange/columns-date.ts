import { reason, type Parsed, type RowFault } from './row-error.js';

export interface DateOptions {
  /** a clerk's file: also 15/6/2025, 15-06-2025, 15.6.2025 */
  clerk?: boolean;
  /** earliest and latest day, 1800-01-01 and 9999-12-31 unless told */
  min?: string;
  max?: string;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLERK = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const LOOSE_ISO = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const fail = (fault: RowFault, params = {}): Parsed<string> => ({ reason: reason(fault, params) });

/** Year, month, day as they are written, however; null if it is no way of writing a date that we know. */
function parts(text: string): { year: number; month: number; day: number } | null {
  const dayFirst = CLERK.exec(text);
  if (dayFirst) return { day: Number(dayFirst[1]), month: Number(dayFirst[2]), year: Number(dayFirst[3]) };
  const yearFirst = LOOSE_ISO.exec(text);
  if (yearFirst) return { year: Number(yearFirst[1]), month: Number(yearFirst[2]), day: Number(yearFirst[3]) };
  return null;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

function calendarFault(year: number, month: number, day: number): { fault: RowFault; params: object } | null {
  const days = DAYS[month - 1];
  if (days === undefined) return { fault: 'no_such_month', params: { month } };
  if (day < 1 || day > days) return { fault: 'no_such_day', params: { month, day } };
  if (month === 2 && day === 29 && !isLeap(year)) return { fault: 'not_leap', params: { year: String(year) } };
  return null;
}

/**
 * A day as 'YYYY-MM-DD' (interchange.md "Files": ISO dates; a roster typed by a clerk may also say 15/06/2025).
 * A day that does not exist is refused with the reason: month 2 has no day 31.
 */
export function readDate(text: string, options: DateOptions): Parsed<string> {
  const found = parts(text);
  if (found === null) return fail(options.clerk ? 'not_date' : 'not_iso_date');
  const { year, month, day } = found;
  const wrong = calendarFault(year, month, day);
  if (wrong !== null) return fail(wrong.fault, wrong.params);
  const written = {
    year: String(year).padStart(4, '0'),
    month: String(month).padStart(2, '0'),
    day: String(day).padStart(2, '0'),
  };
  const value = `${written.year}-${written.month}-${written.day}`;
  // Day or month first cannot be told apart by a program: where nobody types by hand, only the one way is taken.
  if (!options.clerk && !ISO.test(text)) return fail('date_iso', written);
  const { min = '1800-01-01', max = '9999-12-31' } = options;
  if (value < min) return fail('date_before', { min });
  return value > max ? fail('date_after', { max }) : { value };
}
