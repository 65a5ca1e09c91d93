import { compareText } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Addressee } from './addressees.js';
import type { OfPile } from './paper-parts.js';

/** Somebody who is written to on paper. */
interface OnPaper {
  person: Addressee;
}

/**
 * Pages of paper in piles, each for whoever takes it along: by village, class or organisation, then by name; those of whom
 * nothing is known are last.
 * @param perPage how many people have room on a page
 */
export function* inPiles<T extends OnPaper>(
  people: readonly T[],
  { perPage, locale }: { perPage: number; locale: Locale },
): Generator<{ these: T[]; pile: OfPile }> {
  const piles = Map.groupBy(people.toSorted(byPlace), ({ person }) => person.belongs_to);
  for (const [belongsTo, own] of piles) {
    const place = belongsTo || translate(locale, 'letters.place_unknown');
    const pages = Math.ceil(own.length / perPage);
    for (let at = 0; at < pages; at += 1) {
      const pile = { place, number: `${at + 1}/${pages}`, lang: locale };
      yield { these: own.slice(at * perPage, (at + 1) * perPage), pile };
    }
  }
}

function byPlace({ person: one }: OnPaper, { person: other }: OnPaper): number {
  if (one.belongs_to !== other.belongs_to) {
    if (one.belongs_to === '') return 1;
    return other.belongs_to === '' ? -1 : compareText('vi', one.belongs_to, other.belongs_to);
  }
  return one.sort_key < other.sort_key ? -1 : one.sort_key > other.sort_key ? 1 : one.id - other.id;
}
