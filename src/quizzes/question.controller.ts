import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { readAnswer } from './answers.js';
import { type AskedQuestion, fieldOf } from './attempt-questions.js';
import { BankDoor } from './bank-door.js';
import { BankWords } from './bank-words.js';
import { orderOf } from './presentation.js';
import { QuestionBank } from './question-bank.js';
import { questionPage } from './question.page.js';

const VIEW = 'quizzes/question';

/** One question of a bank, as a learner would see it, to be tried. */
@Controller('quizzes/:code/questions')
export class QuestionController {
  constructor(
    private readonly door: BankDoor,
    private readonly bank: QuestionBank,
  ) {}

  @Can('question.read')
  @Get(':id')
  async show(
    @Param('code') code: string,
    @Param('id') id: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    return this.shown(code, addressNumber(id), locale, null);
  }

  /** Marks a trial answer; nothing is kept. */
  @Can('question.read')
  @Post(':id/trial')
  async try(
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    return this.shown(code, addressNumber(id), locale, body);
  }

  @Can('question.write')
  @Post(':id/withdrawal')
  async withdraw(@Param('code') code: string, @Param('id') id: string): Promise<RedirectAnswer> {
    const number = addressNumber(id);
    return orWarning(paths.question(code, number), async () => {
      await this.bank.withdraw(code, number);
      return redirect(paths.question(code, number), { kind: 'done', key: 'quizzes.withdrawn_now' });
    });
  }

  @Can('question.write')
  @Post(':id/restoration')
  async restore(@Param('code') code: string, @Param('id') id: string): Promise<RedirectAnswer> {
    const number = addressNumber(id);
    await this.bank.restore(code, number);
    return redirect(paths.question(code, number), { kind: 'done', key: 'quizzes.restored_now' });
  }

  private async shown(code: string, id: number, locale: Locale, body: unknown): Promise<PageAnswer> {
    const plan = await this.door.open(code);
    const kept = await this.bank.one(plan.id, id);
    const order = body === null ? null : orderSent(new Form(body).raw('order'));
    const shown = fitting(order, orderOf(kept.question, true, randomInt));
    const asked: AskedQuestion = {
      ...{ question: kept.question, shown, points: 1, position: 1 },
      ...{ answer: null, sequence: 0, points_hundredths: null, remark: null },
    };
    const answer = body === null ? null : readAnswer(asked, body, fieldOf(1));
    const uses = await this.bank.usesOf(plan.id, kept.row);
    const tried = { ...asked, answer };
    return page(VIEW, questionPage(new BankWords(locale), { plan, kept, uses, asked: tried, isTried: body !== null }));
  }
}

function orderSent(text: string): number[] {
  return /^\d{1,3}(,\d{1,3}){0,60}$/.test(text) ? text.split(',').map(Number) : [];
}

/** The order in which the form was shown, if it is one of the question. */
function fitting(order: number[] | null, fresh: number[]): number[] {
  if (order === null || order.length !== fresh.length) return fresh;
  return fresh.every((_, index) => order.includes(index)) ? order : fresh;
}
