import helmet from 'helmet';
import type { RequestHandler } from 'express';
import type { Settings } from '../config/settings.js';
import { isOverTls } from './cookies.js';
import { holdsSecret } from './request.js';

/** Where the page before is told: with its address to ourselves only; of a page whose address is a key, no address at all. */
const REFERRER = { usual: 'same-origin', secret: 'strict-origin' } as const;

/** What a page says of itself to the one that is opened from it. Without an origin at all, forms would be refused (csrf.ts). */
export function referrerPolicy(request: Parameters<typeof holdsSecret>[0]): string {
  return holdsSecret(request) ? REFERRER.secret : REFERRER.usual;
}

/** No script at all, nothing from elsewhere, no framing by others; forms go to ourselves only. */
export function securityHeaders(settings: Settings): RequestHandler {
  const fixed = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'"],
        // Only what says of itself that we may frame it: the PDF files of courses.
        frameSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // Said for each address by itself.
    referrerPolicy: false,
    strictTransportSecurity: isOverTls(settings) ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.setHeader('Referrer-Policy', referrerPolicy(request));
    fixed(request, response, next);
  };
}

/** Answers hold people's data, or a link that is worth an account: no cache keeps them, unless one says otherwise. */
export const notStored: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};
