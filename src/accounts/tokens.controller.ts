import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { formatInstant } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { accountCrumbs } from './account.page.js';
import { ApiTokens, type ListedToken } from './api-tokens.js';
import { browserSession, confirmFirst, ownId } from './confirm.js';
import { addressNumber } from '../web/address-number.js';
import { isName } from './user-faults.js';

/** Days that a token may last. */
const LASTS = ['30', '90', '365'] as const;

/** Tokens for programs that work in one's name. */
@Controller('account/tokens')
export class TokensController {
  constructor(private readonly tokens: ApiTokens) {}

  @Can('account.own')
  @Get()
  async list(@Req() request: Request): Promise<PageAnswer | RedirectAnswer> {
    return confirmFirstInBrowser(request) ?? page('accounts/tokens', await this.model(request, { lasts: '90' }));
  }

  @Can('account.own')
  @Post()
  async make(@Req() request: Request, @Body() body: unknown): Promise<PageAnswer | RedirectAnswer> {
    const door = confirmFirst(request, paths.accountTokens());
    if (door) return door;
    const form = new Form(body);
    const name = form.raw('name');
    const days = form.choice('lasts', LASTS);
    if (!isName(name)) form.refuse('name', 'accounts.name');
    if (form.errors.length > 0) {
      return formAgain('accounts/tokens', await this.model(request, form.typed()), form.errors);
    }
    const token = await this.tokens.make(ownId(request), name, Number(days));
    return page('accounts/token-made', { ...head(contextOf(request).locale), name, token }, { status: 201 });
  }

  @Can('account.own')
  @Post(':id/revocation')
  async revoke(@Req() request: Request, @Param('id') id: string): Promise<RedirectAnswer> {
    browserSession(request);
    await this.tokens.revoke(ownId(request), addressNumber(id));
    return redirect(paths.accountTokens(), { kind: 'done', key: 'accounts.token_revoked' });
  }

  private async model(request: Request, form: Record<string, unknown>): Promise<object> {
    const { locale } = contextOf(request);
    const rows = await this.tokens.listOf(ownId(request));
    const lasts = LASTS.map((days) => ({
      value: days,
      text: translate(locale, 'accounts.token_days', { count: Number(days) }),
    }));
    return { ...head(locale), form, lasts, tokens: rows.map((row) => tokenModel(locale, row)) };
  }
}

/** A token may look at its owner's page of tokens like any other page; only making one needs the person. */
function confirmFirstInBrowser(request: Request): RedirectAnswer | null {
  return contextOf(request).session ? confirmFirst(request, paths.accountTokens()) : null;
}

function head(locale: Locale): object {
  return { titleKey: 'accounts.tokens', narrow: true, crumbs: accountCrumbs(locale, 'accounts.tokens') };
}

function tokenModel(locale: Locale, row: ListedToken): object {
  const t = (key: string): string => translate(locale, `accounts.${key}`);
  const when = (at: string | null, none: string): string => (at === null ? t(none) : formatInstant(locale, at));
  return {
    id: row.id,
    name: row.name,
    facts: [
      { term: t('token_tail'), value: `…${row.token_tail}` },
      { term: t('token_created'), value: formatInstant(locale, row.created_at) },
      { term: t('token_used'), value: when(row.used_at, 'never') },
      { term: t('token_expires'), value: when(row.expires_at, 'no_expiry') },
    ],
  };
}
