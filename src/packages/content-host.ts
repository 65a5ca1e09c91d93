import type { RequestHandler } from 'express';
import type { Settings } from '../config/settings.js';
import { askedHost, fullPath } from '../web/request.js';

const SAFE = new Set(['GET', 'HEAD']);

/**
 * Divides the two hosts of one process, where packages have one of their own (CONTENT_URL): there nothing answers but the files
 * of packages, and these answer nowhere else. Where there is one host only, everybody passes.
 */
export function contentHost({ contentUrl }: Pick<Settings, 'contentUrl'>): RequestHandler {
  const own = contentUrl === undefined ? null : new URL(contentUrl).hostname;
  return (request, response, next) => {
    if (own === null) return next();
    const { hostname } = new URL(`http://${askedHost(request)}`);
    const path = fullPath(request);
    const isContent = path.startsWith('/content/');
    const fits = hostname === own ? SAFE.has(request.method) && (isContent || path === '/healthz') : !isContent;
    if (fits) return next();
    response.status(404).type('text').send('404');
  };
}
