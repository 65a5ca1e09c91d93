import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { Outbox } from '../mail/outbox.js';
import { Groups } from '../territory/groups.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import {
  file,
  type FileAnswer,
  formAgain,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { asReader } from '../web/as-reader.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { formKeyOf, newFormKey } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { DueSlips, wayIn } from './due-slips.js';
import { type EnrolmentFilter, messageFilterOf } from './enrolment-filter.js';
import { LearnerLetters, type LearnerText } from './learner-letters.js';
import { MessageDesk } from './message-desk.js';
import { messagePage } from './message.page.js';
import { MessageRounds } from './message-rounds.js';

const VIEW = 'learning/enrolment-message';
const LONGEST_SUBJECT = 150;
const LONGEST_TEXT = 3000;

/** What a form holds: the text, and whether it was looked at. */
interface Written {
  filter: EnrolmentFilter;
  page: number;
  text: LearnerText;
  formKey: string;
  isLookedAt: boolean;
}

/** Writing to those who are behind in a course, and slips for whom no mail reaches. */
@Controller('enrolments/:code')
export class MessagesController {
  constructor(
    private readonly rounds: MessageRounds,
    private readonly letters: LearnerLetters,
    private readonly desk: MessageDesk,
    private readonly slips: DueSlips,
    private readonly outbox: Outbox,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
  ) {}

  @Can('letter.send')
  @Get('message')
  async show(
    @Param('code') code: string,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const written = { filter: messageFilterOf(asked), page: pageAsked(asked.page), text: { subject: '', text: '' } };
    return page(VIEW, await this.model(code, locale, { ...written, formKey: newFormKey(), isLookedAt: false }));
  }

  /** Looked at first, then sent as it was looked at: the button that is pressed says which. */
  @Can('letter.send')
  @HttpCode(200)
  @Post('message')
  async write(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const text = {
      subject: form.optionalText('subject', LONGEST_SUBJECT) ?? '',
      text: form.optionalText('text', LONGEST_TEXT) ?? '',
    };
    const written = { filter: messageFilterOf(form.typed()), page: 1, text, formKey: formKeyOf(form) };
    const act = form.raw('act');
    const again = { ...written, isLookedAt: act === 'preview' && form.errors.length === 0 };
    if (act !== 'send' && form.errors.length === 0) return page(VIEW, await this.model(code, locale, again));
    const sent = await attempt(form, () => this.desk.send(code, written.filter, text, written.formKey));
    if (!sent) return formAgain(VIEW, await this.model(code, locale, again), form.errors);
    const { written: count, batch } = sent;
    if (batch === null) {
      return redirect(paths.enrolmentMessage(code, { ...written.filter }), { kind: 'done', key: 'letters.sent_none' });
    }
    if (count === 0) return redirect(paths.outboxBatch(batch));
    const key = this.outbox.leaves ? 'letters.sent' : 'letters.kept';
    return redirect(paths.outboxBatch(batch), { kind: 'done', key, params: { count } });
  }

  @Can('letter.send')
  @Get('slips.pdf')
  print(
    @Param('code') code: string,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<FileAnswer | RedirectAnswer> {
    const filter = messageFilterOf(asked);
    return orWarning(paths.enrolmentMessage(code, { ...filter }), async () => {
      const content = await this.slips.pdf(code, filter, locale);
      return file(asReader(content), 'application/pdf', `${code}-slips.pdf`);
    });
  }

  private async model(code: string, locale: Locale, written: Written): Promise<object> {
    const { filter, text, isLookedAt } = written;
    const round = await this.rounds.of(code, filter, 'learner_message');
    const reader = round.people.find(({ person }) => person.paper === null);
    const { shown, keptBack } = await this.slips.onPaper(round.people);
    return messagePage(new ActivityWords(locale, await this.scopes.mine()), round, {
      ...written,
      groups: await this.groups.all(),
      preview: isLookedAt && reader ? await this.letters.preview(round.told, reader, text) : null,
      leaves: this.outbox.leaves,
      paper: { print: shown.length, keptBack, noCode: shown.filter((each) => wayIn(each) === 'none').length },
    });
  }
}
