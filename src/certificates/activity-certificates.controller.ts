import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ActivityRecords } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { activityCertificatesPage, CLAIMS, holdersOf } from './activity-certificates.page.js';
import { AutomaticIssuing } from './automatic-issuing.js';
import { CertificateActs } from './certificate-acts.js';
import { CertificateDesigns } from './certificate-designs.js';
import { CertificateList } from './certificate-list.js';
import { Issuing } from './issuing.js';

const SCRIPT = { script: 'downloads/progress' };

/** The certificates of a training: first who gets one, then one press. */
@Controller('activities/:code/certificates')
export class ActivityCertificatesController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly list: CertificateList,
    private readonly issuing: Issuing,
    private readonly automatic: AutomaticIssuing,
    private readonly acts: CertificateActs,
    private readonly designs: CertificateDesigns,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {}

  @Can('certificate.read')
  @Get()
  async show(
    @Param('code') code: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.records.whole(code, true);
    const { activity } = record;
    if (activity.kind === 'campaign') throw new NotFound();
    const words = new ActivityWords(locale, await this.scopes.mine());
    const isOwn = words.scope.covers(activity.place_id);
    const state = {
      holders: holdersOf(record, await this.list.ofActivity(code)),
      claim: CLAIMS.find((each) => each === textAsked(given.claim)) ?? '',
      page: pageAsked(given.page),
      mayIssue: isOwn && actorMay('certificate.issue'),
      mayRevoke: isOwn && actorMay('certificate.revoke'),
      designed: (await this.designs.forActivity(activity.id)).isSet,
      designHref: isOwn && actorMay('certificate.design') ? paths.certificateDesign('activity', code) : null,
      site: this.holder.settings.publicUrl,
      isAutomatic: await this.automatic.isOn(activity.id),
    };
    return page('certificates/activity', activityCertificatesPage(words, record, state), SCRIPT);
  }

  /** Pressed again it issues nothing. */
  @Can('certificate.issue')
  @HttpCode(303)
  @Post()
  async issue(@Param('code') code: string): Promise<RedirectAnswer> {
    const back = paths.activityCertificates(code);
    return orWarning(back, async () => {
      const { ids } = await this.issuing.issue(code);
      const key = ids.length > 0 ? 'certificates.issued_now' : 'certificates.issued_none';
      return redirect(back, { kind: 'done', key, params: { count: ids.length } });
    });
  }

  /** Pressed again it revokes nothing. */
  @Can('certificate.revoke')
  @HttpCode(303)
  @Post('unearned')
  async revokeUnearned(@Param('code') code: string): Promise<RedirectAnswer> {
    const back = paths.activityCertificates(code);
    return orWarning(back, async () => {
      const count = await this.acts.revokeUnearned(code);
      const key = count > 0 ? 'certificates.revoked_unearned' : 'certificates.revoked_none';
      return redirect(back, { kind: 'done', key, params: { count } });
    });
  }

  @Can('certificate.issue')
  @HttpCode(303)
  @Post('automatic')
  async setAutomatic(@Param('code') code: string, @Body() body: unknown): Promise<RedirectAnswer> {
    const back = paths.activityCertificates(code);
    return orWarning(back, async () => {
      const on = new Form(body).choice('automatic', ['off', 'on']) === 'on';
      await this.automatic.set(code, on);
      return redirect(back, { kind: 'done', key: on ? 'certificates.automatic_on' : 'certificates.automatic_off' });
    });
  }
}
