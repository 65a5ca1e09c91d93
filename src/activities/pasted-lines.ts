import { foldText } from '../i18n/fold.js';
import { cleanText } from '../web/text.js';
import { type NumbersRead, readNumbers } from './pasted-numbers.js';

/** A line of a list as somebody pasted it, taken apart. */
export interface PastedLine extends Omit<NumbersRead, 'left'> {
  /** From 1, as in what was pasted. */
  line: number;
  raw: string;
  name: string;
  /** Words that are neither name nor number: perhaps a place. */
  rest: string[];
}

/** More lines are a second list. */
export const MOST_LINES = 3000;

/** What a list is numbered and bulleted with: "1.", "2)", "(3)", "1.1", "4" before a word, "-", "•". */
const NUMBERING = /^[\s–—•*+·-]*(?:\(?\d{1,4}(?:\.\d{1,3})*(?:[\s.)/:,;-]+|$))?/u;
const CALLED = String.raw`\(?(?:ông|bà|cô|thầy|anh|chị|em|chú|bác|cháu|đồng chí|đ[/.]c|đc|mr|mrs|ms)\)?`;
/** What people are called by before their names: "Bà", "Ông (bà)", "Ô.", "Đ/c:". */
const TITLE = new RegExp(String.raw`^(?:${CALLED}(?:\s*[.:/]\s*|\s+|(?=\())|[ôb]\.\s*)+(?=\p{L})`, 'iu');
/** Words that announce a number which is no longer there. */
const ANNOUNCES =
  /(?:^|\s+)(?:sinh(?: năm| ngày)?|[nN]ăm sinh|[đĐ]iện thoại|(?:[sS]ố )?(?:ns|NS|sn|SN|[sS]đt|SĐT|[đĐ]t|ĐT|[tT]el|[pP]hone|cccd|CCCD|cmnd|CMND))[\s.:]*$/u;
const CELLS = /\t| {2,}|;|,|\|| [–—-] /u;

/** What nobody is called, whatever column it heads. */
const NAME_HEADINGS = wordSet('họ và tên, họ tên, họ và tên đệm, họ đệm, full name, tên học viên, tên người dự');
const HEADINGS = wordSet(
  `stt, tt, số tt, số thứ tự, no, name, họ, tên, năm sinh, ngày sinh, ngày tháng năm sinh, giới tính, dân tộc, sđt, đt, điện thoại,
  số điện thoại, số đt, phone, bản, thôn, xã, địa chỉ, nơi ở, nơi công tác, đơn vị, đơn vị công tác, chức vụ, nghề nghiệp, cccd,
  số cccd, cmnd, ghi chú, chữ ký, ký nhận, ký tên, sex, year of birth, address, note`,
);
/** Cells that are a word of their own in most lists. "Nam" and "Thái" are given names too: see `isCut`. */
const NO_NAMES = wordSet(
  `nam, nữ, male, female, có, không, vắng, x, v, kinh, thái, mông, hmông, h'mông, h’mông, dao, giáy, lự, lào, kháng, cống, mảng, tày, nùng,
  mường, hoa`,
);

/**
 * Takes a pasted list apart, whatever it was copied from: cells by tab, comma, semicolon, bar, dash or wide spaces; numbering, titles
 * and headings off; telephones and births out of whatever cell they stand in. Never throws; the order is kept, text is NFC.
 * Empty lines and headings are no lines. A line without a name has an empty one.
 * @param isKnown whether a word behind a name is something else than the given name in a cell of its own: a place, a group
 */
export function readPasted(text: string, isKnown: (word: string) => boolean = () => false): PastedLine[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((raw, at) => readLine(cleanText(raw), at + 1, isKnown))
    .filter((line) => line !== null);
}

function readLine(raw: string, line: number, isKnown: (word: string) => boolean): PastedLine | null {
  if (raw === '' || isHeading(raw)) return null;
  const { left, ...numbers } = readNumbers(raw);
  const cells = left.replace(NUMBERING, '').trimStart().replace(TITLE, '').split(CELLS).map(bare);
  const at = cells.findIndex(hasLetters);
  if (at < 0) return { line, raw, name: '', ...numbers, rest: [] };
  const [family = '', given = '', ...others] = cells.slice(at);
  const name = family.replace(TITLE, '');
  const isWhole = !isGiven(given, name) || isKnown(given);
  const rest = (isWhole ? [given, ...others] : others).filter(hasLetters);
  return { line, raw, name: isWhole ? name : `${name} ${given}`, ...numbers, rest };
}

/** Two cells are headings, or one that is nobody's name; a line with somebody's name is none. */
function isHeading(raw: string): boolean {
  if (/^\d|\d{4}/.test(raw)) return false;
  const cells = raw.split(CELLS).map(bare);
  const names = cells.filter((cell) => isIn(NAME_HEADINGS, cell));
  const headings = [...names, ...cells.filter((cell) => isIn(HEADINGS, cell))];
  if (cells.some((cell) => !headings.includes(cell) && isFullName(cell))) return false;
  return names.length > 0 || headings.length > 1;
}

/** Whether a cell is the given name to the family name in the cell before it. */
function isGiven(cell: string, name: string): boolean {
  if (!/^\p{L}\p{M}*(?:['’]?[\p{L}\p{M}])*$/u.test(cell) || /\d/u.test(name)) return false;
  if (isIn(NO_NAMES, cell) && !isCut(name)) return false;
  if (name === name.toLowerCase()) return true;
  // "GV" beside "Lò Văn An" is an office, "AN" beside "LÒ VĂN" a name.
  const isLoud = [...cell].length > 1 && cell === cell.toUpperCase();
  return isCapital(cell) && (!isLoud || name === name.toUpperCase());
}

/** Behind these a name goes on. */
function isCut(name: string): boolean {
  return /\s(?:văn|thị)$/iu.test(name);
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

/** Two words or more, each with a capital and small letters behind it, as names are written. */
function isFullName(cell: string): boolean {
  const words = cell.split(' ');
  return words.length > 1 && words.every(isCapital) && words.some((word) => word !== word.toUpperCase());
}

/** A cell without brackets and marks around it, without what announced a number, and with single spaces. */
function bare(cell: string): string {
  return cell
    .replace(/[()[\]"“”]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(ANNOUNCES, '')
    .replace(/^[\s.:/–—-]+|[\s.:/–—-]+$/gu, '');
}

function hasLetters(cell: string): boolean {
  return /\p{L}/u.test(cell) && !isIn(NAME_HEADINGS, cell);
}

/** Whether a cell is one of the words, written with all of its marks or with none: "Nó" is not "No". */
function isIn(words: ReadonlySet<string>, cell: string): boolean {
  return words.has(cell.toLowerCase());
}

/** Words parted by commas, with their marks and without. */
function wordSet(text: string): ReadonlySet<string> {
  const words = text.split(/,\s*/u);
  return new Set([...words, ...words.map(foldText)]);
}
