import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { EditConflict } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { actor } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { ChildReads } from './child-reads.js';
import { PeopleList } from './people.list.js';
import { PersonDesk } from './person-desk.js';
import { readPerson, typedPerson } from './person-form.js';
import { type PersonForm, personFormPage } from './person-form.page.js';
import { differing, type PersonInput } from './person-input.js';
import { personRights } from './privacy.js';

const VIEW = 'people/person-form';

/** Registering somebody, and correcting a record. */
@Controller('people')
export class PersonFormController {
  constructor(
    private readonly desk: PersonDesk,
    private readonly people: PeopleList,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
    private readonly reads: ChildReads,
  ) {}

  @Can('person.write')
  @Get('new')
  async blank(@Query() given: Record<string, unknown>, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const typed = { full_name: textAsked(given.full_name) };
    return page(VIEW, personFormPage(locale, await this.scopes.mine(), this.form({ typed })));
  }

  /** Somebody of the same name may be meant: that is asked once before a second record is made. */
  @Can('person.write')
  @Post('new')
  async register(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const scope = await this.scopes.mine();
    const input = readPerson(form, scope, this.withEthnicity());
    const mayBeKnown = form.errors.length === 0 && !form.ticked('sure');
    const similar = mayBeKnown ? await this.people.namesakesOf(input.full_name) : [];
    if (similar.length > 0) form.refuse('sure', 'people.sure_needed');
    const id = await save(form, () => this.desk.register(input, formKeyOf(form)));
    if (id !== undefined) return this.done(id, 'people.registered');
    return formAgain(VIEW, personFormPage(locale, scope, this.form({ typed: form.typed(), similar })), form.errors);
  }

  @Can('person.write')
  @Get(':id/edit')
  async edit(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const person = await this.desk.open(addressNumber(id));
    await this.reads.note(person.id);
    const scope = await this.scopes.mine();
    return page(VIEW, personFormPage(locale, scope, this.form({ typed: typedPerson(person, scope), person })));
  }

  @Can('person.write')
  @Post(':id/edit')
  async correct(
    @Param('id') given: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { id, version: now } = await this.desk.open(addressNumber(given));
    const form = new Form(body);
    const scope = await this.scopes.mine();
    const input = readPerson(form, scope, this.withEthnicity());
    const version = form.integer('version', 1, 2_000_000_000);
    try {
      const done = await save(form, () => this.desk.correct(id, version, input).then(() => id));
      if (done !== undefined) return await this.done(id, 'people.corrected');
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      return this.conflict(id, form, input, { locale, scope });
    }
    const person = { ...(await this.desk.open(id)), version: form.hasError('version') ? now : version };
    return formAgain(VIEW, personFormPage(locale, scope, this.form({ typed: form.typed(), person })), form.errors);
  }

  /** The form with what was typed, beside what somebody else wrote meanwhile: saved again it is a decision. */
  private async conflict(
    id: number,
    form: Form,
    input: PersonInput,
    { locale, scope }: { locale: Locale; scope: Scope },
  ): Promise<PageAnswer> {
    const person = await this.desk.open(id);
    const opened = this.form({ typed: form.typed(), person, others: differing(person, input) });
    const errors = [...form.errors, { field: '', key: 'errors.people.changed_meanwhile' }];
    return page(VIEW, personFormPage(locale, scope, opened), { status: 409, errors });
  }

  private form(opened: Omit<PersonForm, 'withEthnicity'>): PersonForm {
    return { ...opened, withEthnicity: this.withEthnicity() };
  }

  private withEthnicity(): boolean {
    return this.holder.settings.ethnicity && personRights(actor()).ethnicity;
  }

  /** With the name as the reader sees it: it may be one that is kept back now. */
  private async done(id: number, key: string): Promise<RedirectAnswer> {
    const name = (await this.people.one({ id }))?.full_name ?? '';
    return redirect(paths.person(id), { kind: 'done', key, params: { name } });
  }
}

/** Saves; where that is refused the faults stand at the fields of the form. */
async function save(form: Form, work: () => Promise<number>): Promise<number | undefined> {
  const done = await attempt(form, work);
  if (done !== undefined) return done;
  for (const error of form.errors) if (/^birth_/.test(error.field)) error.field = 'born';
  // A national ID is never shown again, so it would be lost without a word.
  if (form.raw('national_id') !== '') form.refuse('national_id', 'people.national_id_again');
  return undefined;
}
