import { isNearCode } from '../territory/near-codes.js';
import { isAdministrative, type Place } from '../territory/place.js';
import type { Scope } from '../territory/scope.js';
import { foldedWords } from './sort-name.js';

/** What stands in front of a name and says its level, folded. */
const LEVEL = /^(tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|ban|thon) /;
const MOST = 3;

/**
 * The places that somebody may have meant by a code that no place has: of the same name, with zeros lost in front, or
 * one keystroke away. At most three, as `03405 Xã Bản Bo`, only of the reader's own territory.
 */
export function nearUnits(scope: Scope, written: string): string[] {
  const near = new Map<string, string>();
  const forms = nameForms(written);
  for (const place of scope.territory.places) {
    if (near.size >= MOST) break;
    if (!scope.covers(place.id) || !(isSameName(place, forms) || isNearCode(place.code, written))) continue;
    near.set(place.code, `${place.code} ${place.name}`);
  }
  return [...near.values()];
}

function isSameName(place: Place, forms: ReadonlySet<string>): boolean {
  return isAdministrative(place.level) && [...nameForms(place.name)].some((form) => forms.has(form));
}

/** A name with and without its level, in one word: a code has no spaces. */
function nameForms(name: string): Set<string> {
  const words = foldedWords(name).join(' ');
  const forms = [words, words.replace(LEVEL, '')].map((form) => form.replaceAll(' ', ''));
  return new Set(forms.filter((form) => form !== ''));
}
