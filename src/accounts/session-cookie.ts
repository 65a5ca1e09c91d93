import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { cookieOptions, sessionCookieName } from '../web/cookies.js';
import { SettingsHolder } from '../web/settings-holder.js';

/** The cookie that holds a session's secret: no script reads it, it ends with the browser. */
@Injectable()
export class SessionCookie {
  constructor(private readonly holder: SettingsHolder) {}

  /** Gives the browser the secret of a session. */
  give(response: Response, token: string): void {
    response.cookie(sessionCookieName(this.holder.settings), token, cookieOptions(this.holder.settings));
  }

  /** Takes it back. */
  take(response: Response): void {
    response.clearCookie(sessionCookieName(this.holder.settings), cookieOptions(this.holder.settings));
  }
}
