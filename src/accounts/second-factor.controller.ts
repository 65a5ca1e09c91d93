import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Database } from '../database/database.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { contextOf, setContext } from '../web/request.js';
import { type Enrolment, recoveryCodesPage, secondFactorPage } from './account.page.js';
import { browserSession, confirmFirst, originOf, ownId } from './confirm.js';
import { SecondFactor } from './second-factor.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { Throttles } from './throttles.js';
import { enrolmentUri, qrPath } from './totp.js';
import { Users } from './users.js';

/** The second factor of one's own account, and the recovery codes. */
@Controller('account')
export class SecondFactorController {
  constructor(
    private readonly secondFactor: SecondFactor,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly throttles: Throttles,
    private readonly cookie: SessionCookie,
    private readonly database: Database,
  ) {}

  @Can('account.own', { whileOwing: true })
  @Get('second-factor')
  async show(@Req() request: Request, @Query('again') again: unknown): Promise<PageAnswer | RedirectAnswer> {
    const { totp_secret, email, id } = await this.users.get(ownId(request));
    const wanted = totp_secret === null || again !== undefined;
    const door = wanted ? confirmFirst(request, paths.accountSecondFactor(again !== undefined)) : null;
    if (door) return door;
    const enrolment = wanted ? await this.picture(this.secondFactor.begin(id), email) : null;
    const left = await this.secondFactor.codesLeft(id);
    return page('accounts/second-factor', secondFactorPage(contextOf(request), enrolment, left));
  }

  @Can('account.own', { whileOwing: true })
  @Post('second-factor')
  async enable(
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    const door = confirmFirst(request, paths.accountSecondFactor(true));
    if (door) return door;
    const form = new Form(body);
    const { id, email } = await this.users.get(ownId(request));
    const sealed = form.raw('enrolment');
    const secret = this.secondFactor.reopen(id, sealed);
    if (secret === null) return redirect(paths.accountSecondFactor(true));
    const { address } = originOf(request);
    const ticket = await this.throttles.take([
      { door: 'account', caller: email },
      { door: 'address', caller: address },
    ]);
    const codes = await this.secondFactor.enable(id, secret, form.raw('otp'));
    if (codes === null) {
      form.refuse('otp', 'accounts.otp_enrol');
      const model = secondFactorPage(contextOf(request), await this.picture({ secret, sealed }, email), 0);
      return formAgain('accounts/second-factor', model, form.errors);
    }
    await this.throttles.giveBack(ticket);
    await this.renewSession(request, response, id);
    return page('accounts/recovery-codes', recoveryCodesPage(contextOf(request), codes, true));
  }

  @Can('account.own')
  @Post('second-factor/removal')
  async disable(@Req() request: Request): Promise<RedirectAnswer> {
    const door = confirmFirst(request, paths.accountSecondFactor());
    if (door) return door;
    await this.secondFactor.disable(ownId(request));
    return redirect(paths.account(), { kind: 'warning', key: 'accounts.second_factor_removed' });
  }

  @Can('account.own')
  @Post('recovery-codes')
  async renew(@Req() request: Request): Promise<PageAnswer | RedirectAnswer> {
    const door = confirmFirst(request, paths.accountSecondFactor());
    if (door) return door;
    const codes = await this.secondFactor.renewCodes(ownId(request));
    return page('accounts/recovery-codes', recoveryCodesPage(contextOf(request), codes, false));
  }

  /** The session has become worth more: it gets a new secret, and the others end. */
  private async renewSession(request: Request, response: Response, userId: number): Promise<void> {
    const { id } = browserSession(request);
    const token = await this.database.transaction(async () => {
      await this.sessions.closeAll(userId, id);
      return this.sessions.renew(id);
    });
    this.cookie.give(response, token);
    // The page that follows at once stands in the renewed session.
    const identity = await this.sessions.identify({ cookie: token, address: '' });
    setContext(request, { ...contextOf(request), ...identity });
  }

  private async picture({ secret, sealed }: { secret: string; sealed: string }, email: string): Promise<Enrolment> {
    return { secret, sealed, qr: await qrPath(enrolmentUri(secret, email)) };
  }
}
