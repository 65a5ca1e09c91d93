const LESSON_KEY = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST_KEY = 60;
/** What else answers to in the same place: tests before and after among attempts, files among addresses. */
const RESERVED: ReadonlySet<string> = new Set(['before', 'after', 'media', 'pictures']);

/** Whether a lesson can be known by a text: in all versions of its course, in files, in addresses and among attempts. */
export function isLessonKey(text: string): boolean {
  return LESSON_KEY.test(text) && text.length <= LONGEST_KEY && !RESERVED.has(text);
}

/**
 * A key for a lesson, made once from its title: small letters without diacritics, digits and hyphens, at most 60 signs. One that
 * is taken or kept for something else gets a number.
 */
export function freeKey(title: string, taken: ReadonlySet<string>): string {
  const base =
    asciiName(title)
      .slice(0, LONGEST_KEY - 4)
      .replace(/-+$/, '') || 'bai';
  if (!taken.has(base) && !RESERVED.has(base)) return base;
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
