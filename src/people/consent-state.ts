import type { Consent } from './consents.entities.js';
import type { NamedPerson } from './privacy.js';

/** What can be agreed to, each on its own. */
export const PURPOSES = ['participation', 'photograph', 'certificate'] as const;
export type Purpose = (typeof PURPOSES)[number];
export const RELATIONS = ['mother', 'father', 'guardian', 'other'] as const;
export const WAYS = ['paper', 'spoken'] as const;
export const WITHDRAWERS = ['representative', 'minor'] as const;

/** Under this age somebody has a representative (Civil Code 2015, articles 21 and 136). */
const MINOR_UNDER = 18;
/** From this age a child must agree too (Law on Personal Data Protection 2025, article 24). */
const OWN_FROM = 7;

/** The age in whole years: the least and the most that it can be where only the year of birth is known. */
export interface Ages {
  least: number;
  most: number;
}

type Born = Pick<NamedPerson, 'birth_date' | 'birth_year'>;
type Given = Pick<Consent, Purpose | 'representative' | 'given_on' | 'own_on' | 'withdrawn_on'>;

/** How old somebody is on a day; null: no birth is known. */
export function agesOn({ birth_date, birth_year }: Born, day: string): Ages | null {
  const year = Number(day.slice(0, 4));
  if (birth_date !== null) {
    const had = birth_date.slice(5) <= day.slice(5);
    const age = Math.max(0, year - Number(birth_date.slice(0, 4)) - (had ? 0 : 1));
    return { least: age, most: age };
  }
  if (birth_year === null) return null;
  return { least: Math.max(0, year - birth_year - 1), most: Math.max(0, year - birth_year) };
}

/** Whether somebody has, or may have, a representative. @param onChildRoster what is taken where no birth is known */
export function isMinor(ages: Ages | null, onChildRoster: boolean): boolean {
  return ages === null ? onChildRoster : ages.least < MINOR_UNDER;
}

/** Whether a minor's own consent is needed: also where the minor may be seven already. */
export function needsOwn(ages: Ages | null): boolean {
  return ages === null || ages.most >= OWN_FROM;
}

/** How it stands with one purpose: agreed by all who must, by the representative alone, or by nobody. */
export function stateOf(purpose: Purpose, consents: readonly Given[], own: boolean): 'given' | 'own_missing' | 'none' {
  const valid = consents.filter((each) => each[purpose] === 1 && each.withdrawn_on === null);
  if (valid.length === 0) return 'none';
  return valid.some((each) => isComplete(each, own)) ? 'given' : 'own_missing';
}

/**
 * The consent by which a name may be shown: the first in force to taking part by name by all who must agree; its day is the one
 * on which the last of them did.
 */
export function standing(consents: readonly Given[], own: boolean): { consent_on: string; consent_by: string } | null {
  const found = consents.find(
    (each) => each.participation === 1 && each.withdrawn_on === null && isComplete(each, own),
  );
  if (!found) return null;
  const { given_on, own_on, representative } = found;
  return { consent_on: own_on !== null && own_on > given_on ? own_on : given_on, consent_by: representative };
}

function isComplete({ own_on }: Given, own: boolean): boolean {
  return !own || own_on !== null;
}

/** The first birth date of those who are not of age on a day. */
export function bornAfter(day: string): string {
  return `${String(Number(day.slice(0, 4)) - MINOR_UNDER).padStart(4, '0')}${day.slice(4)}`;
}
