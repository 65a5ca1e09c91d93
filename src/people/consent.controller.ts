import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ChildReads } from './child-reads.js';
import { ConsentDesk } from './consent-desk.js';
import { readConsent, readOwn, readWithdrawal } from './consent-form.js';
import { consentFormPage, consentPage } from './consent.page.js';
import { type ConsentRecord, Consents, type KnownConsent } from './consents.js';
import type { ShownPerson } from './people.list.js';

const FORM = 'people/consent-form';
const VIEW = 'people/consent';

/** What the representatives of minors, and the minors themselves, agreed to. */
@Controller('people/:id/consents')
export class ConsentController {
  constructor(
    private readonly consents: Consents,
    private readonly desk: ConsentDesk,
    private readonly reads: ChildReads,
  ) {}

  @Can('person.write')
  @Get('new')
  async blank(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(FORM, consentFormPage(locale, await this.open(id), {}));
  }

  @Can('person.write')
  @Post('new')
  async record(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const record = await this.open(id);
    const form = new Form(body);
    const input = readConsent(form, record);
    const done = await attempt(form, () => this.desk.record(record.person.id, input, formKeyOf(form)).then(() => true));
    if (!done) return formAgain(FORM, consentFormPage(locale, record, form.typed()), form.errors);
    return moved(record.person, record.own && input.own_on === null ? 'consents.done_own_missing' : 'consents.done');
  }

  @Can('person.write')
  @Get(':consent')
  async show(
    @Param('id') id: string,
    @Param('consent') consent: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const record = await this.open(id);
    return page(VIEW, consentPage(locale, record, consentOf(record, consent)));
  }

  @Can('person.write')
  @Post(':consent/own')
  async agree(
    @Param('id') id: string,
    @Param('consent') consent: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const record = await this.open(id);
    const known = consentOf(record, consent);
    if (known.id === 0) throw new NotFound();
    const form = new Form(body);
    const own = readOwn(form, record);
    const done = await attempt(form, () => this.desk.agree(record.person.id, known.id, own).then(() => true));
    if (!done) return formAgain(VIEW, consentPage(locale, record, known, form.typed()), form.errors);
    return moved(record.person, 'consents.done');
  }

  @Can('person.write')
  @Post(':consent/withdrawal')
  async withdraw(
    @Param('id') id: string,
    @Param('consent') consent: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const record = await this.open(id);
    const known = consentOf(record, consent);
    const form = new Form(body);
    const withdrawal = readWithdrawal(form, record, known.given_on);
    const at = known.id === 0 ? null : known.id;
    const done = await attempt(form, () => this.desk.withdraw(record.person.id, at, withdrawal).then(() => true));
    if (!done) return formAgain(VIEW, consentPage(locale, record, known, form.typed()), form.errors);
    return moved(record.person, 'consents.done_withdrawn');
  }

  /** Who opens the consents of a child reads the child's record. */
  private async open(id: string): Promise<ConsentRecord> {
    const record = await this.consents.open(addressNumber(id));
    await this.reads.note(record.person.id);
    return record;
  }
}

/** A consent of the record; `file` is the one that only a file told of, also once it was written down. */
function consentOf({ consents, fromFile, person }: ConsentRecord, at: string): KnownConsent {
  if (at === 'file' && fromFile) return asToldByFile(person, fromFile);
  const found =
    at === 'file'
      ? consents.findLast(({ way }) => way === 'file')
      : consents.find(({ id }) => id === addressNumber(at));
  if (!found) throw new NotFound();
  return found;
}

function asToldByFile({ id: person_id }: ShownPerson, { on, by }: { on: string; by: string }): KnownConsent {
  const nobody = { own_author_id: null, author_id: null, author: null, withdrawal_author: null };
  const standing = { withdrawn_on: null, withdrawn_by: null, reason: null };
  return {
    ...{ id: 0, person_id, representative: by, relation: null, phone: null, given_on: on, way: 'file', own_on: null },
    ...{ participation: 1, photograph: 0, certificate: 0, form_key: '', recorded_at: '' },
    ...{ ...nobody, ...standing, withdrawal_author_id: null, withdrawal_recorded_at: null },
  };
}

function moved({ id }: ShownPerson, key: string): RedirectAnswer {
  return redirect(paths.person(id), { kind: 'done', key });
}
