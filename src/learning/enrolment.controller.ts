import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { missingWords, ruleLine, takenBackWords } from './course.page.js';
import { head } from './enrolment-additions.page.js';
import { EnrolmentDesk } from './enrolment-desk.js';
import { EnrolmentRecords } from './enrolment-records.js';
import { standOf } from './enrolments.page.js';

const VIEW = 'learning/enrolment-learner';

/** One learner of a course: what is done and missing, taking back, and taking out. */
@Controller('enrolments/:code/learners/:id')
export class EnrolmentController {
  constructor(
    private readonly records: EnrolmentRecords,
    private readonly desk: EnrolmentDesk,
    private readonly scopes: Scopes,
  ) {}

  @Can('enrolment.read')
  @Get()
  async show(
    @Param('code') code: string,
    @Param('id') id: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    return page(VIEW, await this.model(code, addressNumber(id), locale));
  }

  /** With a reason, which the event keeps. */
  @Can('enrolment.write')
  @HttpCode(303)
  @Post('reset')
  async reset(
    @Param('code') code: string,
    @Param('id') given: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const id = addressNumber(given);
    const form = new Form(body);
    const reason = form.text('reason', 200);
    const done = await attempt(form, async () => {
      await this.desk.reset(code, id, form.raw('lesson'), reason);
      return true;
    });
    if (!done) return formAgain(VIEW, await this.model(code, id, locale), form.errors);
    return redirect(paths.enrolment(code, id), { kind: 'done', key: 'enrolments.reset_done' });
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('withdrawal')
  withdraw(@Param('code') code: string, @Param('id') given: string): Promise<RedirectAnswer> {
    const id = addressNumber(given);
    return orWarning(paths.enrolments(code), async () => {
      await this.desk.withdraw(code, id);
      return redirect(paths.enrolments(code), { kind: 'done', key: 'enrolments.withdrawn' });
    });
  }

  private async model(code: string, id: number, locale: Locale): Promise<object> {
    const { activity, learner } = await this.records.one(code, id);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const lessons = learner.progress.sections.flatMap((each) => each.lessons);
    const begun = lessons.filter(({ state }) => state !== 'to_do');
    return {
      ...head({ words, activity }, 'enrolments.learner'),
      heading: learner.name,
      ...standOf(words, learner),
      percent: `${learner.progress.percent}%`,
      takenBack: takenBackWords(locale, learner),
      mayWrite: actorMay('enrolment.write'),
      lessons: lessons.map(({ lesson, state, missing }) => ({
        title: lesson.title,
        rule: ruleLine(locale, lesson),
        status: { done: 'met', begun: 'uncertain', to_do: 'no_baseline' }[state],
        text: words.t(`enrolments.lesson.${state}`),
        missing: missing === null ? null : missingWords(locale, missing),
      })),
      begun: begun.map(({ lesson }) => ({ value: lesson.key, text: lesson.title })),
      reset: paths.enrolmentReset(code, id),
      withdrawal: learner.enrolment.completed_on === null ? paths.enrolmentWithdrawal(code, id) : null,
    };
  }
}
