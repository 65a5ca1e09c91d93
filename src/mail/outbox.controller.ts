import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { file, type FileAnswer, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { pageAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { AttachmentSources } from './attachments.js';
import { MailGate } from './mail-gate.js';
import type { OutboxMessage } from './mail.entities.js';
import { MessageActs } from './message-acts.js';
import { MessageList, stateAsked } from './message-list.js';
import { isReadable, messagePage, outboxPage } from './outbox.page.js';
import { Outbox } from './outbox.js';
import { Sender } from './sender.js';
import { Suppressions } from './suppressions.js';

/** What waits to be sent and what was sent; without a mail server an administrator passes messages on from here. */
@Controller('outbox')
export class OutboxController {
  constructor(
    private readonly outbox: Outbox,
    private readonly sender: Sender,
    private readonly gate: MailGate,
    private readonly messages: MessageList,
    private readonly acts: MessageActs,
    private readonly sources: AttachmentSources,
    private readonly suppressions: Suppressions,
  ) {}

  @Can('account.manage')
  @Get()
  async list(
    @ReaderLocale() locale: Locale,
    @Query('state') given: unknown,
    @Query('page') at: unknown,
  ): Promise<PageAnswer> {
    const asked = { state: stateAsked(given), page: pageAsked(at) };
    const listed = await this.messages.page(asked);
    const way = { leaves: this.outbox.leaves, gate: await this.gate.state() };
    return page('mail/outbox', outboxPage(locale, asked, listed, way));
  }

  /** A message may hold a link to set a password: reading one is recorded. */
  @Can('account.manage')
  @Get(':id')
  async show(@ReaderLocale() locale: Locale, @Param('id') id: string): Promise<PageAnswer> {
    const message = await this.own(id);
    await this.messages.noteReading(message.id);
    const suppression = (await this.suppressions.of([message.recipient])).get(message.recipient);
    const at = nowIso();
    const attachments = isReadable(message, at) ? await this.sources.shown(message.attachments) : [];
    return page('mail/message', messagePage(locale, message, { suppression, attachments }, at));
  }

  /** What is attached, for whoever passes the message on; as long as its text is shown, and recorded as its reading is. */
  @Can('account.manage')
  @Get(':id/attachments/:n')
  async attachment(@Param('id') id: string, @Param('n') n: string): Promise<FileAnswer> {
    const message = await this.own(id);
    if (!isReadable(message, nowIso())) throw new NotFound();
    const attachment = (await this.sources.shown(message.attachments))[addressNumber(n) - 1];
    if (!attachment) throw new NotFound();
    await this.messages.noteReading(message.id);
    const { content, type, name } = attachment;
    return file(content, type, name);
  }

  /** Tries at once what waits, also what would wait for its next attempt; nobody waits for thousands of letters. */
  @Can('account.manage')
  @Post('sending')
  async send(): Promise<RedirectAnswer> {
    await this.sender.hurryInBackground();
    return redirect(paths.outbox(), { kind: 'done', key: 'mail.sending_started' });
  }

  @Can('account.manage')
  @Post(':id/sending-again')
  async sendAgain(@Param('id') id: string): Promise<RedirectAnswer> {
    const message = await this.own(id);
    await this.outbox.sendAgain(message.id);
    return redirect(paths.outboxMessage(message.id), { kind: 'done', key: 'mail.waits_again' });
  }

  @Can('account.manage')
  @Post(':id/passing-on')
  async passOn(@Param('id') id: string): Promise<RedirectAnswer> {
    const message = await this.own(id);
    const back = paths.outboxMessage(message.id);
    return orWarning(back, async () => {
      await this.acts.passOn(message.id);
      return redirect(back, { kind: 'done', key: 'mail.passed_on_noted' });
    });
  }

  @Can('account.manage')
  @Post(':id/taking-back')
  async takeBack(@Param('id') id: string): Promise<RedirectAnswer> {
    const message = await this.own(id);
    const back = paths.outboxMessage(message.id);
    return orWarning(back, async () => {
      await this.acts.takeBack(message.id);
      return redirect(back, { kind: 'done', key: 'mail.taken_back' });
    });
  }

  /** The mail server took it and it came back later, as a letter that somebody read. */
  @Can('account.manage')
  @Post(':id/return')
  async returned(@Param('id') id: string): Promise<RedirectAnswer> {
    const message = await this.own(id);
    await this.outbox.returned(message.id);
    return redirect(paths.outboxMessage(message.id), { kind: 'done', key: 'mail.return_noted' });
  }

  @Can('account.manage')
  @Post(':id/suppression-lifting')
  async lift(@Param('id') id: string): Promise<RedirectAnswer> {
    const message = await this.own(id);
    await this.suppressions.lift(message.recipient, { type: 'mail', id: message.id });
    return redirect(paths.outboxMessage(message.id), { kind: 'done', key: 'mail.suppression_lifted' });
  }

  private async own(id: string): Promise<OutboxMessage> {
    const message = await this.messages.one(addressNumber(id));
    if (!message) throw new NotFound();
    return message;
  }
}
