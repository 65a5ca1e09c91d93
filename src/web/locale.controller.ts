import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { asLocale } from '../i18n/locale.js';
import { Public } from './access.js';
import { type RedirectAnswer, redirect } from './answers.js';
import { giveLocale } from './cookies.js';
import { ownPath } from './own-path.js';
import { paths } from './paths.js';
import { SettingsHolder } from './settings-holder.js';

/** The reader's choice of language: a cookie, nothing of the data changes. */
@Controller('locale')
export class LocaleController {
  constructor(private readonly holder: SettingsHolder) {}

  @Public()
  @Get()
  choose(
    @Query('to') to: unknown,
    @Query('back') back: unknown,
    @Res({ passthrough: true }) response: Response,
  ): RedirectAnswer {
    const locale = asLocale(to);
    if (locale) giveLocale(response, this.holder.settings, locale);
    return redirect(ownPath(back) ?? paths.home());
  }
}
