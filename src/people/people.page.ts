import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Scope } from '../territory/scope.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { homeWords, placeOptions } from './homes.js';
import type { Reason } from './likeness.js';
import type { ShownPerson } from './people.list.js';

/** What the address of the list asks for. */
export interface PeopleAsked {
  q: string;
  unit: string;
  consent: string;
  page: number;
}

/** The list of people of the reader's territory. */
export function peoplePage(
  locale: Locale,
  scope: Scope,
  asked: PeopleAsked,
  list: { people: ShownPerson[]; total: number },
  may: { load: boolean; merge: boolean },
): object {
  const { q, unit, consent } = asked;
  return {
    titleKey: 'people.title',
    asked,
    loadHref: may.load ? paths.imports() : undefined,
    duplicatesHref: may.merge ? paths.duplicates(unit === '' ? {} : { unit }) : undefined,
    filtered: q !== '' || unit !== '' || consent !== '',
    consents: [{ value: 'missing', text: translate(locale, 'consents.filter_missing') }],
    total: list.total,
    options: placeOptions(scope, locale),
    columns: ['name', 'home', 'born', 'ref'].map((name) => ({ text: translate(locale, `people.${name}`) })),
    rows: list.people.map((person) => ({
      cells: [
        { text: person.full_name, href: paths.person(person.id) },
        homeWords(scope, person.unit_code),
        { text: bornWords(locale, person) },
        { text: person.ref },
      ],
    })),
    pager: pager(
      { page: asked.page, total: list.total },
      pagesOf(paths.people(), { q, unit, consent }),
      paths.peopleCsv({ q, unit, consent }),
    ),
  };
}

/** Birth as far as it is known and may be seen: a date, a year, or a dash. */
export function bornWords(locale: Locale, person: Pick<ShownPerson, 'birth_date' | 'birth_year'>): string {
  if (person.birth_date !== null) return formatDate(locale, person.birth_date);
  return person.birth_year === null ? '–' : String(person.birth_year);
}

/** The signs in words, the strongest first. */
export function reasonWords(locale: Locale, reasons: readonly Reason[]): string {
  return reasons.map((reason) => translate(locale, `people.reason.${reason}`)).join(' · ');
}
