import { dayOf } from '../config/clock.js';
import { formatDate } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { PersonOnDesk } from '../people/person-desk.js';
import { paths } from '../web/paths.js';
import type { CodeSlip } from './code-slips.js';
import type { CodeInUse } from './learner-codes.js';

/** The personal code of somebody: when it was made, and right after that the slip. */
export function personCodePage(
  locale: Locale,
  person: PersonOnDesk,
  code: CodeInUse | null,
  slips: readonly CodeSlip[],
): object {
  return {
    title: translate(locale, 'enrolments.personal_code'),
    crumbs: crumbs(locale, person, 'enrolments.personal_code'),
    narrow: true,
    slips,
    said: code ? codeFacts(locale, code) : translate(locale, 'enrolments.no_code'),
    hasCode: code !== null,
    action: paths.personCode(person.id),
    withdrawal: paths.personCodeWithdrawal(person.id),
    back: paths.person(person.id),
  };
}

/** The account with which somebody of the staff learns. */
export function accountPage(locale: Locale, person: PersonOnDesk, email: string): object {
  return {
    title: translate(locale, 'enrolments.account'),
    crumbs: crumbs(locale, person, 'enrolments.account'),
    narrow: true,
    name: person.full_name,
    email,
    action: paths.personAccount(person.id),
    back: paths.person(person.id),
  };
}

/** When a code was made and last used, in words. */
export function codeFacts(locale: Locale, { made_at, last_used_on }: CodeInUse): string {
  const day = formatDate(locale, dayOf(new Date(made_at)));
  if (last_used_on === null) return translate(locale, 'enrolments.code_made', { day });
  return translate(locale, 'enrolments.code_used', { day, used: formatDate(locale, last_used_on) });
}

function crumbs(locale: Locale, person: PersonOnDesk, key: string): object[] {
  return [
    { text: translate(locale, 'people.title'), href: paths.people() },
    { text: person.full_name, href: paths.person(person.id) },
    { text: translate(locale, key) },
  ];
}
