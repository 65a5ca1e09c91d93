import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Packages that are read when something of them is first needed: together they are a fifth of the program, and neither a
 * start nor the first page needs any of them. Only where the work that needs one cannot wait for an `import()`.
 */
export const late = {
  fontkit: once(() => require('fontkit') as typeof import('fontkit')),
  gift: once(() => require('gift-pegjs') as typeof import('gift-pegjs')),
  markdownIt: once(() => require('markdown-it') as typeof import('markdown-it').default),
  otplib: once(() => require('otplib') as typeof import('otplib')),
  pdfkit: once(() => require('pdfkit') as typeof import('pdfkit')),
  qrcode: once(() => require('qrcode') as typeof import('qrcode')),
  sanitizeHtml: once(() => require('sanitize-html') as typeof import('sanitize-html')),
  saxes: once(() => require('saxes') as typeof import('saxes')),
  yaml: once(() => require('yaml') as typeof import('yaml')),
};

/** Something that is made when it is first asked for, and kept. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
