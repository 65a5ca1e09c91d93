import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import { createHash } from 'node:crypto';
import { CertificateRegister } from '../certificates/certificate-register.js';
import { LOCALES } from '../i18n/locale.js';
import { Public } from '../web/access.js';
import {
  type FileAnswer,
  formAgain,
  JsonAnswer,
  keptFile,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { Form } from '../web/form.js';
import { PageParts } from '../web/page-parts.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { LinkGoneFilter } from './link-gone.filter.js';
import { MineDoor, type Visitor } from './mine-door.js';
import { minePage } from './mine.page.js';
import { NameCorrections } from './name-corrections.js';
import { OwnActivities } from './own-activities.js';
import { ownCalendar } from './own-calendar.js';
import { MAILS, ParticipantChoices } from './participant-choices.js';

const VIEW = 'mine/show';
const LAYOUT = { layout: 'layout-plain' } as const;

/** The page of a participant, who has no account: the address is the key. Nothing there is of anybody else. */
@UseFilters(LinkGoneFilter)
@Controller('mine/:token')
export class MineController {
  constructor(
    private readonly door: MineDoor,
    private readonly activities: OwnActivities,
    private readonly register: CertificateRegister,
    private readonly corrections: NameCorrections,
    private readonly choices: ParticipantChoices,
    private readonly parts: PageParts,
    private readonly holder: SettingsHolder,
  ) {}

  @Public()
  @Get()
  async show(
    @Param('token') token: string,
    @Req() request: Request,
    @Query('done') done: unknown,
  ): Promise<PageAnswer> {
    return page(VIEW, await this.model(await this.door.enter(token, request), textAsked(done)), LAYOUT);
  }

  @Public()
  @Get('calendar.ics')
  async calendar(@Param('token') token: string, @Req() request: Request): Promise<FileAnswer> {
    const { holder, words } = await this.door.enter(token, request);
    const activities = await this.activities.of(holder.records);
    const text = ownCalendar(words, activities, this.holder.settings.publicUrl);
    const etag = createHash('sha256').update(text).digest('base64url');
    const kept = { etag, bytes: Buffer.byteLength(text), inline: true };
    return keptFile(text, 'text/calendar; charset=utf-8', 'lan-toa.ics', kept);
  }

  @Public()
  @Post('choices')
  async choose(
    @Param('token') token: string,
    @Req() request: Request,
    @Body() body: unknown,
  ): Promise<PageAnswer | RedirectAnswer> {
    const visitor = await this.door.enter(token, request);
    const form = new Form(body);
    const chosen = { locale: form.choice('locale', LOCALES), mails: form.choice('mails', MAILS) };
    if (form.errors.length > 0) return formAgain(VIEW, await this.model(visitor, ''), form.errors, LAYOUT);
    await this.choices.choose(visitor.holder.link.person_id, chosen);
    return redirect(paths.mine(token, { done: 'choices' }));
  }

  /** Mail programs that know no better open the address of their button: only looking ends nothing. */
  @Public()
  @Get('mail')
  async considerMail(@Param('token') token: string, @Req() request: Request): Promise<RedirectAnswer> {
    await this.door.enter(token, request);
    return redirect(paths.mine(token));
  }

  /**
   * One press, or a mail program for somebody who pressed there: nothing but the address is asked for. A program is not led
   * elsewhere (RFC 8058, section 3.1), and gets nothing to read.
   */
  @Public()
  @HttpCode(303)
  @Post('mail')
  async unsubscribe(
    @Param('token') token: string,
    @Req() request: Request,
    @Body() body: unknown,
  ): Promise<RedirectAnswer | JsonAnswer> {
    const { holder } = await this.door.enter(token, request);
    await this.choices.unsubscribe(holder.link.person_id);
    const isProgram = new Form(body).raw('List-Unsubscribe') === 'One-Click';
    return isProgram ? new JsonAnswer({ mails: 'none' }) : redirect(paths.mine(token, { done: 'mail' }));
  }

  private async model(visitor: Visitor, done: string): Promise<object> {
    const { records, person } = visitor.holder;
    const record = {
      activities: await this.activities.of(records),
      certificates: await this.register.ofPerson(person.id),
      corrections: await this.corrections.of(records),
    };
    const added = await this.parts.of('mine', { records }, visitor.words.locale);
    return { ...minePage(visitor, record, this.holder.settings.publicUrl, done), added };
  }
}
