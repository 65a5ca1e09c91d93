import { readPhone } from '../interchange/columns-contact.js';

/** What a line says in numbers, and the words that are left of it. */
export interface NumbersRead {
  /** The line without them; two tabs stand for each, so that the cells before and behind it are no neighbours. */
  left: string;
  birth_year: number | null;
  /** ISO, where the whole day was written. */
  birth_date: string | null;
  /** As the register keeps it; as written where it is none that the register takes. */
  phone: string | null;
}

const GAP = '\t\t';
/** What people part the digits of a telephone number by. */
const PARTED = '(?: ?[.-] ?| )?';

const DATE = /(?<!\d)(?<!\d[./-])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})(?!\d|[./-]\d)/gu;
/** A national ID: 12 digits, also parted by three or four, or the 9 of the older card. */
const NATIONAL_ID = /(?<!\d)(?!84)(?:\d{12}|0\d\d(?:[ .-]\d{3}){3}|0\d{3}(?:[ .-]\d{4}){2}|(?![35789])\d{9})(?!\d)/gu;
/** Mobile numbers, landlines old and new, with the country, abroad, and those that lost their 0 in a spreadsheet. */
const PHONE = new RegExp(
  `(?<!\\d)(?<!\\d\\d[.-])(?:${[
    `\\+?84(?:${PARTED}\\d){9,10}`,
    `\\+(?!84)\\d(?:${PARTED}\\d){7,14}`,
    `0[35789](?:${PARTED}\\d){8}`,
    `0[1246](?:${PARTED}\\d){8,9}`,
    '[35789]\\d{8}',
  ].join('|')})(?!\\d|[.-]\\d)`,
  'gu',
);
/** With the month, where it is written. */
const YEAR = /(?<!\d)(?:\d{1,2}[./-])?((?:19|20)\d{2})(?!\d)/gu;
/** A running number that could be a year where nothing but a space follows it. */
const RUNNING_YEAR = /^[\s(]*\d{4}\s*[.)/:\t]/u;

/**
 * Takes the numbers out of a line: days first, as they look like telephone numbers; then national IDs, which nobody asked
 * for and which are kept nowhere; then telephones, and years of what is left. The first of each kind counts.
 */
export function readNumbers(line: string): NumbersRead {
  const date = taken(line, DATE);
  const phone = taken(date.left.replace(NATIONAL_ID, GAP), PHONE);
  const [running = ''] = RUNNING_YEAR.exec(phone.left) ?? [];
  const year = taken(phone.left.slice(running.length), YEAR);
  const written = date.first?.[3] ?? year.first?.[1];
  return {
    left: running + year.left,
    birth_year: written === undefined ? null : Number(written),
    birth_date: date.first && isoOf(date.first),
    phone: phone.first && phoneOf(phone.first[0]),
  };
}

function taken(text: string, pattern: RegExp): { left: string; first: RegExpMatchArray | null } {
  const [first = null] = text.matchAll(pattern);
  return { left: first === null ? text : text.replace(pattern, GAP), first };
}

function isoOf([, day = '', month = '', year = '']: RegExpMatchArray): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : null;
}

/** The country is written with and without its +, and sometimes before a 0 that belongs to numbers without it. */
function phoneOf(written: string): string {
  const digits = written.replace(/[^\d+]/g, '').replace(/^\+?840?(?=\d{9,10}$)/u, '+84');
  const read = readPhone(digits);
  return 'value' in read ? read.value : digits;
}
