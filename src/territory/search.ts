import type { Place } from './place.js';
import type { Scope } from './scope.js';

const MOST_FOUND = 50;

/** Without marks and case: "Tả Lèng" and "ta leng" are the same to a search. */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase().trim();
}

/**
 * Places inside the scope whose code begins with the text or whose name has all its words, ended ones too: the shortest
 * names first, at most fifty.
 */
export function searchPlaces(scope: Scope, text: string): Place[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const [code = ''] = words;
  return scope.territory.places
    .filter((place) => scope.covers(place.id))
    .map((place) => ({ place, name: folded(place.name) }))
    .filter(({ place, name }) => folded(place.code).startsWith(code) || words.every((word) => name.includes(word)))
    .sort((a, b) => a.name.length - b.name.length)
    .slice(0, MOST_FOUND)
    .map(({ place }) => place);
}
