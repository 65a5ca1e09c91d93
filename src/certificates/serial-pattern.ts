/** Longest number of a certificate, as the register keeps it. */
const LONGEST = 64;
const NUMBER = /\{number(?::([1-9]))?\}/g;
/** Digits that a number may grow to beyond its pattern. */
const GROWTH = 9;

/** What is wrong with a pattern: a key under `errors.certificates.pattern.`; null: nothing. */
export function patternFault(pattern: string): 'signs' | 'number' | 'long' | null {
  const rest = pattern.replaceAll('{year}', '').replaceAll(NUMBER, '');
  if ([...pattern.matchAll(NUMBER)].length !== 1) return 'number';
  if (!/^[\p{Lu}\p{Ll}\p{M}0-9\-/.]*$/u.test(rest)) return 'signs';
  return serialOf(pattern, 2000, 10 ** GROWTH - 1).length > LONGEST ? 'long' : null;
}

/** What numbers are counted in: the pattern with the year filled in. Two plans of one pattern count together. */
export function seriesOf(pattern: string, year: number): string {
  return pattern.replaceAll('{year}', String(year)).replaceAll(NUMBER, '{number}');
}

/** `TD-{year}-{number:5}` of 2025, the 42nd: `TD-2025-00042`. A number with more digits than its pattern is written in full. */
export function serialOf(pattern: string, year: number, number: number): string {
  return pattern
    .replaceAll('{year}', String(year))
    .replaceAll(NUMBER, (_, digits: string | undefined) => String(number).padStart(Number(digits ?? 1), '0'));
}

/** The pattern of a plan that says none: the first part of its code, `TD` of `TD-CLD-2021`. */
export function defaultPattern(planCode: string): string {
  const [first = ''] = planCode.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  return `${(first || 'GCN').slice(0, 20).toUpperCase()}-{year}-{number:5}`;
}
