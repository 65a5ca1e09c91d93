import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { CodeDesk } from './code-desk.js';
import { codesPage } from './codes.page.js';
import { KnowledgeCodes } from './knowledge-codes.js';
import { StaffDoor } from './staff-door.js';

/** The personal codes of a roster: who has which number, to print one sheet again, and to give another code. */
@Controller('knowledge/:code/codes')
export class CodesController {
  constructor(
    private readonly door: StaffDoor,
    private readonly codes: KnowledgeCodes,
    private readonly desk: CodeDesk,
  ) {}

  @Can('knowledge.write')
  @Get()
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const opened = await this.door.own(code, locale);
    return page('knowledge/codes', codesPage(opened, await this.codes.of(opened.record.activity.id)));
  }

  @Can('knowledge.write')
  @HttpCode(303)
  @Post(':person/replacement')
  async replace(@Param('code') code: string, @Param('person') person: string): Promise<RedirectAnswer> {
    const number = await this.desk.replace(code, addressNumber(person));
    return redirect(paths.knowledgeCodes(code), { kind: 'done', key: 'knowledge.codes.replaced', params: { number } });
  }
}
