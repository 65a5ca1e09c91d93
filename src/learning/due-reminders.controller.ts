import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { readDays } from '../letters/letter-choices.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { DueChoices } from './due-choices.js';
import { head } from './enrolment-additions.page.js';
import { MessageRounds } from './message-rounds.js';

const VIEW = 'learning/enrolment-reminders';

/** When a course reminds of its due dates. */
@Controller('enrolments/:code/reminders')
export class DueRemindersController {
  constructor(
    private readonly choices: DueChoices,
    private readonly rounds: MessageRounds,
    private readonly scopes: Scopes,
  ) {}

  @Can('letter.send')
  @Get()
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.model(code, locale));
  }

  @Can('letter.send')
  @HttpCode(303)
  @Post()
  async choose(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const days = readDays(form.raw('reminder_days'));
    if (days === null) form.refuse('reminder_days', 'letters.reminder_days');
    const chosen = { reminder_days: days ?? [], tells_overdue: form.ticked('tells_overdue') ? 1 : 0 };
    const version = form.integer('version', 0, 1_000_000);
    const done = await attempt(form, () => this.choices.choose(code, version, chosen).then(() => true));
    if (!done) return formAgain(VIEW, await this.model(code, locale, form), form.errors);
    return redirect(paths.enrolmentReminders(code), { kind: 'done', key: 'letters.chosen' });
  }

  private async model(code: string, locale: Locale, form?: Form): Promise<object> {
    const { record, people } = await this.rounds.ofEverybody(code, 'due_reminder');
    const { activity } = record;
    const words = new ActivityWords(locale, await this.scopes.mine());
    const chosen = await this.choices.of(activity.id);
    const dated = people.filter(({ learner }) => learner.enrolment.due_on !== null);
    const mail = dated.filter(({ person }) => person.paper === null).length;
    return {
      ...head({ words, activity }, 'course_letters.reminders'),
      sum: words.t('course_letters.dated', {
        ...{ all: dated.length, mail, paper: dated.length - mail, undated: people.length - dated.length },
      }),
      action: paths.enrolmentReminders(code),
      paperHref: paths.enrolmentMessage(code, { stand: 'all' }),
      version: chosen.version,
      values: form
        ? { reminder_days: form.typed().reminder_days, tells_overdue: form.ticked('tells_overdue') }
        : { reminder_days: chosen.reminder_days.join(', '), tells_overdue: chosen.tells_overdue === 1 },
    };
  }
}
