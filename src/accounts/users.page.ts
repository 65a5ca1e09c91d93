import { formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { offsetOf, pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { needsSecondFactor, ROLES } from '../web/permissions.js';
import type { User } from './accounts.entities.js';
import { LANGUAGES, territoryOf } from './account.page.js';
import { EVERYWHERE, type UserPlace } from './user-places.js';

/** Users of one page of the list. */
const USERS_PAGE = 100;

/** A user as the list shows them, with the place of their rights beside them. */
export type ListedUser = Omit<User, 'locale' | 'totp_last_step' | 'created_at' | 'version'> & {
  place_name: string | null;
  place_code: string | null;
  place_valid_to: string | null;
};

/** Where an account stands: a key under `accounts.state.` with the mark beside it. */
function stateOf(user: Pick<User, 'disabled_at' | 'password_hash' | 'password_expired'>): {
  key: string;
  status: string;
} {
  if (user.disabled_at !== null) return { key: 'disabled', status: 'revoked' };
  if (user.password_hash === null) return { key: 'invited', status: 'uncertain' };
  if (user.password_expired === 1) return { key: 'first_password', status: 'uncertain' };
  return { key: 'open', status: 'met' };
}

/** The list of users. @param all in the order of the list @param page counted from 1 */
export function usersPage(locale: Locale, all: ListedUser[], page: number): object {
  const t = (key: string): string => translate(locale, `accounts.${key}`);
  const list = { page, total: all.length, size: USERS_PAGE };
  const users = all.slice(offsetOf(list), offsetOf(list) + USERS_PAGE);
  return {
    titleKey: 'accounts.users',
    total: list.total,
    columns: ['name', 'role', 'place', 'second_factor', 'state'].map((key) => ({ text: t(key) })),
    rows: users.map((user) => ({
      cells: [
        { text: user.name, href: paths.user(user.id), sub: user.email },
        { text: t(`role.${user.role}`) },
        { text: territoryOf(locale, user, placeOf(user)) },
        { text: t(secondFactorKey(user)) },
        { status: stateOf(user).status, text: t(`state.${stateOf(user).key}`) },
      ],
    })),
    pager: pager(list, pagesOf(paths.users(), {})),
  };
}

/** One user, with what can be done about the account. */
export function userPage(locale: Locale, user: User, place: UserPlace | undefined): object {
  const t = (key: string): string => translate(locale, `accounts.${key}`);
  const { key, status } = stateOf(user);
  const act = (name: string, risk: boolean): object => ({
    action: paths.userAct(user.id, name),
    text: t(`act.${name}`),
    hint: t(`act_hint.${name}`),
    risk,
  });
  const open = user.disabled_at === null;
  return {
    title: user.name,
    narrow: true,
    crumbs: [{ text: t('users'), href: paths.users() }, { text: user.name }],
    user_id: user.id,
    user_name: user.name,
    facts: [
      { term: t('state'), value: t(`state.${key}`), status },
      { term: t('email'), value: user.email },
      { term: t('role'), value: t(`role.${user.role}`) },
      { term: t('place'), value: territoryOf(locale, user, place) },
      { term: t('language'), value: LANGUAGES.find(({ value }) => value === user.locale)?.text ?? '' },
      { term: t('second_factor'), value: t(secondFactorKey(user)) },
      { term: t('created'), value: formatInstant(locale, user.created_at) },
    ],
    acts: open
      ? [
          act('password-link', false),
          act('first-password', false),
          act('sessions-closure', false),
          ...(user.totp_secret === null ? [] : [act('second-factor-reset', true)]),
          act('closure', true),
        ]
      : [act('opening', false)],
  };
}

/** The form of a user, new or to be changed. */
export function userFormPage(
  locale: Locale,
  form: object,
  places: { value: string; text: string }[],
  user?: { id: number; name: string },
): object {
  const t = (key: string): string => translate(locale, `accounts.${key}`);
  const titleKey = user ? 'accounts.user_edit' : 'accounts.user_new';
  return {
    titleKey,
    narrow: true,
    crumbs: [
      { text: t('users'), href: paths.users() },
      ...(user ? [{ text: user.name, href: paths.user(user.id) }] : []),
      { text: translate(locale, titleKey) },
    ],
    form,
    user_id: user?.id,
    roles: ROLES.map((role) => ({ value: role, text: t(`role.${role}`), hint: t(`role_hint.${role}`) })),
    places: [{ value: EVERYWHERE, text: t('everywhere') }, ...places],
    languages: LANGUAGES,
    ways: ['shown', 'mailed'].map((value) => ({ value, text: t(`how.${value}`), hint: t(`how_hint.${value}`) })),
  };
}

/** A generated password, shown this once. */
export function passwordShownPage(locale: Locale, user: User, password: string): object {
  return {
    titleKey: 'accounts.first_password',
    narrow: true,
    crumbs: [
      { text: translate(locale, 'accounts.users'), href: paths.users() },
      { text: user.name, href: paths.user(user.id) },
      { text: translate(locale, 'accounts.first_password') },
    ],
    user_id: user.id,
    user_name: user.name,
    facts: [
      { term: translate(locale, 'accounts.email'), value: user.email },
      { term: translate(locale, 'accounts.first_password'), value: password },
    ],
    owes_second_factor: needsSecondFactor(user.role),
  };
}

function secondFactorKey(user: Pick<User, 'role' | 'totp_secret'>): string {
  if (user.totp_secret !== null) return 'second_factor_on';
  return needsSecondFactor(user.role) ? 'second_factor_owed' : 'second_factor_off';
}

function placeOf(user: ListedUser): UserPlace | undefined {
  const { place_id: id, place_name: name, place_code: code, place_valid_to: valid_to } = user;
  if (id === null || name === null || code === null || valid_to === null) return undefined;
  return { id, name, code, valid_to, level: '' };
}
