import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { AnswersSheet } from './answers-sheet.js';
import { answersPage, type Grid, gridFaults, typedPapers, usualDay } from './answers.page.js';
import { KnowledgeCodes } from './knowledge-codes.js';
import { KnowledgeTests } from './knowledge-tests.js';
import { momentAsked } from './moments.js';
import { type OpenedActivity, StaffDoor } from './staff-door.js';

const VIEW = 'knowledge/answers';

/** Typing in the papers of a moment, all on one screen. */
@Controller('knowledge/:code/answers/:moment')
export class AnswersController {
  constructor(
    private readonly door: StaffDoor,
    private readonly tests: KnowledgeTests,
    private readonly sheet: AnswersSheet,
    private readonly codes: KnowledgeCodes,
  ) {}

  @Can('knowledge.write')
  @Get()
  async show(
    @Param('code') code: string,
    @Param('moment') moment: string,
    @Query('page') asked: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const opened = await this.door.own(code, locale);
    return page(VIEW, answersPage(opened, await this.grid(opened, moment, asked, null)));
  }

  @Can('knowledge.write')
  @Post()
  async save(
    @Param('code') code: string,
    @Param('moment') moment: string,
    @Query('page') asked: unknown,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const opened = await this.door.own(code, locale);
    const form = new Form(body);
    const grid = await this.grid(opened, moment, asked, form);
    const papers = typedPapers(form, opened, grid);
    const day = form.optionalDay('day') ?? usualDay(grid.moment, opened.record.sessions, today());
    const typed = { papers, day, isForAll: form.ticked('day_for_all') };
    const done = await attempt(form, () => this.sheet.save(code, grid.moment, typed));
    // Who answered by telephone meanwhile is shown so; all else stands as it was typed.
    if (!done)
      return formAgain(
        VIEW,
        answersPage(opened, await this.grid(opened, moment, asked, form)),
        gridFaults(opened, form),
      );
    const params = { fresh: done.fresh, changed: done.changed, removed: done.removed.length };
    return redirect(paths.knowledgeAnswers(code, moment, grid.page), {
      kind: 'done',
      key: 'knowledge.typing.done',
      params,
    });
  }

  private async grid({ record }: OpenedActivity, word: string, asked: unknown, form: Form | null): Promise<Grid> {
    const moment = momentAsked(word);
    const { id } = record.activity;
    const questions = await this.tests.questions(id);
    if (!moment || questions.length === 0) throw new NotFound();
    return {
      moment,
      questions,
      page: pageAsked(asked),
      form,
      kept: await this.sheet.of(id, moment),
      codes: await this.codes.of(id),
    };
  }
}
