import { Body, Controller, Get, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import type { Request } from 'express';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { Can, TakesFiles } from '../web/access.js';
import {
  file,
  type FileAnswer,
  formAgain,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { UploadsInterceptor, uploadsOf } from '../web/uploads.js';
import { BankDoor } from './bank-door.js';
import { BankWords } from './bank-words.js';
import { GiftDesk } from './gift-desk.js';
import { checkPage, faultWords, importPage, SHOWN } from './gift.page.js';
import { faultyGift, GIFT_LIMITS } from './gift-reader.js';
import { KNOWN_POLICIES } from './question-bank.js';
import { isKnown } from './question-comparison.js';
import { QuestionUses } from './question-uses.js';

const VIEW = 'quizzes/gift-import';
const CHECK = 'quizzes/gift-check';

/** Questions from files of GIFT: sent, checked, saved. */
@Controller('quizzes/:code/import')
export class GiftController {
  constructor(
    private readonly door: BankDoor,
    private readonly desk: GiftDesk,
    private readonly uses: QuestionUses,
  ) {}

  @Can('question.write')
  @Get()
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, importPage(new BankWords(locale), await this.door.open(code), ''));
  }

  @Can('question.write')
  @Post()
  @TakesFiles({ most: 1, bytes: GIFT_LIMITS.bytes })
  @UseInterceptors(UploadsInterceptor)
  async receive(
    @Param('code') code: string,
    @Req() request: Request,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const plan = await this.door.open(code);
    const form = new Form(body);
    const { files, fault } = uploadsOf(request);
    if (fault) form.refuse('file', fault.key, fault.params);
    const sent = files.find(({ size }) => size > 0);
    const hash = await attempt(form, () => this.desk.receive(code, sent, form.raw('pasted')));
    if (hash !== undefined) return redirect(paths.giftCheck(code, hash));
    const errors = form.errors.map((error) => ({ ...error, field: error.field || 'file' }));
    return formAgain(VIEW, importPage(new BankWords(locale), plan, form.raw('pasted')), errors);
  }

  @Can('question.write')
  @Get(':hash')
  async check(
    @Param('code') code: string,
    @Param('hash') hash: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    return page(CHECK, await this.checked(code, hash, locale));
  }

  @Can('question.write')
  @Get(':hash/faulty.gift')
  async faulty(
    @Param('code') code: string,
    @Param('hash') hash: string,
    @ReaderLocale() locale: Locale,
  ): Promise<FileAnswer> {
    const { plan, reading } = await this.desk.check(code, hash);
    const said = faultyGift(reading.faults, (fault) => faultWords(locale, fault));
    const name = `${plan.code}-${translate(locale, 'quizzes.gift.faulty_name')}.gift`;
    return file(said, 'text/plain; charset=utf-8', name);
  }

  @Can('question.write')
  @Post(':hash')
  async save(
    @Param('code') code: string,
    @Param('hash') hash: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const policy = KNOWN_POLICIES.find((each) => each === form.raw('known')) ?? 'refuse';
    const taken = await attempt(form, () => this.desk.take(code, hash, policy));
    if (!taken) return formAgain(CHECK, await this.checked(code, hash, locale), form.errors);
    const { added, changed, same } = taken;
    return redirect(paths.quizBank(code), {
      ...{ kind: 'done', key: 'quizzes.gift.taken', params: { added, changed, same } },
    });
  }

  private async checked(code: string, hash: string, locale: Locale): Promise<object> {
    const file = await this.desk.check(code, hash);
    const rows = file.compared.filter(isKnown).flatMap(({ row }) => row ?? []);
    const uses = await this.uses.asking(file.plan.id, rows.slice(0, SHOWN));
    return checkPage(new BankWords(locale), hash, file, uses);
  }
}
