import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { DomainError } from '../errors.js';
import type { BrowserSession } from './request.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request may change something. */
export function isUnsafe(request: Request): boolean {
  return !SAFE.has(request.method);
}

/**
 * Refuses a request that another site made the browser send. Browsers say where a request comes from
 * (Sec-Fetch-Site, Origin); this also covers forms before sign-in, where there is no session to hold a token.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw crossSite();
  const origin = request.headers.origin;
  if (site === undefined && origin !== undefined && URL.parse(origin)?.host !== request.headers.host) throw crossSite();
}

/** Refuses a change in a browser session without that session's own token (form field `_csrf` or header). */
export function requireToken(request: Request, session: BrowserSession): void {
  const body = request.body as { _csrf?: unknown } | undefined;
  const given = body?._csrf ?? request.headers['x-csrf-token'];
  if (typeof given !== 'string' || !same(given, session.csrf_token)) throw crossSite();
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function crossSite(): DomainError {
  return new DomainError('csrf', {}, 'forbidden');
}
