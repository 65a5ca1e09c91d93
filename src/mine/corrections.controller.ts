import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ActivityRecords } from '../activities/activity-records.js';
import { CertificateRegister } from '../certificates/certificate-register.js';
import type { Locale } from '../i18n/locale.js';
import { ChildReads } from '../people/child-reads.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { CorrectionDesk, type KnownCorrection } from './correction-desk.js';
import { correctionPage, correctionsPage } from './corrections.page.js';

const VIEW = 'mine/decision';

/** What participants ask for about their names, for those who may change them. */
@Controller('people/corrections')
export class CorrectionsController {
  constructor(
    private readonly desk: CorrectionDesk,
    private readonly records: ActivityRecords,
    private readonly register: CertificateRegister,
    private readonly reads: ChildReads,
  ) {}

  @Can('person.write')
  @Get()
  async list(@Query() given: Record<string, unknown>, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const code = textAsked(given.activity);
    const activity = code === '' ? null : await this.records.activity(code);
    const mine = textAsked(given.mine) !== '';
    const wanted = pageAsked(given.page);
    const { waiting, total } = await this.desk.page({ ...(activity ? { activityId: activity.id } : {}), mine }, wanted);
    const by = { title: activity?.title ?? null, mine, asked: { activity: code, mine: mine ? '1' : '' } };
    return page('mine/corrections', correctionsPage(locale, waiting, by, { page: wanted, total }));
  }

  @Can('person.write')
  @Get(':correction')
  async show(@Param('correction') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const known = await this.desk.one(addressNumber(id));
    await this.reads.note(known.person.id);
    return page(VIEW, await this.model(locale, known));
  }

  @Can('person.write')
  @HttpCode(303)
  @Post(':correction/acceptance')
  async accept(@Param('correction') given: string): Promise<RedirectAnswer> {
    const { id } = await this.desk.one(addressNumber(given));
    return orWarning(paths.nameCorrection(id), async () => {
      await this.desk.accept(id);
      return redirect(paths.nameCorrection(id), { kind: 'done', key: 'mine.accepted' });
    });
  }

  @Can('person.write')
  @Post(':correction/refusal')
  async refuse(
    @Param('correction') given: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const known = await this.desk.one(addressNumber(given));
    const form = new Form(body);
    const reason = form.text('reason', 200);
    const back = paths.nameCorrection(known.id);
    return orWarning(back, async () => {
      const done = await attempt(form, () => this.desk.refuse(known.id, reason).then(() => true));
      if (done) return redirect(back, { kind: 'done', key: 'mine.refused' });
      return formAgain(VIEW, await this.model(locale, known, form.typed()), form.errors);
    });
  }

  private async model(locale: Locale, known: KnownCorrection, typed: Record<string, unknown> = {}): Promise<object> {
    const certificates = known.open ? await this.register.ofPerson(known.person.id) : [];
    return correctionPage(locale, known, certificates, typed);
  }
}
