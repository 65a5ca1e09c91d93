/** What a lesson is known by in all versions of its course, in files and in addresses. */
export const LESSON_KEY = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const LONGEST_KEY = 60;

/**
 * A key for a lesson, made once from its title: small letters without diacritics, digits and hyphens, at most 60 signs. One that
 * is taken gets a number.
 */
export function freeKey(title: string, taken: ReadonlySet<string>): string {
  const base =
    asciiName(title)
      .slice(0, LONGEST_KEY - 4)
      .replace(/-+$/, '') || 'bai';
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** A text in small letters of ASCII, digits and single hyphens; empty where none is left. */
export function asciiName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
