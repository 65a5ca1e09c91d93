import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError, type FieldError } from '../errors.js';
import { Public } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { originOf } from './confirm.js';
import { FirstRun } from './first-run.js';
import { passwordFault } from './password-policy.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { isAddress, isName } from './user-faults.js';

/** The first administrator of an installation; open until there is one. */
@Controller('first-run')
export class FirstRunController {
  constructor(
    private readonly firstRun: FirstRun,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {}

  @Public()
  @Get()
  async show(): Promise<PageAnswer | RedirectAnswer> {
    if (!(await this.sessions.isFirstRun())) return redirect(paths.signIn());
    await this.firstRun.setupCode();
    return page('accounts/first-run', { titleKey: 'accounts.first_run' }, { layout: 'layout-plain' });
  }

  @Public()
  @Post()
  async make(
    @Req() request: Request,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageAnswer | RedirectAnswer> {
    if (!(await this.sessions.isFirstRun())) throw new DomainError('accounts.first_run_over', {}, 'conflict');
    const form = new Form(body);
    const first = readFirst(form);
    const origin = originOf(request);
    const again = (errors: FieldError[]): PageAnswer =>
      formAgain('accounts/first-run', { titleKey: 'accounts.first_run', form: form.typed() }, errors, {
        layout: 'layout-plain',
      });
    const code = form.raw('setup_code');
    if (code === '') form.refuse('setup_code', 'accounts.setup_code_missing');
    else if (!(await this.firstRun.isCode(code, origin.address))) form.refuse('setup_code', 'accounts.setup_code');
    if (form.errors.length > 0) return again(form.errors);
    const { locale } = contextOf(request);
    this.cookie.give(response, await this.firstRun.make({ ...first, locale }, origin));
    return redirect(paths.accountSecondFactor());
  }
}

function readFirst(form: Form): { name: string; email: string; password: string } {
  const name = form.raw('name');
  const email = form.raw('email').toLowerCase();
  const password = form.secret('password');
  if (!isName(name)) form.refuse('name', 'accounts.name');
  if (!isAddress(email)) form.refuse('email', 'accounts.email');
  const fault = passwordFault(password, { name, email });
  if (fault) form.refuse('password', fault.key, fault.params);
  return { name, email, password };
}
