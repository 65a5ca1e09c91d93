import type { Locale } from './locale.js';
import { messages } from './messages.js';

/** The sentences whose keys begin with something, by the rest of their keys: what a script takes along. */
export function wordsBelow(locale: Locale, start: string): Record<string, string> {
  const below = [...messages[locale]].filter(([key]) => key.startsWith(start));
  return Object.fromEntries(below.map(([key, sentence]) => [key.slice(start.length), sentence]));
}
