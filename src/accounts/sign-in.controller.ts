import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Database } from '../database/database.js';
import { translate } from '../i18n/translate.js';
import { HalfSignedIn, Public } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { ownPath } from '../web/own-path.js';
import { paths, query } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { browserSession, originOf, ownId } from './confirm.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SigningIn } from './sign-in.js';
import { UNSENT_COOKIE, unsentOn } from './unsent.js';

/** In and out. */
@Controller()
export class SignInController {
  constructor(
    private readonly signingIn: SigningIn,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly database: Database,
  ) {}

  @Public()
  @Get('sign-in')
  async show(
    @Req() request: Request,
    @Query('next') next: unknown,
    @Query('out') out: unknown,
  ): Promise<PageAnswer | RedirectAnswer> {
    if (await this.sessions.isFirstRun()) return redirect(paths.firstRun());
    const { locale, session } = contextOf(request);
    if (session?.stage === 'full') return redirect(ownPath(next) ?? paths.home());
    // Whoever has just signed out has no session that could keep a message for the next page.
    const flash = out === undefined ? {} : { flash: { kind: 'done', text: translate(locale, 'accounts.signed_out') } };
    const model = { titleKey: 'accounts.sign_in', next: ownPath(next), ...flash };
    return page('accounts/sign-in', model, { layout: 'layout-plain' });
  }

  @Public()
  @Post('sign-in')
  async signIn(
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const next = ownPath(form.raw('next'));
    const former = contextOf(request).session?.id ?? null;
    const password = form.secret('password').slice(0, 1000);
    const outcome = await this.signingIn.withPassword(form.raw('email'), password, originOf(request), former);
    if (outcome.token === null) {
      const model = { titleKey: 'accounts.sign_in', next, form: form.typed(), ...refusal(request, outcome.left) };
      return formAgain('accounts/sign-in', model, [{ field: '', key: 'errors.accounts.sign_in' }], {
        layout: 'layout-plain',
      });
    }
    this.cookie.give(response, outcome.token);
    return redirect(outcome.stage === 'full' ? (next ?? paths.home()) : paths.signInCode() + query({ next }));
  }

  @HalfSignedIn()
  @Get('sign-in/code')
  code(@Query('next') next: unknown): PageAnswer {
    const model = { titleKey: 'accounts.code', next: ownPath(next) };
    return page('accounts/code', model, { layout: 'layout-plain' });
  }

  @HalfSignedIn()
  @Post('sign-in/code')
  async giveCode(
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const next = ownPath(form.raw('next'));
    const { id } = browserSession(request);
    const outcome = await this.signingIn.withCode(ownId(request), id, form.raw('otp'), originOf(request));
    if (outcome.token === null) {
      const model = { titleKey: 'accounts.code', next, ...refusal(request, outcome.left) };
      return formAgain('accounts/code', model, [{ field: 'otp', key: 'errors.accounts.otp' }], {
        layout: 'layout-plain',
      });
    }
    this.cookie.give(response, outcome.token);
    return redirect(next ?? paths.home());
  }

  /** Also for those who have only given the password: they are somebody else after all. */
  @Public()
  @Post('sign-out')
  async signOut(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { session } = contextOf(request);
    // The page without a network says whether something on this device is not sent yet: it would be lost.
    const unsent = unsentOn(request);
    if (session && unsent > 0 && !new Form(request.body).ticked('sure')) {
      const model = { titleKey: 'accounts.unsent', count: unsent, offlineHref: paths.offline() };
      return page('accounts/sign-out-unsent', model, { status: 409 });
    }
    if (session) await this.database.transaction(() => this.sessions.close(session.id));
    this.cookie.take(response);
    // Names that were taken along leave the device with whoever took them.
    response.setHeader('Clear-Site-Data', '"storage"');
    response.clearCookie(UNSENT_COOKIE, { path: '/' });
    return redirect(paths.signIn() + query({ out: 1 }));
  }
}

/** What the error summary says beside the fault itself. */
function refusal(request: Request, left: number): { errorTitle: string; errorHint: string } {
  const { locale } = contextOf(request);
  return {
    errorTitle: translate(locale, 'accounts.sign_in_refused'),
    errorHint: translate(locale, left > 0 ? 'accounts.tries_left' : 'accounts.no_tries_left', { count: left }),
  };
}
