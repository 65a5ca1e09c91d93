import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { Database } from '../database/database.js';
import { Fence } from '../database/fence.js';
import { Stamps } from '../database/stamps.js';
import { asLocale, type Locale } from '../i18n/locale.js';
import { actAs } from './actor.js';
import { fenceCookieName, giveFence, localeCookieName, sessionCookieName } from './cookies.js';
import { isUnsafe } from './csrf.js';
import { Doorkeeper } from './doorkeeper.js';
import { SettingsHolder } from './settings-holder.js';
import { cookie, type Identity, setContext } from './request.js';

/** Finds out who a request comes from and runs the rest of it as done by them. */
@Injectable()
export class Identify implements NestMiddleware {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly holder: SettingsHolder,
    private readonly stamps: Stamps,
    private readonly database: Database,
  ) {}

  async use(request: Request, response: Response, next: NextFunction): Promise<void> {
    if (this.holder.settings.databaseReadUrl === undefined) return this.identified(request, next);
    // Programs keep no cookies: they would not see what they have written.
    const mayUseCopy = !isUnsafe(request) && request.headers.authorization === undefined;
    const fence = new Fence(cookie(request, fenceCookieName(this.holder.settings)), mayUseCopy);
    beforeHead(response, () => {
      if (fence.next !== undefined) giveFence(response, this.holder.settings, fence.next);
    });
    return this.identified(request, (error) => this.database.behind(fence, () => next(error)));
  }

  /** Who somebody is, and what they may, is always read from the server itself: what was withdrawn is so at once. */
  private async identified(request: Request, next: NextFunction): Promise<void> {
    const identity = await this.doorkeeper.identify({
      cookie: cookie(request, sessionCookieName(this.holder.settings)),
      bearer: bearerToken(request),
      address: request.ip ?? '',
    });
    // What was left to be said is for the next page that somebody looks at.
    const flash = request.method === 'GET' ? identity.flash : null;
    setContext(request, { ...identity, id: randomUUID(), locale: this.localeOf(request, identity), flash });
    const answer = (): Promise<void> => actAs(identity.principal, async () => next());
    await (isUnsafe(request) ? answer() : this.stamps.whileLooking(answer));
  }

  private localeOf(request: Request, identity: Identity): Locale {
    return (
      asLocale(cookie(request, localeCookieName(this.holder.settings))) ??
      identity.principal?.locale ??
      asLocale(request.acceptsLanguages('vi', 'en')) ??
      this.holder.settings.defaultLocale
    );
  }
}

/** Does something as late as headers can be given, however the answer is sent. */
function beforeHead(response: Response, work: () => void): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => Response;
  response.writeHead = ((...head: unknown[]) => {
    if (!response.headersSent) work();
    return writeHead(...head);
  }) as typeof response.writeHead;
}

function bearerToken(request: Request): string | undefined {
  const header = request.headers.authorization;
  return header === undefined ? undefined : (/^Bearer\s+(\S+)$/i.exec(header)?.[1] ?? '');
}
