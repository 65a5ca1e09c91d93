import type { Request } from 'express';
import { cookie } from '../web/request.js';

/** Set by the page without a network (client/offline/app.ts). */
export const UNSENT_COOKIE = 'lan-toa-unsent';

/** How many notes a device without a network holds back: whatever clears the device loses them. */
export function unsentOn(request: Request): number {
  return Number(cookie(request, UNSENT_COOKIE) ?? 0);
}
