import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { EditConflict } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Groups } from '../territory/groups.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { OrganisationDesk, organisationDiffers, type OrganisationInput } from './organisation-desk.js';
import {
  organisationFormPage,
  type OrganisationWords,
  readOrganisation,
  typedOrganisation,
} from './organisation-form.page.js';

const VIEW = 'people/organisation-form';

/** Registering an organisation, and correcting a record. */
@Controller('organisations')
export class OrganisationFormController {
  constructor(
    private readonly desk: OrganisationDesk,
    private readonly scopes: Scopes,
    private readonly groups: Groups,
  ) {}

  @Can('organisation.write')
  @Get('new')
  async blank(@ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, organisationFormPage(await this.words(locale), { typed: {} }));
  }

  /** One of the same name may be meant: that is asked once before a second record is made. */
  @Can('organisation.write')
  @Post('new')
  async register(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const words = await this.words(locale);
    const input = readOrganisation(form, words);
    const mayBeKnown = form.errors.length === 0 && !form.ticked('sure');
    const similar = mayBeKnown ? await this.desk.namesakes(input.name) : [];
    if (similar.length > 0) form.refuse('sure', 'organisations.sure_needed');
    const id = await attempt(form, () => this.desk.register(input, formKeyOf(form)));
    if (id !== undefined) return done(id, 'organisations.registered', input);
    return formAgain(VIEW, organisationFormPage(words, { typed: form.typed(), similar }), form.errors);
  }

  @Can('organisation.write')
  @Get(':id/edit')
  async edit(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const organisation = await this.desk.open(addressNumber(id));
    const words = await this.words(locale);
    const typed = typedOrganisation(organisation, words.scope);
    return page(VIEW, organisationFormPage(words, { typed, organisation }));
  }

  @Can('organisation.write')
  @Post(':id/edit')
  async correct(
    @Param('id') given: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const organisation = await this.desk.open(addressNumber(given));
    const form = new Form(body);
    const words = await this.words(locale);
    const input = readOrganisation(form, words);
    const version = form.integer('version', 1, 2_000_000_000);
    try {
      const saved = await attempt(form, () => this.desk.correct(organisation.id, version, input).then(() => true));
      if (saved) return done(organisation.id, 'organisations.corrected', input);
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      return this.conflict(organisation.id, form, input, words);
    }
    const typed = form.typed();
    const shown = { ...organisation, ...(form.hasError('version') ? {} : { version }) };
    return formAgain(VIEW, organisationFormPage(words, { typed, organisation: shown }), form.errors);
  }

  /** The form with what was typed, beside what somebody else wrote meanwhile: saved again it is a decision. */
  private async conflict(
    id: number,
    form: Form,
    input: OrganisationInput,
    words: OrganisationWords,
  ): Promise<PageAnswer> {
    const organisation = await this.desk.open(id);
    const others = organisationDiffers(organisation, input);
    const errors = [...form.errors, { field: '', key: 'errors.people.changed_meanwhile' }];
    const model = organisationFormPage(words, { typed: form.typed(), organisation, others });
    return page(VIEW, model, { status: 409, errors });
  }

  private async words(locale: Locale): Promise<OrganisationWords> {
    return { locale, scope: await this.scopes.mine(), groups: await this.groups.all() };
  }
}

function done(id: number, key: string, { name }: OrganisationInput): RedirectAnswer {
  return redirect(paths.organisation(id), { kind: 'done', key, params: { name } });
}
