import { foldText } from '../i18n/fold.js';

/** A column holds this many characters. */
const LONGEST = 190;

/** The words of a text, folded; whatever is neither letter nor digit parts them. */
export function foldedWords(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** What people are searched by: the given name (the last word), then family name and middle names. What they are sorted by: sort-key.ts. */
export function sortName(fullName: string): string {
  const words = foldedWords(fullName);
  const given = words.pop();
  return limited(given === undefined ? foldText(fullName).trim() : [given, ...words].join(' '));
}

/** What organisations are searched by: their words in order. */
export function organisationSortName(name: string): string {
  const words = foldedWords(name);
  return limited(words.length === 0 ? foldText(name).trim() : words.join(' '));
}

/**
 * The condition that a sort name has, for each word looked for, a word that begins with it: marks, case and the order of
 * the words do not matter. Null: nothing to look for.
 * @param column the column with the sort name
 */
export function whereWords(column: string, search: string): { sql: string; params: string[] } | null {
  const words = foldedWords(search).slice(0, 10);
  if (words.length === 0) return null;
  // Folded words have letters and digits only: no wildcard of LIKE is among them.
  return {
    sql: words.map(() => `(${column} LIKE ? OR ${column} LIKE ?)`).join(' AND '),
    params: words.flatMap((word) => [`${word}%`, `% ${word}%`]),
  };
}

function limited(text: string): string {
  return text.length <= LONGEST ? text : [...text].slice(0, LONGEST).join('').trimEnd();
}
