import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import { asLocale, type Locale } from '../i18n/locale.js';
import { actAs } from './actor.js';
import { Doorkeeper } from './doorkeeper.js';
import { SettingsHolder } from './settings-holder.js';
import { cookie, type Identity, setContext } from './request.js';

export const LOCALE_COOKIE = 'lan-toa-locale';

/** The name of the session cookie: with the `__Host-` prefix wherever the site is reached over TLS. */
export function sessionCookieName(settings: Settings): string {
  return settings.publicUrl.startsWith('https:') ? '__Host-lan-toa' : 'lan-toa';
}

/** Finds out who a request comes from and runs the rest of it as done by them. */
@Injectable()
export class Identify implements NestMiddleware {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly holder: SettingsHolder,
  ) {}

  async use(request: Request, response: Response, next: NextFunction): Promise<void> {
    const identity = await this.doorkeeper.identify({
      cookie: cookie(request, sessionCookieName(this.holder.settings)),
      bearer: bearerToken(request),
      address: request.ip ?? '',
    });
    const flash = identity.session ? await this.peekFlash(identity.session.id, request) : null;
    setContext(request, { ...identity, id: randomUUID(), locale: this.localeOf(request, identity), flash });
    // Signed-in pages hold people's data: no cache keeps them.
    if (identity.principal || request.headers.authorization) response.setHeader('Cache-Control', 'no-store');
    await actAs(identity.principal, async () => next());
  }

  private peekFlash(sessionId: number, request: Request) {
    return request.method === 'GET' ? this.doorkeeper.peekFlash(sessionId) : null;
  }

  private localeOf(request: Request, identity: Identity): Locale {
    return (
      asLocale(cookie(request, LOCALE_COOKIE)) ??
      identity.principal?.locale ??
      asLocale(request.acceptsLanguages('vi', 'en')) ??
      this.holder.settings.defaultLocale
    );
  }
}

function bearerToken(request: Request): string | undefined {
  const header = request.headers.authorization;
  return header === undefined ? undefined : (/^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? '');
}
