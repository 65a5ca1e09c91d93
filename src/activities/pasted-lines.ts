import { foldText } from '../i18n/fold.js';
import { cleanText } from '../web/text.js';

/** A line of a list as somebody pasted it, taken apart. */
export interface PastedLine {
  /** From 1, as in what was pasted. */
  line: number;
  raw: string;
  name: string;
  birth_year: number | null;
  /** ISO, where the whole day was written. */
  birth_date: string | null;
  /** As written, digits only; with a leading + where it had one. */
  phone: string | null;
  /** Words that are neither name nor number: perhaps a place. */
  rest: string[];
}

/** More lines are a file. */
export const MOST_LINES = 3000;

/** What a list is numbered and bulleted with: "1.", "2)", "(3)", "-", "•". */
const NUMBERING = /^\s*(?:[-–—•*+·]\s*|\(?\d{1,4}\s*[.)/:]\s*|\d{1,4}(?=\t| {2,}|;|,))+/u;
/** What people are called by before their names. */
const TITLE = /^(?:(?:ông|bà|cô|thầy|anh|chị|em|chú|bác|cháu|mr|mrs|ms)\.?\s+)+(?=\p{L})/iu;
const PHONE = /(?:\+84|\b84|\b0)[\d .-]{8,13}\d\b/u;
const DATE = /\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})\b/u;
const YEAR = /\b((?:19|20)\d{2})\b/u;
const CELLS = /\t| {2,}|;|,/;
const HEADINGS = new Set(['stt', 'tt', 'ho va ten', 'ho ten', 'ten', 'ho, ten', 'name', 'full name', 'no']);

/**
 * Takes a pasted list apart, whatever it was copied from: cells by tab, comma, semicolon or wide spaces; numbering, titles
 * and headings off; telephones and births out of whatever cell they stand in. Never throws; the order is kept, text is NFC.
 * Empty lines and headings are no lines. A line without a name has an empty one.
 */
export function readPasted(text: string): PastedLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((raw, at) => readLine(cleanText(raw), at + 1))
    .filter((line) => line !== null);
}

function readLine(raw: string, line: number): PastedLine | null {
  if (raw === '' || isHeading(raw)) return null;
  let left = raw.replace(NUMBERING, '').trimStart().replace(TITLE, '');
  const phone = PHONE.exec(left)?.[0] ?? null;
  if (phone !== null) left = left.replace(phone, '\t');
  const date = DATE.exec(left);
  const birth_date = date ? isoOf(date) : null;
  if (date) left = left.replace(date[0], '\t');
  const year = YEAR.exec(left);
  if (year) left = left.replace(year[0], '\t');
  const birth_year = date ? Number(date[3]) : year ? Number(year[1]) : null;
  const [name = '', ...rest] = left
    .split(CELLS)
    .map(bare)
    .filter(hasLetters)
    .map((cell, at) => (at === 0 ? cell.replace(TITLE, '') : cell));
  return { line, raw, name, birth_year, birth_date, phone: phone && digitsOf(phone), rest };
}

function isHeading(raw: string): boolean {
  const cells = raw.split(CELLS).map((cell) => foldText(cell).trim());
  return cells.some((cell) => HEADINGS.has(cell)) && !/\d{4}/.test(raw);
}

/** A cell without brackets and marks around it, and with single spaces. */
function bare(cell: string): string {
  return cell
    .replace(/[()[\]"“”]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.:-]+|[\s.:-]+$/gu, '');
}

function hasLetters(cell: string): boolean {
  return /\p{L}/u.test(cell) && !/^(?:sđt|đt|tel|phone|sinh|ns|năm sinh)$/iu.test(cell);
}

function isoOf([, day = '', month = '', year = '']: RegExpExecArray): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : null;
}

function digitsOf(phone: string): string {
  return phone.replace(/[^\d+]/g, '');
}
