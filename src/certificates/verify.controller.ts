import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { originOf } from '../accounts/confirm.js';
import { Throttles } from '../accounts/throttles.js';
import { nowIso } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { Public } from '../web/access.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { readCode, spaced } from './certificate-code.js';
import { CertificateRegister } from './certificate-register.js';
import { Publication } from './publication.js';
import { type Found, verifyForm, verifyPage } from './verify.page.js';

const VIEW = 'certificates/verify';
const LAYOUT = 'layout-plain';

/** Anybody checks a certificate by its code: what was printed, and how it stands now. */
@Controller('verify')
export class VerifyController {
  constructor(
    private readonly register: CertificateRegister,
    private readonly publication: Publication,
    private readonly throttles: Throttles,
  ) {}

  @Public()
  @Get()
  ask(@Query('code') typed: unknown, @ReaderLocale() locale: Locale): PageAnswer | RedirectAnswer {
    const code = textAsked(typed).slice(0, 40);
    if (code === '') return page(VIEW, verifyForm(locale), { layout: LAYOUT });
    const read = readCode(code);
    return redirect(paths.verification('code' in read ? spaced(read.code) : code));
  }

  @Public()
  @Get(':code')
  async check(
    @Param('code') typed: string,
    @Req() request: Request,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const found = await this.find(typed.slice(0, 40), originOf(request).address);
    const status = 'certificate' in found ? 200 : found.state === 'unknown' ? 404 : 422;
    return page(VIEW, verifyPage(locale, found, nowIso()), { layout: LAYOUT, status });
  }

  /**
   * Only guesses are counted, and so written: who checks what there is waits for no writer. Whoever has guessed too often
   * learns nothing more for a while, not of what there is either.
   */
  private async find(typed: string, address: string): Promise<Found> {
    const read = readCode(typed);
    if ('fault' in read) return { state: read.fault, typed };
    const guess = { door: 'verify', caller: address } as const;
    await this.throttles.refuseIfSpent(guess);
    const certificate = await this.register.byCode(read.code);
    if (!certificate) {
      await this.throttles.take([guess]);
      return { state: 'unknown', typed: spaced(read.code) };
    }
    return { state: certificate.state, certificate, holder: await this.publication.holderOf(certificate) };
  }
}
