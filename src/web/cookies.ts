import type { CookieOptions, Response } from 'express';
import type { Settings } from '../config/settings.js';
import type { Locale } from '../i18n/locale.js';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** Whether people reach the site over TLS. */
export function isOverTls(settings: Settings): boolean {
  return settings.publicUrl.startsWith('https:');
}

/** The name of the session cookie. */
export function sessionCookieName(settings: Settings): string {
  return prefixed(settings, 'lan-toa');
}

/** The name of the cookie that holds the reader's choice of language. */
export function localeCookieName(settings: Settings): string {
  return prefixed(settings, 'lan-toa-locale');
}

/** The name of the cookie of somebody who learns without an account. */
export function learnerCookieName(settings: Settings): string {
  return prefixed(settings, 'lan-toa-learner');
}

/** The name of the cookie that says how far a copy of the database must be for who has saved something. */
export function fenceCookieName(settings: Settings): string {
  return prefixed(settings, 'lan-toa-fence');
}

/** What all our cookies have in common: no script reads them, no other site makes the browser send them with a form. */
export function cookieOptions(settings: Settings): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: isOverTls(settings), path: '/' };
}

/** Lets the browser keep the reader's choice of language. */
export function giveLocale(response: Response, settings: Settings, locale: Locale): void {
  response.cookie(localeCookieName(settings), locale, { ...cookieOptions(settings), maxAge: YEAR_MS });
}

/** Lets the browser say for an hour how far a copy must be; copies that are further behind than that are not asked. */
export function giveFence(response: Response, settings: Settings, fence: string): void {
  response.cookie(fenceCookieName(settings), fence, { ...cookieOptions(settings), maxAge: HOUR_MS });
}

/** With `__Host-` a browser takes a cookie from this very host only, and only over TLS. */
function prefixed(settings: Settings, name: string): string {
  return isOverTls(settings) ? `__Host-${name}` : name;
}
