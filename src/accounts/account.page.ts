import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';
import { may, needsSecondFactor } from '../web/permissions.js';
import type { RequestContext } from '../web/request.js';
import type { User } from './accounts.entities.js';
import { placeLabel, type UserPlace } from './user-places.js';

/** The languages as each calls itself. */
export const LANGUAGES = [
  { value: 'vi', text: 'Tiếng Việt' },
  { value: 'en', text: 'English' },
];

/** The way from a page of one's account back to the account. */
export function accountCrumbs(locale: Locale, titleKey: string): object[] {
  return [{ text: translate(locale, 'accounts.own'), href: paths.account() }, { text: translate(locale, titleKey) }];
}

/** One's account. @param codesLeft unused recovery codes */
export function accountPage(locale: Locale, user: User, place: UserPlace | undefined, codesLeft: number): object {
  const t = (key: string, params = {}): string => translate(locale, `accounts.${key}`, params);
  const on = user.totp_secret !== null;
  return {
    titleKey: 'accounts.own',
    narrow: true,
    languages: LANGUAGES,
    form: { name: user.name, locale: user.locale },
    facts: [
      { term: t('email'), value: user.email },
      { term: t('role'), value: t(`role.${user.role}`) },
      { term: t('place'), value: territoryOf(locale, user, place) },
    ],
    digest: may(user.role, 'letter.digest'),
    second: { on, codes: t('codes_left', { count: codesLeft }), few: on && codesLeft < 3 },
  };
}

/** Where somebody's rights reach, in words. */
export function territoryOf(locale: Locale, user: Pick<User, 'place_id'>, place: UserPlace | undefined): string {
  if (user.place_id === null) return translate(locale, 'accounts.everywhere');
  return place ? placeLabel(locale, place) : translate(locale, 'accounts.place_gone');
}

/** Changing the password. Whoever owes it sees no navigation that would only lead back here. */
export function passwordPage({ locale, owes, principal }: RequestContext): object {
  const owed = owes === 'new_password';
  return {
    titleKey: 'accounts.password_change',
    narrow: true,
    owed,
    email: principal?.email,
    ...(owed ? { nav: [] } : { crumbs: accountCrumbs(locale, 'accounts.password_change') }),
  };
}

/** Asking for the password once more. */
export function confirmPage({ owes, principal }: RequestContext, next: string | undefined): object {
  return {
    titleKey: 'accounts.confirm',
    narrow: true,
    next,
    email: principal?.email,
    ...(owes ? { nav: [] } : {}),
  };
}

/** What the page of the second factor shows. */
export interface Enrolment {
  secret: string;
  sealed: string;
  qr: { size: number; path: string };
}

/** The second factor: setting it up, or what is there. @param enrolment null: it is on */
export function secondFactorPage(
  { locale, owes, principal }: RequestContext,
  enrolment: Enrolment | null,
  codesLeft: number,
): object {
  const owed = owes === 'second_factor';
  return {
    titleKey: 'accounts.second_factor',
    narrow: true,
    owed,
    obligatory: principal !== null && needsSecondFactor(principal.role),
    codes: translate(locale, 'accounts.codes_left', { count: codesLeft }),
    enrolment: enrolment && { ...enrolment, spaced: enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ') },
    ...(owed ? { nav: [] } : { crumbs: accountCrumbs(locale, 'accounts.second_factor') }),
  };
}

/** The recovery codes, shown this once. */
export function recoveryCodesPage({ locale }: RequestContext, codes: string[], first: boolean): object {
  return {
    titleKey: 'accounts.recovery_codes',
    narrow: true,
    codes,
    first,
    crumbs: accountCrumbs(locale, 'accounts.recovery_codes'),
  };
}
