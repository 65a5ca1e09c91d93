import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { ParticipantLinks } from '../mine/participant-links.js';
import { ChildReads } from '../people/child-reads.js';
import { PersonDesk } from '../people/person-desk.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { LearnerAccounts } from './learner-accounts.js';
import { LearnerCodes } from './learner-codes.js';
import { CodeSlips } from './code-slips.js';
import { accountPage, personCodePage } from './person-learning.page.js';

/** How somebody comes in to learn, in the hands of the staff: the code on paper, and whose account it is. */
@Controller('people/:id')
export class LearnerCodesController {
  constructor(
    private readonly codes: LearnerCodes,
    private readonly accounts: LearnerAccounts,
    private readonly slips: CodeSlips,
    private readonly links: ParticipantLinks,
    private readonly desk: PersonDesk,
    private readonly reads: ChildReads,
  ) {}

  @Can('enrolment.write')
  @Get('learning-code')
  async show(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const person = await this.desk.open(addressNumber(id));
    const [code] = await this.codes.inUse(await this.links.recordsOf(person.id));
    return page('learning/person-code', personCodePage(locale, person, code ?? null, []));
  }

  /** The slip is the answer to the press itself: it can be shown once only. */
  @Can('enrolment.write')
  @Post('learning-code')
  async make(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const person = await this.desk.open(addressNumber(id));
    await this.reads.note(person.id);
    const records = await this.links.recordsOf(person.id);
    await this.codes.withdraw(records.slice(1));
    const slips = await this.slips.make([person.id], locale);
    const [code] = await this.codes.inUse(records);
    return page('learning/person-code', personCodePage(locale, person, code ?? null, slips));
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('learning-code/withdrawal')
  async withdraw(@Param('id') given: string): Promise<RedirectAnswer> {
    const { id } = await this.desk.open(addressNumber(given));
    await this.codes.withdraw(await this.links.recordsOf(id));
    return redirect(paths.person(id), { kind: 'done', key: 'enrolments.code_withdrawn' });
  }

  @Can('learner.link')
  @Get('learning-account')
  async account(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const person = await this.desk.open(addressNumber(id));
    return page('learning/person-account', accountPage(locale, person, person.email ?? ''));
  }

  @Can('learner.link')
  @HttpCode(303)
  @Post('learning-account')
  async link(
    @Param('id') given: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const person = await this.desk.open(addressNumber(given));
    const form = new Form(body);
    const email = form.text('email');
    const linked = await attempt(form, async () => {
      await this.accounts.link(person.id, email);
      return true;
    });
    if (!linked) return formAgain('learning/person-account', accountPage(locale, person, email), form.errors);
    return redirect(paths.person(person.id), { kind: 'done', key: 'enrolments.account_linked' });
  }

  @Can('learner.link')
  @HttpCode(303)
  @Post('learning-account/removal')
  async unlink(@Param('id') given: string): Promise<RedirectAnswer> {
    const { id } = await this.desk.open(addressNumber(given));
    await this.accounts.unlink(await this.links.recordsOf(id));
    return redirect(paths.person(id), { kind: 'done', key: 'enrolments.account_unlinked' });
  }
}
