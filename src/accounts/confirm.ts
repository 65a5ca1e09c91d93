import type { Request } from 'express';
import { now } from '../config/clock.js';
import { DomainError } from '../errors.js';
import { redirect, type RedirectAnswer } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { type BrowserSession, contextOf } from '../web/request.js';

/** How long a given password counts as just given. */
export const FRESH_MS = 15 * 60_000;

/**
 * Acts that a browser left open must not allow (trust §2, V7.5) ask for the password again once it was given more than
 * 15 minutes ago.
 * @param back the page to come back to
 * @returns the way to the confirmation, or null when nothing is in the way
 */
export function confirmFirst(request: Request, back: string): RedirectAnswer | null {
  const { confirmed_at } = browserSession(request);
  const fresh = confirmed_at !== null && now().getTime() - Date.parse(confirmed_at) < FRESH_MS;
  return fresh ? null : redirect(paths.accountConfirm(back));
}

/** The session of a browser. @throws DomainError for a program: a token cannot make tokens or change accounts */
export function browserSession(request: Request): BrowserSession {
  const { session } = contextOf(request);
  if (!session) throw new DomainError('accounts.browser_only', {}, 'forbidden');
  return session;
}

/** Whose session it is. */
export function ownId(request: Request): number {
  const { principal } = contextOf(request);
  if (!principal) throw new DomainError('sign_in_needed', {}, 'forbidden');
  return principal.user_id;
}

/** Where a request comes from, as sessions keep it. */
export function originOf(request: Request): { address: string; agent: string } {
  return { address: request.ip ?? '', agent: request.headers['user-agent'] ?? '' };
}
