import { isAdministrative, type Place } from './place.js';
import type { Scope } from './scope.js';
import { foldText } from '../i18n/fold.js';
import type { Territory } from './tree.js';

const MOST = 3;
/** Codes of one file that are looked for: where more are unknown, the file is about another territory. */
const MOST_LOOKED_FOR = 200;
/** What stands in front of a name and says its level, folded. */
const LEVEL = /^(tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|ban|thon) /;

interface NamedPlace {
  place: Place;
  names: ReadonlySet<string>;
}

/** Names are folded once for a territory, not once for each code that nobody knows. */
const folds = new WeakMap<Territory, NamedPlace[]>();

/** The places that somebody may have meant by codes of one file that no place has. */
export class NearUnits {
  private readonly found = new Map<string, string>();

  constructor(private readonly scope: Scope) {}

  /**
   * Places of that name, or whose code lost its zeros in front (a spreadsheet), is written in another case, or one keystroke
   * away. At most three, as `03424 Xã Bình Lư; …`, only of the reader's own territory; '' for none.
   */
  of(written: string): string {
    const known = this.found.get(written);
    if (known !== undefined) return known;
    if (this.found.size >= MOST_LOOKED_FOR) return '';
    const near = this.search(written);
    this.found.set(written, near);
    return near;
  }

  private search(written: string): string {
    const near = new Map<string, string>();
    const forms = nameForms(written);
    for (const { place, names } of namedPlaces(this.scope.territory)) {
      if (near.size >= MOST) break;
      if (!isNearCode(place.code, written) && !forms.some((form) => names.has(form))) continue;
      if (this.scope.covers(place.id)) near.set(place.code, `${place.code} ${place.name}`);
    }
    return [...near.values()].join('; ');
  }
}

function namedPlaces(territory: Territory): NamedPlace[] {
  const known = folds.get(territory);
  if (known) return known;
  const made = territory.places.map((place) => ({
    place,
    names: new Set(isAdministrative(place.level) ? nameForms(place.name) : []),
  }));
  folds.set(territory, made);
  return made;
}

/** A name with and without its level, in one word: a code has no spaces. */
function nameForms(name: string): string[] {
  const words = foldText(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return [words, words.replace(LEVEL, '')].map((form) => form.replaceAll(' ', '')).filter((form) => form !== '');
}

/** Whether the one may have been typed for the other. */
function isNearCode(code: string, written: string): boolean {
  if (code.replace(/^0+/, '') === written.replace(/^0+/, '')) return true;
  if (code.toLowerCase() === written.toLowerCase()) return true;
  return code.length >= 4 && isOneKeystroke(code, written);
}

/** Whether one character added, left out or mistaken makes one of the other. */
function isOneKeystroke(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}
