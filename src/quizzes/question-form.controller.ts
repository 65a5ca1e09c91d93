import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { EditConflict } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { BankDoor, type BankPlan } from './bank-door.js';
import { BankWords } from './bank-words.js';
import { contentRef } from './gift-question.js';
import { QuestionBank } from './question-bank.js';
import {
  blankValues,
  doubtsIn,
  questionFrom,
  type QuestionValues,
  typedValues,
  valuesOf,
  withRows,
} from './question-form.js';
import { questionFormPage } from './question-form.page.js';
import { QuestionList } from './question-list.js';
import { QUESTION_KINDS, type QuestionKind } from './question.js';
import type { QuestionRow } from './quizzes.entities.js';

const VIEW = 'quizzes/question-form';
const CHANGED_MEANWHILE = { status: 409, errors: [{ field: '', key: 'errors.question.changed_meanwhile' }] };

/** Writing questions: a form for each kind, whose rows are added by a button. */
@Controller('quizzes/:code/questions')
export class QuestionFormController {
  constructor(
    private readonly door: BankDoor,
    private readonly bank: QuestionBank,
    private readonly list: QuestionList,
  ) {}

  @Can('question.write')
  @Get('new')
  async blank(
    @Param('code') code: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const plan = await this.door.open(code);
    const values = blankValues(kindOf(given.kind), textAsked(given.topic));
    return page(VIEW, await this.model(locale, plan, null, values));
  }

  @Can('question.write')
  @Post('new')
  async add(
    @Param('code') code: string,
    @Query('kind') kind: unknown,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const plan = await this.door.open(code);
    const form = new Form(body);
    const values = typedValues(form, kindOf(kind));
    if (form.raw('act') === 'add') return page(VIEW, await this.model(locale, plan, null, withMore(values)));
    form.errors.push(...doubtsIn(values));
    const given = questionFrom(values);
    const { question } = given;
    // Without a name it is known by what it says: pressed twice, it is added once.
    const ref = question.ref === '' ? contentRef(question) : question.ref;
    const id = await attempt(form, () => this.bank.add(code, { ...given, question: { ...question, ref } }));
    if (id === undefined) return formAgain(VIEW, await this.model(locale, plan, null, values), errorsOf(form));
    return redirect(paths.question(code, id), { kind: 'done', key: 'quizzes.added' });
  }

  @Can('question.write')
  @Get(':id/edit')
  async edit(
    @Param('code') code: string,
    @Param('id') id: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const plan = await this.door.open(code);
    const { row, question } = await this.bank.one(plan.id, addressNumber(id));
    return page(VIEW, await this.model(locale, plan, row, valuesOf({ topic: row.topic, question })));
  }

  @Can('question.write')
  @Post(':id/edit')
  async change(
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const plan = await this.door.open(code);
    const { row } = await this.bank.one(plan.id, addressNumber(id));
    const form = new Form(body);
    const values = typedValues(form, row.kind);
    const version = form.integer('version', 1, 2_000_000_000);
    const seen = { ...row, version };
    if (form.raw('act') === 'add') return page(VIEW, await this.model(locale, plan, seen, withMore(values)));
    form.errors.push(...doubtsIn(values));
    try {
      const change = (): Promise<true> =>
        this.bank.change(code, row.id, version, questionFrom(values)).then(() => true);
      const done = await attempt(form, change);
      if (!done) return formAgain(VIEW, await this.model(locale, plan, seen, values), errorsOf(form));
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      return page(VIEW, await this.model(locale, plan, row, values), CHANGED_MEANWHILE);
    }
    return redirect(paths.question(code, row.id), { kind: 'done', key: 'quizzes.changed' });
  }

  private async model(
    locale: Locale,
    plan: BankPlan,
    row: QuestionRow | null,
    values: QuestionValues,
  ): Promise<object> {
    const topics = (await this.list.topics(plan.id, false)).map(({ topic }) => topic);
    return questionFormPage(new BankWords(locale), plan, values, { row, topics, version: row?.version ?? 0 });
  }
}

function withMore(values: QuestionValues): QuestionValues {
  return { ...values, rows: withRows(values.rows, 2) };
}

/** Items and further right ones stand in one field, a line each. */
function errorsOf({ errors }: Form): Form['errors'] {
  return errors.map((error) => ({ ...error, field: error.field.replace(/^(items|others)\.\d+$/, '$1') }));
}

function kindOf(given: unknown): QuestionKind {
  return QUESTION_KINDS.find((kind) => kind === given) ?? 'single';
}
