import type { RequestHandler } from 'express';
import { DomainError } from '../../errors.js';

/** How deep a JSON body may be nested (trust §6); a plan has 6 levels. What reads it further may call itself for each. */
export const DEEPEST_JSON = 32;

/** Refuses a body that is nested deeper, before anything looks into it. Stands behind the reader of JSON. */
export const limitDepth: RequestHandler = (request, _response, next) => {
  next(isDeeper(request.body, DEEPEST_JSON) ? new DomainError('api.too_deep', { most: DEEPEST_JSON }) : undefined);
};

/** Level by level, so that no depth is too much for it. */
function isDeeper(body: unknown, most: number): boolean {
  let level = [body].filter(isNested);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === most) return true;
    level = level.flatMap((each) => Object.values(each).filter(isNested));
  }
  return false;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
