import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { join } from 'node:path';
import { ROOT } from '../config/root.js';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import type { PageAnswer, RedirectAnswer } from './answers.js';
import { SCRIPT_POLICY } from './client-scripts.js';
import { Doorkeeper } from './doorkeeper.js';
import { paths } from './paths.js';
import { askedHost, contextOf, hasContext } from './request.js';
import { Shell } from './shell.js';
import { ViewEngine } from './view-engine.js';

/** Writes pages and redirects, with the message that was left for the page. */
@Injectable()
export class PageWriter {
  private readonly views = new ViewEngine(join(ROOT, 'views'));

  constructor(
    private readonly shell: Shell,
    private readonly doorkeeper: Doorkeeper,
    private readonly database: Database,
  ) {}

  /** Renders a page inside its layout. */
  async page(request: Request, response: Response, answer: PageAnswer): Promise<void> {
    const { status = 200, layout = 'layout', errors = [], script, frames, isOfModelAlone = false } = answer.options;
    const context = hasContext(request) ? contextOf(request) : null;
    // An error page leaves the message for the page after it, and so does a piece of a page.
    const flash = context?.flash && status < 400 && layout !== 'layout-part' ? context.flash : null;
    if (flash && context?.session) {
      await this.forgetFlash(context.session.id);
    }
    const around = { ...this.shell.around(request, flash, errors), script: script && paths.script(script) };
    const html = this.views.render(answer.view, answer.model, around, layout, isOfModelAlone);
    if (script) response.setHeader('Content-Security-Policy', scriptPolicy(request, frames));
    response.status(status).type('html').send(html);
  }

  /** A message that cannot be forgotten (a full disk) is shown once more: better than no page. */
  private async forgetFlash(sessionId: number): Promise<void> {
    try {
      await this.database.transaction(() => this.doorkeeper.takeFlash(sessionId));
    } catch (error) {
      if (!(error instanceof DomainError) || !['full', 'unavailable'].includes(error.kind)) throw error;
    }
  }

  /** Answers 303 and leaves the message for the next page. */
  async redirect(request: Request, response: Response, answer: RedirectAnswer): Promise<void> {
    const session = hasContext(request) ? contextOf(request).session : null;
    const { flash } = answer;
    if (flash && session) await this.database.transaction(() => this.doorkeeper.leaveFlash(session.id, flash));
    response.redirect(303, answer.path);
  }
}

/**
 * The policy of a page with a script. What is shown in its frames can lead them nowhere else: the folder is part of the source.
 * @param frames the path of a folder of ours, or an address with its origin; undefined: whatever of ours may be framed, such as a PDF
 */
export function scriptPolicy(request: Pick<Request, 'headers'>, frames: string | undefined): string {
  // Of two directives with one name browsers take the first.
  if (frames === undefined) return `${SCRIPT_POLICY}; frame-src 'self'`;
  // A source with http: also means https:.
  return `${SCRIPT_POLICY}; frame-src ${frames.startsWith('/') ? `http://${askedHost(request)}${frames}` : frames}`;
}
