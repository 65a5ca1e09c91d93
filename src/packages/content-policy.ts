import type { Settings } from '../config/settings.js';

/** How packages are kept apart from the site: under another origin, or without any. */
export type ContentMode = 'apart' | 'shut-in';

/** `apart` where there is a host for packages (CONTENT_URL). */
export function contentMode({ contentUrl }: Pick<Settings, 'contentUrl'>): ContentMode {
  return contentUrl === undefined ? 'shut-in' : 'apart';
}

/** What a frame with a package may do. Never: leave the frame, open windows, ask for anything of the site. */
export function sandboxOf(mode: ContentMode): string {
  const same = mode === 'apart' ? ' allow-same-origin' : '';
  return `allow-scripts allow-forms${same}`;
}

/** Where our own scripts for packages lie; nothing of a package can have this address. */
export const FRAME_SCRIPTS = '/content/-/';

/**
 * The headers of everything that comes out of a package. It may use its own files and nothing else: each source names the
 * folder of this one ticket, because `'self'` would be our whole origin. Programs of authoring tools stand in their pages and
 * evaluate text, so inside of this fence they may.
 * @param host as the browser asked for it (Host) @param site the origin of the pages that show packages
 */
export function contentHeaders(mode: ContentMode, host: string, ticket: string, site: string): Record<string, string> {
  // A source with http: also means https:.
  const own = `http://${host}/content/${ticket}/`;
  const policy = [
    `default-src ${own} http://${host}${FRAME_SCRIPTS} 'unsafe-inline' 'unsafe-eval' data: blob:`,
    `form-action ${own}`,
    `base-uri ${own}`,
    "object-src 'none'",
    // Where a page has no origin, no source can name it: in its own frames it would not be shown.
    ...(mode === 'apart' ? [`frame-ancestors ${site} http://${host}`] : []),
    `sandbox ${sandboxOf(mode)}`,
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Cache-Control': 'private, max-age=3600',
    // Without an origin even its own files are somebody else's to it. Who has the ticket may read them.
    ...(mode === 'apart'
      ? { 'Cross-Origin-Resource-Policy': 'same-origin' }
      : { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' }),
  };
}
