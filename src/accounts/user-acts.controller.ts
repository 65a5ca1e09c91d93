import { Controller, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Outbox } from '../mail/outbox.js';
import { Can } from '../web/access.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { confirmFirst } from './confirm.js';
import { addressNumber } from '../web/address-number.js';
import { UserActs } from './user-acts.js';
import { passwordShownPage } from './users.page.js';
import { Users } from './users.js';

/** What an administrator does to an account at one press; each asks for a password given lately. */
@Controller('users/:id')
export class UserActsController {
  constructor(
    private readonly acts: UserActs,
    private readonly users: Users,
    private readonly outbox: Outbox,
  ) {}

  @Can('account.manage')
  @Post('closure')
  async disable(@Req() request: Request, @Param('id') id: string): Promise<RedirectAnswer> {
    return this.act(request, id, 'accounts.user_disabled', (user) => this.acts.disable(user));
  }

  @Can('account.manage')
  @Post('opening')
  async enable(@Req() request: Request, @Param('id') id: string): Promise<RedirectAnswer> {
    return this.act(request, id, 'accounts.user_enabled', (user) => this.acts.enable(user));
  }

  @Can('account.manage')
  @Post('sessions-closure')
  async endSessions(@Req() request: Request, @Param('id') id: string): Promise<RedirectAnswer> {
    return this.act(request, id, 'accounts.user_signed_out', (user) => this.acts.endSessions(user));
  }

  @Can('account.manage')
  @Post('second-factor-reset')
  async resetSecondFactor(@Req() request: Request, @Param('id') id: string): Promise<RedirectAnswer> {
    return this.act(request, id, 'accounts.user_second_factor_reset', (user) => this.acts.resetSecondFactor(user));
  }

  @Can('account.manage')
  @Post('password-link')
  async sendLink(@Req() request: Request, @Param('id') id: string): Promise<RedirectAnswer> {
    const key = this.outbox.leaves ? 'accounts.link_sent' : 'accounts.link_waits';
    return this.act(request, id, key, (user) => this.acts.sendLink(user));
  }

  @Can('account.manage')
  @Post('first-password')
  async newPassword(@Req() request: Request, @Param('id') id: string): Promise<PageAnswer | RedirectAnswer> {
    const user = await this.users.get(addressNumber(id));
    const door = confirmFirst(request, paths.user(user.id));
    if (door) return door;
    const password = await this.acts.newPassword(user.id);
    return page('accounts/user-password', passwordShownPage(contextOf(request).locale, user, password));
  }

  private async act(
    request: Request,
    id: string,
    key: string,
    work: (userId: number) => Promise<void>,
  ): Promise<RedirectAnswer> {
    const user = await this.users.get(addressNumber(id));
    const door = confirmFirst(request, paths.user(user.id));
    if (door) return door;
    await work(user.id);
    return redirect(paths.user(user.id), { kind: 'done', key, params: { name: user.name } });
  }
}
