import type { Request } from 'express';
import type { Locale } from '../i18n/locale.js';
import type { Principal } from './actor.js';
import type { Flash } from './answers.js';

/** The browser session of a request, as far as the web layer needs it. */
export interface BrowserSession {
  id: number;
  stage: 'password' | 'full';
  csrf_token: string;
  confirmed_at: string | null;
}

/** What must be done before anything else: choose a password of one's own, set up the second factor. */
export type Owed = 'new_password' | 'second_factor';

/** Who a request comes from. */
export interface Identity {
  principal: Principal | null;
  session: BrowserSession | null;
  owes: Owed | null;
  /** The message left for the next page. */
  flash: Flash | null;
  /** A token was given that is none (any more). */
  badToken?: boolean;
}

/** What the web layer knows of a request beside Express's own. */
export interface RequestContext extends Identity {
  id: string;
  locale: Locale;
}

const contexts = new WeakMap<Request, RequestContext>();

/** Remembers the context of a request. */
export function setContext(request: Request, context: RequestContext): void {
  contexts.set(request, context);
}

/** The context of a request that has passed the identification. */
export function contextOf(request: Request): RequestContext {
  const context = contexts.get(request);
  if (!context) throw new Error('the request was not identified');
  return context;
}

/** Whether a request has been identified (an error may come earlier). */
export function hasContext(request: Request): boolean {
  return contexts.has(request);
}

/** Whether a program asks, and not a person: then errors are problem details. */
export function isApi(request: Request): boolean {
  return fullPath(request).startsWith('/api/');
}

/** The path that was asked for, without the query. Within middleware Express's own `path` is but the rest behind its mount. */
export function fullPath(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? '';
}

/** The host that the browser asked for, as it may stand in a header: the `Host` header and no proxy's word on it. */
export function askedHost(request: Pick<Request, 'headers'>): string {
  const host = request.headers.host ?? '';
  return /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i.test(host) ? host.toLowerCase() : 'unknown';
}

/** Addresses that end in a secret: up to there. */
const BEFORE_SECRET = /^\/(?:calendar\/feed|mine|content|k|learning\/(?:in|code|join))\//i;

/** Whether the address itself is a key: it may then stand in nobody's log, and in no other address. */
export function holdsSecret(request: Pick<Request, 'originalUrl'>): boolean {
  return BEFORE_SECRET.test(request.originalUrl);
}

/** The path as it may be logged: what follows an address that ends in a secret is left out. */
export function loggedPath(request: Request): string {
  const path = fullPath(request);
  const [before] = BEFORE_SECRET.exec(path) ?? [];
  return before === undefined ? path : `${before}…`;
}

/** A cookie's value, or undefined. */
export function cookie(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
