import { foldText } from '../i18n/fold.js';
import type { Place } from './place.js';
import type { Scope } from './scope.js';

const MOST_FOUND = 50;

/**
 * Places inside the scope whose code begins with the text or whose name has all its words, ended ones too: the shortest
 * names first, at most fifty.
 */
export function searchPlaces(scope: Scope, text: string): Place[] {
  const words = foldText(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const [code = ''] = words;
  return scope.territory.places
    .filter((place) => scope.covers(place.id))
    .map((place) => ({ place, name: foldText(place.name) }))
    .filter(({ place, name }) => foldText(place.code).startsWith(code) || words.every((word) => name.includes(word)))
    .sort((a, b) => a.name.length - b.name.length)
    .slice(0, MOST_FOUND)
    .map(({ place }) => place);
}
