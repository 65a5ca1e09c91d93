import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { type Group, groupName } from '../territory/groups.js';
import type { Scope } from '../territory/scope.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { Took } from './history.js';
import { groupText, historyTable } from './history.page.js';
import { homeWords, placeOptions } from './homes.js';
import type { OrganisationRow } from './organisations.list.js';

/** What the address of the list asks for. */
export interface OrganisationsAsked {
  q: string;
  unit: string;
  group: string;
  page: number;
}

/** The list of organisations of the reader's territory. */
export function organisationsPage(
  locale: Locale,
  scope: Scope,
  groups: readonly Group[],
  asked: OrganisationsAsked,
  list: { organisations: OrganisationRow[]; total: number },
  mayLoad: boolean,
): object {
  const { q, unit, group } = asked;
  const filter = { q, unit, group };
  const found = { page: asked.page, total: list.total };
  const counting = groups.filter(({ counts }) => counts === 'organisations');
  return {
    titleKey: 'organisations.title',
    asked,
    loadHref: mayLoad ? paths.imports() : undefined,
    filtered: q !== '' || unit !== '' || group !== '',
    total: list.total,
    options: placeOptions(scope, locale),
    groups: counting.map((each) => ({ value: each.code, text: groupName(each, locale) })),
    columns: ['name', 'group', 'home', 'ref'].map((name) => ({ text: translate(locale, `organisations.${name}`) })),
    rows: list.organisations.map((each) => ({
      cells: [
        { text: each.name, href: paths.organisation(each.id), sub: craftWords(locale, each) },
        { text: groupText(locale, groups, each.group_code) },
        homeWords(scope, each.unit_code),
        { text: each.ref },
      ],
    })),
    pager: pager(found, pagesOf(paths.organisations(), filter), paths.organisationsCsv(filter)),
  };
}

/** The page of one organisation with everybody who attended for it. */
export function organisationPage(
  locale: Locale,
  scope: Scope,
  groups: readonly Group[],
  organisation: OrganisationRow,
  history: Took[],
): object {
  const { name, ref, group_code, unit_code, craft_village } = organisation;
  const say = (key: string): string => translate(locale, `organisations.${key}`);
  const home = homeWords(scope, unit_code);
  return {
    title: name,
    crumbs: [{ text: say('title'), href: paths.organisations() }, { text: name }],
    name,
    facts: [
      { term: say('ref'), value: ref },
      { term: say('group'), value: groupText(locale, groups, group_code) },
      { term: say('home'), value: home.text, href: home.href, note: `(${unit_code})` },
      { term: say('craft_village'), value: say(craft_village === 1 ? 'yes' : 'no') },
    ],
    history: historyTable(locale, scope, groups, history, 'person'),
  };
}

function craftWords(locale: Locale, { craft_village }: OrganisationRow): string | null {
  return craft_village === 1 ? translate(locale, 'organisations.craft_village') : null;
}
