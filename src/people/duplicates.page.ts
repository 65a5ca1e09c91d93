import { formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Scope } from '../territory/scope.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { decisionWords } from './duplicate-pair.page.js';
import type { PairList, ShownPair } from './duplicates.list.js';
import { homeWords, placeOptions } from './homes.js';
import { type Reason, REASONS } from './likeness.js';
import { bornWords, reasonWords } from './people.page.js';
import type { ShownPerson } from './people.list.js';

/** The choice of the list that shows what was decided instead of what is open. */
export const DECIDED = 'distinct';

/** What the address of the list asks for. */
export interface DuplicatesAsked {
  reason: Reason | typeof DECIDED | '';
  unit: string;
  page: number;
}

/** Possible duplicates of the reader's territory, or the pairs that were found to be two people. */
export function duplicatesPage(locale: Locale, scope: Scope, asked: DuplicatesAsked, list: PairList): object {
  const say = (name: string): string => translate(locale, `people.${name}`);
  const { reason, unit, page } = asked;
  const columns = ['first', 'second', reason === DECIDED ? 'decided' : 'signs', 'compare'];
  return {
    titleKey: 'people.duplicates',
    crumbs: [{ text: say('title'), href: paths.people() }, { text: say('duplicates') }],
    asked,
    filtered: reason !== '' || unit !== '',
    more: list.more,
    options: placeOptions(scope, locale),
    reasons: [...REASONS, DECIDED].map((value) => ({ value, text: say(`reason.${value}`) })),
    columns: columns.map((name) => ({ text: say(name) })),
    rows: list.pairs.map((pair) => ({ cells: pairCells(locale, scope, pair) })),
    pager: pager({ page, total: list.total }, pagesOf(paths.duplicates(), { reason, unit })),
  };
}

function pairCells(locale: Locale, scope: Scope, { people, activities, reasons, decision }: ShownPair): object[] {
  const [one, other] = people;
  return [
    personCell(locale, scope, one, activities[0]),
    personCell(locale, scope, other, activities[1]),
    { text: decision ? decisionWords(locale, decision) : reasonWords(locale, reasons) },
    { text: translate(locale, 'people.compare_two'), href: paths.duplicatePair(one.id, other.id) },
  ];
}

function personCell(locale: Locale, scope: Scope, person: ShownPerson, activities: number): object {
  const attended = translate(locale, 'people.activity_count', {
    count: activities,
    activities: formatNumber(locale, activities),
  });
  const about = [homeWords(scope, person.unit_code).text, bornWords(locale, person), person.ref, attended];
  return { text: person.full_name, href: paths.person(person.id), sub: about.join(' · ') };
}
