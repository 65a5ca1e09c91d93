import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { csvStream } from '../interchange/csv-stream.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import {
  file,
  type FileAnswer,
  formAgain,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityWords } from '../activities/activity-words.js';
import { Groups } from '../territory/groups.js';
import { EnrolmentDesk } from './enrolment-desk.js';
import { enrolmentsCsv } from './enrolments.csv.js';
import { EnrolmentRecords } from './enrolment-records.js';
import { EnrolmentRequests } from './enrolment-requests.js';
import { belowPlace, filterOf, shownLearners } from './enrolment-filter.js';
import { enrolmentsPage } from './enrolments.page.js';

/** Who learns a course and how far they are: the trainer's grid, and what is done to several at once. */
@Controller('enrolments/:code')
export class EnrolmentsController {
  constructor(
    private readonly records: EnrolmentRecords,
    private readonly requests: EnrolmentRequests,
    private readonly desk: EnrolmentDesk,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
  ) {}

  @Can('enrolment.read')
  @Get()
  async show(
    @Param('code') code: string,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    return page('learning/enrolments', await this.model(code, locale, asked));
  }

  @Can('enrolment.read')
  @Get('list.csv')
  async csv(
    @Param('code') code: string,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<FileAnswer> {
    const record = await this.records.of(code);
    const filter = filterOf(asked);
    const learners = shownLearners(record, filter, await belowPlace(this.scopes, filter));
    return file(
      csvStream(enrolmentsCsv(locale, record, learners)),
      'text/csv; charset=utf-8',
      `enrolments-${code}.csv`,
    );
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('due')
  async setDue(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const due = form.optionalDay('due_on');
    const ids = chosen(form);
    if (ids.length === 0) form.refuse('learner', 'learning.nobody_chosen');
    if (form.errors.length > 0) {
      return formAgain('learning/enrolments', await this.model(code, locale, {}, form), form.errors);
    }
    const count = await this.desk.setDue(code, ids, due);
    return redirect(paths.enrolments(code), { kind: 'done', key: 'enrolments.due_changed', params: { count } });
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('moves')
  async move(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const ids = chosen(form);
    if (ids.length === 0) form.refuse('learner', 'learning.nobody_chosen');
    if (form.errors.length > 0) {
      return formAgain('learning/enrolments', await this.model(code, locale, {}, form), form.errors);
    }
    const count = await this.desk.move(code, ids);
    return redirect(paths.enrolments(code), { kind: 'done', key: 'enrolments.moved', params: { count } });
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('roster')
  enrolRoster(@Param('code') code: string): Promise<RedirectAnswer> {
    return orWarning(paths.enrolments(code), async () => {
      const { enrolled: count } = await this.desk.enrolRoster(code, null);
      return redirect(paths.enrolments(code), { kind: 'done', key: 'enrolments.enrolled', params: { count } });
    });
  }

  private async model(code: string, locale: Locale, asked: Record<string, unknown>, form?: Form): Promise<object> {
    const record = await this.records.of(code);
    const waiting = await this.requests.count(record.activity.id);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const filter = filterOf(asked);
    const typed = { ticked: new Set(form ? chosen(form) : []), due: form?.raw('due_on') ?? '' };
    return enrolmentsPage(words, record, {
      ...{
        filter,
        below: await belowPlace(this.scopes, filter),
        groups: await this.groups.all(),
        waiting,
        typed,
      },
    });
  }
}

function chosen(form: Form): number[] {
  return form.many('learner').map(addressNumber);
}
