import type { Request } from 'express';
import { SECRET_FIELDS } from './form.js';
import { isUnsafe } from './csrf.js';

/** A field of a form that was sent, to be sent once more. */
export interface KeptField {
  name: string;
  value: string;
}

/**
 * What a form said that could not be taken because nobody was signed in any more, or somebody has signed in since: it is
 * shown with a button to send it again, so that an hour of typing is not lost with the session. Only what a page of ours
 * sent, by the word of the browser itself; never a secret, and no files. Null: nothing to keep.
 */
export function keptForm(request: Request): KeptField[] | null {
  if (!isUnsafe(request) || request.is('application/x-www-form-urlencoded') === false || !isOurs(request)) return null;
  const body = (request.body ?? {}) as Record<string, unknown>;
  const fields = Object.entries(body).flatMap(([name, value]): KeptField[] => {
    if (SECRET_FIELDS.test(name)) return [];
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((each) => (typeof each === 'string' ? [{ name, value: each }] : []));
  });
  return fields.length > 0 ? fields : null;
}

/** Whether the browser says that the request comes from a page of this very site. A browser that says nothing is not believed. */
function isOurs({ headers }: Request): boolean {
  if (headers['sec-fetch-site'] !== undefined) return headers['sec-fetch-site'] === 'same-origin';
  return headers.origin !== undefined && URL.parse(headers.origin)?.host === headers.host;
}
