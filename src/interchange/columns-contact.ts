import { reason, type Parsed, type RowFault } from './row-error.js';

const TIME = /^(\d{1,2})(?:\s*(?:[:hg]|giờ)\s*(\d{2})?)(?::\d{2})?$/iu;
const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\.]+(\.[^\s@<>(),;:"[\]\\.]+)+$/u;
const PHONE = /^(\+?)(\d{8,15})$/;

const fail = (fault: RowFault): Parsed<string> => ({ reason: reason(fault) });

/** A time of the day as 'HH:MM', 24 hours. */
export function readTime(text: string): Parsed<string> {
  const found = TIME.exec(text);
  if (found === null) return fail('not_time');
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? '0')];
  if (hour > 23 || minute > 59) return fail('not_time');
  return { value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
}

/** An address of e-mail, lower-cased: the shape only, whether it exists shows when a message is sent. */
export function readEmail(text: string): Parsed<string> {
  const value = text.toLowerCase();
  return value.length <= 254 && EMAIL.test(value) ? { value } : fail('not_email');
}

/** A telephone number; nine digits without their 0 are what a spreadsheet leaves of a Vietnamese one. */
export function readPhone(text: string): Parsed<string> {
  const found = PHONE.exec(text.replaceAll(/[\s.()-]/g, ''));
  if (found === null) return fail('not_phone');
  const [, plus = '', digits = ''] = found;
  if (plus === '+') return { value: digits.startsWith('84') ? `0${digits.slice(2)}` : `+${digits}` };
  if (digits.length === 9 && /^[235789]/.test(digits)) return fail('phone_lost_zero');
  return digits.startsWith('0') ? { value: digits } : fail('not_phone');
}

/** A national ID: 12 digits, or 9 of the older card; 10 or 11 digits have lost their zeros in a spreadsheet. */
export function readNationalId(text: string): Parsed<string> {
  const digits = text.replaceAll(/[\s.-]/g, '');
  if (/^(\d{9}|\d{12})$/.test(digits)) return { value: digits };
  return fail(/^\d{10,11}$/.test(digits) ? 'national_id_lost_zero' : 'not_national_id');
}
