import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';
import { sessionCookieName } from '../web/identify.js';
import { SettingsHolder } from '../web/settings-holder.js';

/** The cookie that holds a session's secret: no script reads it, it ends with the browser. */
@Injectable()
export class SessionCookie {
  constructor(private readonly holder: SettingsHolder) {}

  /** Gives the browser the secret of a session. */
  give(response: Response, token: string): void {
    response.cookie(sessionCookieName(this.holder.settings), token, this.options());
    response.setHeader('Cache-Control', 'no-store');
  }

  /** Takes it back. */
  take(response: Response): void {
    response.clearCookie(sessionCookieName(this.holder.settings), this.options());
  }

  private options(): CookieOptions {
    const secure = this.holder.settings.publicUrl.startsWith('https:');
    return { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  }
}
