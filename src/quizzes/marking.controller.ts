import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt as tried, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { AttemptWords } from './answer-lines.js';
import { AttemptsDesk, type StaffAttempt } from './attempts-desk.js';
import { type EssayMark, EssayMarks } from './essay-marks.js';
import { marksIn } from './marking.form.js';
import { markingPage, marksPage, staffAttemptPage } from './marking.page.js';

const VIEW = 'quizzes/marks';

/** What learners wrote, for those who mark it; and whole attempts, for those who may read rosters by name. */
@Controller('quizzes')
export class MarkingController {
  constructor(
    private readonly desk: AttemptsDesk,
    private readonly marks: EssayMarks,
  ) {}

  @Can('quiz.mark')
  @Get('marking')
  async list(@Query('page') given: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const wanted = pageAsked(given);
    const { waiting, total } = await this.desk.page(wanted);
    return page('quizzes/marking', markingPage(words(locale), waiting, { page: wanted, total }));
  }

  @Can('quiz.mark')
  @Get('marking/:attempt')
  async show(@Param('attempt') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, marksPage(words(locale), await this.desk.one(addressNumber(id)), null));
  }

  @Can('quiz.mark')
  @Post('marking/:attempt')
  async mark(
    @Param('attempt') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const staff = await this.desk.one(addressNumber(id));
    const form = new Form(body);
    const given = marksIn(form, staff);
    return orWarning(paths.quizMarks(staff.attempt.id), async () => {
      const done = await tried(form, () => this.save(staff, given));
      return done ?? formAgain(VIEW, marksPage(words(locale), staff, form.typed()), form.errors);
    });
  }

  @Can('roster.read')
  @Get('attempts/:attempt')
  async look(@Param('attempt') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const staff = await this.desk.one(addressNumber(id));
    return page('quizzes/staff-attempt', staffAttemptPage(words(locale), staff, actorMay('quiz.mark')));
  }

  /** Leads on to the next one of the same activity. */
  private async save({ attempt, activity }: StaffAttempt, given: readonly EssayMark[]): Promise<RedirectAnswer> {
    await this.marks.mark(attempt.id, given);
    const next = await this.desk.next(activity.id);
    const on = next === null ? paths.quizMarking() : paths.quizMarks(next);
    return redirect(on, { kind: 'done', key: 'attempts.marks_saved' });
  }
}

/** The staff sees questions without their pictures, which are served where they are asked. */
function words(locale: Locale): AttemptWords {
  return new AttemptWords(locale, () => null);
}
