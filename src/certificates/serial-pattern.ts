/** The columns of serials and series: VARCHAR(64). */
const LONGEST = 64;
/** Digits that a number may take beyond those it is padded to. */
const MOST_DIGITS = 9;
const NUMBER = /\{number(?::([1-9]))?\}/g;
const PLACEHOLDER = /[{}]/;
const PLAIN = /^[\p{L}\p{N}./-]*$/u;

/** What is wrong with a pattern: `errors.certificate.pattern_<fault>`. */
export type PatternFault = 'number' | 'unknown' | 'letters' | 'digits' | 'long';

/** How numbers of a plan are made where nobody says otherwise, by the first part of its code: `TD` of `TD-CLD-2021`. */
export function defaultPattern(code: string): string {
  const [first = ''] = code
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  return `${(first || 'GCN').slice(0, 20).toLocaleUpperCase('vi')}-{year}-{number:5}`;
}

/**
 * What is wrong with a pattern like `TD-{year}-{number:5}`; null: nothing. It has one number, any number of years, and
 * otherwise letters, digits, `-`, `/` and `.`; filled in it is at most 64 characters.
 */
export function patternFault(pattern: string): PatternFault | null {
  const numbers = pattern.match(NUMBER) ?? [];
  const rest = pattern.replaceAll(NUMBER, '').replaceAll('{year}', '');
  if (PLACEHOLDER.test(rest)) return 'unknown';
  if (numbers.length !== 1) return 'number';
  if (!PLAIN.test(rest)) return 'letters';
  // A number that touches other digits may be that of another pattern: TD-1{number} and TD-{number} both make TD-11.
  if (/[\p{N}}]\{number|\{number[:\d]*\}[\p{N}{]/u.test(pattern)) return 'digits';
  return serialOf(pattern, 2025, 10 ** MOST_DIGITS - 1).length > LONGEST ? 'long' : null;
}

/**
 * What numbers are counted in: the pattern with the year filled in, whatever the number is padded to. Two plans of one pattern
 * count together.
 */
export function seriesOf(pattern: string, year: number): string {
  return pattern.replaceAll('{year}', String(year)).replaceAll(NUMBER, '{number}');
}

/** A serial: `TD-2025-00042`. A number with more digits than its pattern is written in full. */
export function serialOf(pattern: string, year: number, number: number): string {
  return pattern
    .replaceAll('{year}', String(year))
    .replaceAll(NUMBER, (_, digits?: string) => String(number).padStart(Number(digits ?? 1), '0'));
}
