import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { cookieOptions, learnerCookieName } from '../web/cookies.js';
import { cookie } from '../web/request.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { LONGEST_MS } from './learner-sessions.js';

/** The cookie of somebody who learns without an account. It ends with the browser unless the device is their own. */
@Injectable()
export class LearnerCookie {
  constructor(private readonly holder: SettingsHolder) {}

  /** The secret that a request brought; undefined: none. */
  of(request: Request): string | undefined {
    return cookie(request, learnerCookieName(this.holder.settings));
  }

  /** Gives the browser the secret of a session. */
  give(response: Response, token: string, isOwnDevice: boolean): void {
    const options = cookieOptions(this.holder.settings);
    const lasting = isOwnDevice ? { ...options, maxAge: LONGEST_MS } : options;
    response.cookie(learnerCookieName(this.holder.settings), token, lasting);
  }

  /** Takes it back. */
  take(response: Response): void {
    response.clearCookie(learnerCookieName(this.holder.settings), cookieOptions(this.holder.settings));
  }
}
