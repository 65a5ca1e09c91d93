import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { Scope } from '../territory/scope.js';
import { paths } from '../web/paths.js';
import { homeWords } from './homes.js';
import { MEMBER_ROLES, type Membership } from './members.js';
import type { OrganisationMember } from './members.entities.js';
import type { OrganisationRow } from './organisations.list.js';
import type { ShownPerson } from './people.list.js';
import { bornWords } from './people.page.js';

/** Who belongs to an organisation, on its page. */
export function membersSection(locale: Locale, id: number, members: Membership[], mayWrite: boolean): object {
  return {
    columns: columns(locale, 'member'),
    rows: members.map((each) => ({
      cells: [
        each.person ? { text: each.person.name, href: paths.person(each.person.id) } : notShown(locale),
        ...restCells(locale, each, mayWrite && each.person ? paths.organisationMember(id, each.id) : undefined),
      ],
    })),
    add: mayWrite ? paths.organisationMemberNew(id) : undefined,
  };
}

/** Where a person belongs to, on the person's page; nothing where that is nowhere. */
export function organisationsSection(locale: Locale, memberships: Membership[]): object | null {
  if (memberships.length === 0) return null;
  return {
    columns: columns(locale, 'organisation'),
    rows: memberships.map((each) => {
      const { organisation } = each;
      const first = organisation
        ? { text: organisation.name, href: paths.organisation(organisation.id) }
        : { text: translate(locale, 'organisations.elsewhere') };
      return { cells: [first, ...restCells(locale, each, undefined)] };
    }),
  };
}

/** Finding somebody of the register, and saying as what they belong to the organisation. */
export function memberFormPage(
  locale: Locale,
  scope: Scope,
  organisation: OrganisationRow,
  search: { q: string; found: readonly ShownPerson[] | null },
  typed: Record<string, unknown>,
): object {
  const { id } = organisation;
  return {
    ...head(locale, organisation, 'organisations.member_add'),
    lede: organisation.name,
    action: paths.organisationMemberNew(id),
    cancel: paths.organisation(id),
    q: search.q,
    none: search.found?.length === 0,
    people: (search.found ?? []).map((person) => ({
      value: String(person.id),
      text: person.full_name,
      hint: [homeWords(scope, person.unit_code).text, bornWords(locale, person), person.ref].join(', '),
    })),
    roles: MEMBER_ROLES.map((value) => ({ value, text: translate(locale, `organisations.role.${value}`) })),
    typed,
  };
}

/** One membership: its end, or taking it away. */
export function memberPage(
  locale: Locale,
  organisation: OrganisationRow,
  member: OrganisationMember,
  person: ShownPerson,
  typed: Record<string, unknown>,
): object {
  const { id } = organisation;
  const fact = (name: string, value: string | null): object[] =>
    value === null ? [] : [{ term: translate(locale, `organisations.${name}`), value }];
  return {
    ...head(locale, organisation, 'organisations.member_one'),
    facts: [
      { term: translate(locale, 'organisations.member'), value: person.full_name, href: paths.person(person.id) },
      ...fact('role', translate(locale, `organisations.role.${member.role}`)),
      ...fact('since', member.since && formatDate(locale, member.since)),
      ...fact('ended_on', member.ended_on && formatDate(locale, member.ended_on)),
    ],
    name: person.full_name,
    end: member.ended_on === null ? paths.organisationMember(id, member.id) : null,
    removal: paths.organisationMemberRemoval(id, member.id),
    cancel: paths.organisation(id),
    typed,
  };
}

function head(locale: Locale, { id, name }: OrganisationRow, key: string): object {
  const title = translate(locale, key);
  return {
    title,
    narrow: true,
    crumbs: [
      { text: translate(locale, 'organisations.title'), href: paths.organisations() },
      { text: name, href: paths.organisation(id) },
      { text: title },
    ],
  };
}

function columns(locale: Locale, first: 'member' | 'organisation'): object[] {
  return [first, 'role', 'since', 'ended_on'].map((name) => ({ text: translate(locale, `organisations.${name}`) }));
}

function restCells(locale: Locale, { role, since, ended_on }: Membership, href: string | undefined): object[] {
  const day = (value: string | null): string => (value === null ? '–' : formatDate(locale, value));
  const end = ended_on === null && href ? { text: translate(locale, 'organisations.member_open'), href } : null;
  return [
    { text: translate(locale, `organisations.role.${role}`) },
    { text: day(since) },
    end ?? { text: day(ended_on), href },
  ];
}

function notShown(locale: Locale): object {
  return { text: translate(locale, 'people.not_shown') };
}
