import type { Principal } from '../web/actor.js';
import { may, type Permission } from '../web/permissions.js';

/** The group of children (counting method §1). */
export const CHILD_GROUP = 'child';

/** Under this age somebody is a child (Law on Children 2016, article 1). */
const CHILD_UNDER = 16;

/** What of a person decides how the name may be shown. */
export interface NamedPerson {
  id: number;
  full_name: string;
  birth_date: string | null;
  birth_year: number | null;
  consent_on: string | null;
}

/** What a reader may see of people, in whatever list, page, file or answer. */
export interface PersonRights {
  /** Full names of children without a recorded consent. */
  childName: boolean;
  /** Telephone, e-mail, birth, the end of the national ID, who consented. */
  contact: boolean;
  ethnicity: boolean;
}

/** The rights of whoever reads; the command line (null) is its operator and sees everything. */
export function personRights(reader: Pick<Principal, 'role'> | null): PersonRights {
  const has = (permission: Permission): boolean => reader === null || may(reader.role, permission);
  return { childName: has('child.name'), contact: has('person.contact'), ethnicity: has('person.ethnicity') };
}

/**
 * Whether somebody is, or of whom only the year is known may be, under 16 on a day; undefined when nothing is known.
 * @param day ISO day
 */
export function isUnderAge(person: Pick<NamedPerson, 'birth_date' | 'birth_year'>, day: string): boolean | undefined {
  const limit = bornUpTo(day);
  if (person.birth_date !== null) return person.birth_date > limit;
  if (person.birth_year !== null) return person.birth_year >= Number(limit.slice(0, 4));
  return undefined;
}

/** The birth date of who becomes 16 on a day: whoever is born later is a child. */
function bornUpTo(day: string): string {
  return `${String(Number(day.slice(0, 4)) - CHILD_UNDER).padStart(4, '0')}${day.slice(4)}`;
}

/** The same as an SQL condition; whoever has no birth recorded is not under age by it. `p` is the table of people. */
export function whereUnderAge(day: string): { sql: string; params: (string | number)[] } {
  const limit = bornUpTo(day);
  return {
    sql: '(p.birth_date > ? OR (p.birth_date IS NULL AND p.birth_year >= ?))',
    params: [limit, Number(limit.slice(0, 4))],
  };
}

/** Whether the name is kept back: a child, or one on a roster of children with no birth recorded, without consent. */
export function hasHiddenName(person: NamedPerson, onChildRoster: boolean, day: string): boolean {
  return person.consent_on === null && (isUnderAge(person, day) ?? onChildRoster);
}

/** The name as a reader may see it. */
export function shownName(
  person: NamedPerson,
  rights: Pick<PersonRights, 'childName'>,
  onChildRoster: boolean,
  day: string,
): string {
  if (rights.childName || !hasHiddenName(person, onChildRoster, day)) return person.full_name;
  return initials(person.full_name);
}

/** `Nguyễn Văn An` → `N. V. A.` */
export function initials(fullName: string): string {
  return fullName
    .normalize('NFC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')
    .map((word) => `${[...word][0]?.toLocaleUpperCase('vi') ?? ''}.`)
    .join(' ');
}

/**
 * In SQL, that neither somebody nor a record merged into theirs is on a roster of the group that fills both question marks:
 * looked for by the person, as the rosters of children are the longest there are. `p` is the table of people.
 */
export const ON_NO_CHILD_ROSTER = `(NOT EXISTS (SELECT 1 FROM participations r WHERE r.person_id = p.id AND r.group_code = ?)
  AND NOT EXISTS (SELECT 1 FROM people c JOIN participations r ON r.person_id = c.id
    WHERE c.merged_into_id = p.id AND r.group_code = ?))`;

/**
 * The same rule as an SQL condition that keeps the people whose names are not kept back: who may not read a name may
 * not find it by searching either. `p` is the table of people, without records merged away.
 */
export function whereNameShown(day: string): { sql: string; params: (string | number)[] } {
  const limit = bornUpTo(day);
  return {
    sql: `(p.consent_on IS NOT NULL OR p.birth_date <= ? OR (p.birth_date IS NULL AND p.birth_year < ?)
      OR (p.birth_date IS NULL AND p.birth_year IS NULL AND ${ON_NO_CHILD_ROSTER}))`,
    params: [limit, Number(limit.slice(0, 4)), CHILD_GROUP, CHILD_GROUP],
  };
}

/**
 * The part of that rule which a record of a person says by itself: keeps whoever is not known to be a child. Who of them is
 * on a roster of children is seen afterwards (person-names.ts), for the few that were found.
 */
export function whereNotKnownChild(day: string): { sql: string; params: (string | number)[] } {
  const limit = bornUpTo(day);
  return {
    sql: `(p.consent_on IS NOT NULL OR p.birth_date <= ? OR (p.birth_date IS NULL AND COALESCE(p.birth_year, 0) < ?))`,
    params: [limit, Number(limit.slice(0, 4))],
  };
}
