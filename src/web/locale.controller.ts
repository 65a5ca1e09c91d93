import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { asLocale } from '../i18n/locale.js';
import { Public } from './access.js';
import { type RedirectAnswer, redirect } from './answers.js';
import { LOCALE_COOKIE } from './identify.js';
import { paths } from './paths.js';
import { ownPath } from './own-path.js';

const YEAR_MS = 365 * 24 * 3_600_000;

/** The reader's choice of language: a cookie, nothing of the data changes. */
@Controller('locale')
export class LocaleController {
  @Public()
  @Get()
  choose(
    @Query('to') to: unknown,
    @Query('back') back: unknown,
    @Res({ passthrough: true }) response: Response,
  ): RedirectAnswer {
    const locale = asLocale(to);
    if (locale) response.cookie(LOCALE_COOKIE, locale, { maxAge: YEAR_MS, sameSite: 'lax', httpOnly: true, path: '/' });
    return redirect(ownPath(back) ?? paths.home());
  }
}
