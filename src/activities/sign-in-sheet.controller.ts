import { Controller, Get, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { ActivityRecords, sessionOf } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { signInSheetPage } from './sign-in-sheet.page.js';
import { SignInSheets } from './sign-in-sheets.js';

/** The paper on which people sign: made by a press, and looked at again as it was made. */
@Controller('activities/:code/sessions/:number/sheets')
export class SignInSheetController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly sheets: SignInSheets,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {}

  @Can('attendance.record')
  @Post()
  async make(@Param('code') code: string, @Param('number') typed: string): Promise<RedirectAnswer> {
    const number = addressNumber(typed);
    return orWarning(paths.activityAttendance(code, number), async () => {
      const sheet = await this.sheets.make(code, number);
      return redirect(paths.activitySheet(code, number, sheet.code));
    });
  }

  @Can('roster.read')
  @Get(':sheet')
  async show(
    @Param('code') code: string,
    @Param('number') number: string,
    @Param('sheet') sheetCode: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.records.own(code, true);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const session = sessionOf(record, number);
    const sheet = await this.sheets.ofSession(session, sheetCode);
    const printed = { sheet, lines: await this.sheets.linesOf(sheet.id), publicUrl: this.holder.settings.publicUrl };
    const model = await signInSheetPage(words, record, session, printed);
    return page('activities/sign-in-sheet', model);
  }
}
