import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { LOCALES } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { giveLocale } from '../web/cookies.js';
import { Form } from '../web/form.js';
import { ownPath } from '../web/own-path.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { accountPage, confirmPage, passwordPage } from './account.page.js';
import { browserSession, originOf, ownId } from './confirm.js';
import { OwnPasswords } from './own-password.js';
import { passwordFault } from './password-policy.js';
import { SecondFactor } from './second-factor.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SigningIn } from './sign-in.js';
import { isName } from './user-faults.js';
import { UserPlaces } from './user-places.js';
import { Users } from './users.js';

/** One's own account: name, language, password, and the password once more before acts of weight. */
@Controller('account')
export class AccountController {
  constructor(
    private readonly users: Users,
    private readonly places: UserPlaces,
    private readonly passwords: OwnPasswords,
    private readonly signingIn: SigningIn,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly database: Database,
    private readonly holder: SettingsHolder,
  ) {}

  @Can('account.own')
  @Get()
  async show(@Req() request: Request): Promise<PageAnswer> {
    return page('accounts/account', await this.model(request));
  }

  @Can('account.own')
  @Post()
  async save(
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    browserSession(request);
    const form = new Form(body);
    const own = { name: form.raw('name'), locale: form.choice('locale', LOCALES) };
    if (!isName(own.name)) form.refuse('name', 'accounts.name');
    if (form.errors.length > 0) {
      return formAgain('accounts/account', { ...(await this.model(request)), form: form.typed() }, form.errors);
    }
    await this.users.editOwn(ownId(request), own);
    giveLocale(response, this.holder.settings, own.locale);
    return redirect(paths.account(), { kind: 'done', key: 'accounts.saved' });
  }

  @Can('account.own', { whileOwing: true })
  @Get('password')
  password(@Req() request: Request): PageAnswer {
    return page('accounts/password', passwordPage(contextOf(request)));
  }

  @Can('account.own', { whileOwing: true })
  @Post('password')
  async changePassword(
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const session = browserSession(request);
    const form = new Form(body);
    const owner = await this.users.get(ownId(request));
    const password = form.secret('new_password');
    const former = form.secret('current_password').slice(0, 1000);
    const fault = passwordFault(password, owner);
    if (fault) form.refuse('new_password', fault.key, fault.params);
    else if (password === former) form.refuse('new_password', 'accounts.password_same');
    const { right, left } = await this.signingIn.confirm(owner.id, former, originOf(request));
    if (!right) form.refuse('current_password', 'accounts.password_wrong', { left });
    if (form.errors.length > 0) return formAgain('accounts/password', passwordPage(contextOf(request)), form.errors);
    this.cookie.give(response, await this.passwords.change(owner.id, password, session.id));
    return redirect(paths.account(), { kind: 'done', key: 'accounts.password_changed' });
  }

  @Can('account.own', { whileOwing: true })
  @Get('confirm')
  confirmation(@Req() request: Request, @Query('next') next: unknown): PageAnswer {
    browserSession(request);
    return page('accounts/confirm', confirmPage(contextOf(request), ownPath(next)));
  }

  @Can('account.own', { whileOwing: true })
  @Post('confirm')
  async confirm(
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { id } = browserSession(request);
    const form = new Form(body);
    const next = ownPath(form.raw('next'));
    const given = form.secret('current_password').slice(0, 1000);
    const { right, left } = await this.signingIn.confirm(ownId(request), given, originOf(request));
    if (!right) {
      form.refuse('current_password', 'accounts.password_wrong', { left });
      return formAgain('accounts/confirm', confirmPage(contextOf(request), next), form.errors);
    }
    const renewed = this.database.transaction(() => this.sessions.renew(id, { confirmed_at: nowIso() }));
    this.cookie.give(response, await renewed);
    return redirect(next ?? paths.account());
  }

  private async model(request: Request): Promise<object> {
    const user = await this.users.get(ownId(request));
    const place = await this.places.get(user.place_id);
    return accountPage(contextOf(request).locale, user, place, await this.secondFactor.codesLeft(user.id));
  }
}
