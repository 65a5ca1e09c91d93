/** The columns of serials and series: VARCHAR(64). */
const LONGEST = 64;
/** Digits that a number may take beyond those it is padded to. */
const MOST_DIGITS = 9;
const NUMBER = /\{number(?::([1-9]))?\}/g;
const PLACEHOLDER = /[{}]/;
const PLAIN = /^[\p{L}\p{N}./-]*$/u;

/** What is wrong with a pattern: `errors.certificate.pattern_<fault>`. */
export type PatternFault = 'number' | 'unknown' | 'letters' | 'long';

/** How numbers of a plan are made where nobody says otherwise: `TD-CLD-2021-{year}-{number:5}`. */
export function defaultPattern(code: string): string {
  const plain = [...code.normalize('NFC')].map((sign) => (PLAIN.test(sign) ? sign : '-')).join('');
  // Room for the year and the place of the number.
  return `${plain.slice(0, LONGEST - 16)}-{year}-{number:5}`;
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
  const series = seriesOf(pattern, 2025);
  const filled = series.replaceAll(NUMBER, '9'.repeat(MOST_DIGITS));
  return filled.length > LONGEST || series.length > LONGEST ? 'long' : null;
}

/** What numbers are counted in: the pattern with the year filled in, the number left open. */
export function seriesOf(pattern: string, year: number): string {
  return pattern.replaceAll('{year}', String(year));
}

/** A serial: `TD-2025-00042`. */
export function serialOf(pattern: string, year: number, number: number): string {
  return seriesOf(pattern, year).replaceAll(NUMBER, (_, digits?: string) =>
    String(number).padStart(Number(digits ?? 1), '0'),
  );
}
