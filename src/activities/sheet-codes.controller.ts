import { Controller, Get, Param, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Can } from '../web/access.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { SignInSheets } from './sign-in-sheets.js';

/** From a paper to its session: by the code that is printed on it, typed or read by a camera. */
@Controller('sheets')
export class SheetCodesController {
  constructor(private readonly sheets: SignInSheets) {}

  @Can('attendance.record')
  @Get()
  async find(
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(given);
    const code = given.code === undefined ? '' : form.text('code', 32);
    const found = code === '' ? null : await this.sheets.sessionOf(code);
    if (found) return redirect(paths.activityAttendance(found.code, found.number));
    if (code !== '') form.refuse('code', 'activities.unknown_sheet', { code });
    const model = {
      title: translate(locale, 'activities.sheet.find'),
      crumbs: [
        { text: translate(locale, 'activities.title'), href: paths.activities() },
        { text: translate(locale, 'activities.sheet.find') },
      ],
      narrow: true,
      action: paths.sheets(),
      typed: form.typed(),
    };
    return page('activities/sheets', model, form.errors.length > 0 ? { status: 422, errors: form.errors } : {});
  }

  @Can('attendance.record')
  @Get(':code')
  async open(@Param('code') code: string): Promise<RedirectAnswer> {
    const found = await this.sheets.sessionOf(code);
    if (!found) throw new NotFound();
    return redirect(paths.activityAttendance(found.code, found.number));
  }
}
