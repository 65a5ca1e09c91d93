import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { ListedActivity } from '../activities/activity-list.js';
import { ActivityRecords } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import { NotFound } from '../errors.js';
import { Timeline } from '../events/timeline.js';
import type { Locale } from '../i18n/locale.js';
import { ChildReads } from '../people/child-reads.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { CertificateActs, REPLACEMENT_REASONS, REVOCATION_REASONS } from './certificate-acts.js';
import { CertificateList, type ShownCertificate } from './certificate-list.js';
import { certificatePage, certificatesPage, endingForm } from './certificate.page.js';

const FORM = 'certificates/ending';

/** Certificates, to find and to look at, to replace and to revoke. */
@Controller('certificates')
export class CertificatesController {
  constructor(
    private readonly list: CertificateList,
    private readonly activities: ActivityRecords,
    private readonly acts: CertificateActs,
    private readonly timeline: Timeline,
    private readonly reads: ChildReads,
    private readonly scopes: Scopes,
  ) {}

  @Can('certificate.read')
  @Get()
  async index(@Query() given: Record<string, unknown>, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const filter = {
      ...{ q: textAsked(given.q), state: textAsked(given.state), activity: textAsked(given.activity) },
      person: textAsked(given.person) === '' ? null : addressNumber(textAsked(given.person)),
    };
    const asked = { ...filter, page: pageAsked(given.page) };
    const list = await this.list.page(filter, asked.page);
    return page('certificates/index', certificatesPage(await this.words(locale), asked, list));
  }

  @Can('certificate.read')
  @Get(':id')
  async show(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { words, certificate, activity } = await this.open(id, locale);
    const isOwn = words.scope.covers(activity.place_id);
    const may = { issue: isOwn && actorMay('certificate.issue'), revoke: isOwn && actorMay('certificate.revoke') };
    if (!certificate.hidden) await this.reads.note(certificate.holder_id);
    const events = await this.timeline.of([{ type: 'certificate', ids: [certificate.id] }]);
    return page('certificates/show', certificatePage(words, certificate, activity, may, events));
  }

  @Can('certificate.issue')
  @Get(':id/replacement')
  async askReplacement(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { words, certificate, activity } = await this.own(id, locale);
    return page(FORM, endingForm(words, 'replacement', certificate, activity, { reason: 'name' }));
  }

  @Can('certificate.issue')
  @Post(':id/replacement')
  async replace(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { words, certificate, activity } = await this.own(id, locale);
    const form = new Form(body);
    const said = { reason: form.choice('reason', REPLACEMENT_REASONS), note: form.optionalText('note', 500) };
    return orWarning(paths.certificate(certificate.id), async () => {
      const made = await attempt(form, () => this.acts.replace(certificate.id, said));
      if (made !== undefined)
        return redirect(paths.certificate(made), {
          kind: 'done',
          key: certificate.ending ? 'certificates.replacement.done_revoked' : 'certificates.replacement.done',
        });
      return formAgain(FORM, endingForm(words, 'replacement', certificate, activity, form.typed()), form.errors);
    });
  }

  @Can('certificate.revoke')
  @Get(':id/revocation')
  async askRevocation(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { words, certificate, activity } = await this.own(id, locale);
    return page(FORM, endingForm(words, 'revocation', certificate, activity, {}));
  }

  @Can('certificate.revoke')
  @Post(':id/revocation')
  async revoke(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { words, certificate, activity } = await this.own(id, locale);
    const back = paths.certificate(certificate.id);
    const form = new Form(body);
    const said = { reason: form.choice('reason', REVOCATION_REASONS), note: form.optionalText('note', 500) };
    return orWarning(back, async () => {
      const done = await attempt(form, () => this.acts.revoke(certificate.id, said).then(() => true));
      if (done) return redirect(back, { kind: 'done', key: 'certificates.revocation.done' });
      return formAgain(FORM, endingForm(words, 'revocation', certificate, activity, form.typed()), form.errors);
    });
  }

  private async open(id: string, locale: Locale): Promise<Opened> {
    const certificate = await this.list.one(addressNumber(id));
    const activity = await this.activities.activity(certificate.activity);
    return { words: await this.words(locale), certificate, activity };
  }

  /** One of an activity inside the territory: whoever sees that of somebody who went elsewhere only reads it. */
  private async own(id: string, locale: Locale): Promise<Opened> {
    const opened = await this.open(id, locale);
    if (!opened.words.scope.covers(opened.activity.place_id)) throw new NotFound();
    return opened;
  }

  private async words(locale: Locale): Promise<ActivityWords> {
    return new ActivityWords(locale, await this.scopes.mine());
  }
}

interface Opened {
  words: ActivityWords;
  certificate: ShownCertificate;
  activity: ListedActivity;
}
