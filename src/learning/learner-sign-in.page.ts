import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paths, query } from '../web/paths.js';
import type { LinkPerson } from './learner-links.js';

/** What the page of sign-in is shown with. */
export interface SignInAsked {
  next?: string | undefined;
  email?: string;
  isOwn?: boolean;
  /** Somebody of the staff came, whom the register does not know as one person. */
  isUnlinked?: boolean;
  /** Somebody has just signed out. */
  isOut?: boolean;
}

/** The two ways in, and the way of the staff. */
export function signInPage(locale: Locale, { next, email, isOwn, isUnlinked, isOut }: SignInAsked): object {
  return {
    titleKey: 'learning.sign_in',
    next,
    email,
    isOwn,
    unlinked: isUnlinked ?? false,
    ...(isOut ? { flash: { kind: 'done', text: translate(locale, 'learning.signed_out') } } : {}),
    staffHref: paths.signIn() + query({ next: next ?? paths.learning() }),
  };
}

/** What is said whether or not a letter was written. */
export function sentPage(email: string): object {
  return { titleKey: 'learning.link_sent', email };
}

/** The button behind a mailed link; where several have the address also who of them it is. */
export function linkPage(token: string, people: readonly LinkPerson[], next: string | undefined): object {
  const options = people.map(({ id, label }) => ({ value: String(id), text: label }));
  return {
    titleKey: 'learning.sign_in',
    action: paths.learnerLink(token),
    next,
    only: people.length === 1 ? people[0]?.label : null,
    options: people.length > 1 ? options : null,
  };
}

/** The button behind the QR code of a slip. */
export function codePage(code: string): object {
  return { titleKey: 'learning.sign_in', code };
}
