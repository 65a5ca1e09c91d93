import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import { Public } from '../web/access.js';
import { DomainError } from '../errors.js';
import { formAgain, page, type PageAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { originOf } from './confirm.js';
import { OwnPasswords } from './own-password.js';
import { passwordFault } from './password-policy.js';
import { isAddress } from './user-faults.js';

const plain = { layout: 'layout-plain' } as const;
/** Writing a letter takes longer than not writing one: both answers wait for this. */
const SAME_TIME_MS = 250;

/** For those who cannot sign in: asking for a link, and setting the password by it. */
@Controller('password')
export class PasswordController {
  constructor(private readonly passwords: OwnPasswords) {}

  @Public()
  @Get('forgotten')
  ask(): PageAnswer {
    return page('accounts/forgotten', { titleKey: 'accounts.forgotten' }, plain);
  }

  /** The answer is the same whether anybody has this address. */
  @Public()
  @Post('forgotten')
  async send(@Req() request: Request, @Body() body: unknown): Promise<PageAnswer> {
    const form = new Form(body);
    const email = form.raw('email').toLowerCase();
    if (!isAddress(email)) form.refuse('email', 'accounts.email');
    const model = { titleKey: 'accounts.forgotten', form: form.typed() };
    if (form.errors.length > 0) return formAgain('accounts/forgotten', model, form.errors, { layout: 'layout-plain' });
    await Promise.all([this.passwords.forgotten(email, originOf(request).address), sleep(SAME_TIME_MS)]);
    return page('accounts/forgotten-sent', { titleKey: 'accounts.forgotten_sent', email }, plain);
  }

  @Public()
  @Get('reset')
  async choose(@Req() request: Request, @Query('token') given: unknown): Promise<PageAnswer> {
    const token = typeof given === 'string' ? given : '';
    const owner = await unlessGone(this.passwords.ownerOfLink(token, originOf(request).address));
    if (!owner) return gonePage();
    return page('accounts/reset', { titleKey: 'accounts.reset', token, email: owner.email }, plain);
  }

  @Public()
  @Post('reset')
  async reset(@Req() request: Request, @Body() body: unknown): Promise<PageAnswer> {
    const form = new Form(body);
    const token = form.raw('token');
    const owner = await unlessGone(this.passwords.ownerOfLink(token, originOf(request).address));
    if (!owner) return gonePage();
    const password = form.secret('new_password');
    const fault = passwordFault(password, owner);
    if (fault) {
      form.refuse('new_password', fault.key, fault.params);
      const model = { titleKey: 'accounts.reset', token, email: owner.email };
      return formAgain('accounts/reset', model, form.errors, { layout: 'layout-plain' });
    }
    const done = await unlessGone(this.passwords.reset(token, owner, password).then(() => true));
    if (!done) return gonePage();
    return page('accounts/reset-done', { titleKey: 'accounts.reset_done' }, plain);
  }
}

/** Undefined where the link cannot be used (any more). */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DomainError && error.key === 'accounts.link_gone') return undefined;
    throw error;
  }
}

/** Says what happened to the link, with the way to a new one. */
function gonePage(): PageAnswer {
  return page('accounts/link-gone', { titleKey: 'accounts.link_gone' }, { ...plain, status: 404 });
}
