import type { Locale } from './locale.js';

const BCP47: Record<Locale, string> = { vi: 'vi-VN', en: 'en-GB' };
const numbers = perLocale((tag) => new Intl.NumberFormat(tag));
const tenths = perLocale((tag) => new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const collators = perLocale((tag) => new Intl.Collator(tag, { numeric: true }));
const englishDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dayInVietNam = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });

function perLocale<T>(make: (tag: string) => T): Record<Locale, T> {
  return { vi: make(BCP47.vi), en: make(BCP47.en) };
}

/** 11034 → `11.034` or `11,034`. */
export function formatNumber(locale: Locale, value: number): string {
  // Most numbers of a page need no separator, and asking for one costs microseconds.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  return numbers[locale].format(value);
}

/** Tenths of a per cent, 684 → `68,4%` or `68.4%`. */
export function formatPercent(locale: Locale, value: number): string {
  return `${tenths[locale].format(value / 10)}%`;
}

/** A decimal kept as text, `5.3` → `5,3` or `5.3`, without changing its digits. */
export function formatDecimal(locale: Locale, value: string): string {
  return locale === 'vi' ? value.replace('.', ',') : value;
}

/** Whether a text is a day, `2025-06-15`. */
export function isDay(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text);
}

/** A day, `2025-06-15` → `15/06/2025` or `15 June 2025`. */
export function formatDate(locale: Locale, day: string): string {
  if (locale === 'vi') return day.split('-').reverse().join('/');
  return englishDay.format(new Date(`${day}T00:00:00Z`));
}

/** An instant in UTC as a reader in Viet Nam sees it: `09:41 ngày 16/06/2025` or `09:41, 16 June 2025`. */
export function formatInstant(locale: Locale, instant: string): string {
  const at = new Date(instant);
  const day = formatDate(locale, dayInVietNam.format(at));
  return locale === 'vi' ? `${clock.format(at)} ngày ${day}` : `${clock.format(at)}, ${day}`;
}

/** Compares two texts as a dictionary of the language would. */
export function compareText(locale: Locale, a: string, b: string): number {
  return collators[locale].compare(a, b);
}
