import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import { NotFound, unlessGone } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { MemberDesk } from './member-desk.js';
import { memberFormPage, memberPage } from './member.page.js';
import { MEMBER_ROLES } from './members.js';
import type { OrganisationMember } from './members.entities.js';
import { type OrganisationRow, OrganisationsList } from './organisations.list.js';
import { PeopleList, type ShownPerson } from './people.list.js';

const FORM = 'people/member-form';
const VIEW = 'people/member';

/** A membership with both whom it joins. */
interface Opened {
  organisation: OrganisationRow;
  member: OrganisationMember;
  person: ShownPerson;
}

/** Who belongs to an organisation: adding somebody of the register, ending it, taking it away. */
@Controller('organisations/:id/members')
export class MemberController {
  constructor(
    private readonly organisations: OrganisationsList,
    private readonly people: PeopleList,
    private readonly desk: MemberDesk,
    private readonly scopes: Scopes,
  ) {}

  @Can('organisation.write')
  @Get('new')
  async search(
    @Param('id') id: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    return page(FORM, await this.form(locale, await this.organisation(id), textAsked(given.q), {}));
  }

  @Can('organisation.write')
  @Post('new')
  async add(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const organisation = await this.organisation(id);
    const form = new Form(body);
    const person = form.raw('person');
    if (person === '') form.refuse('person', 'organisations.member_needed');
    const role = form.choice('role', MEMBER_ROLES);
    const since = readPast(form, 'since');
    const input = { person_id: person === '' ? 0 : addressNumber(person), role, since };
    const done = await attempt(form, () => this.desk.add(organisation.id, input).then(() => true));
    if (done) return redirect(paths.organisation(organisation.id), { kind: 'done', key: 'organisations.member_added' });
    return formAgain(FORM, await this.form(locale, organisation, textAsked(form.raw('q')), form.typed()), form.errors);
  }

  @Can('organisation.write')
  @Get(':member')
  async show(
    @Param('id') id: string,
    @Param('member') member: string,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const opened = await this.open(id, member);
    return page(VIEW, memberPage(locale, opened.organisation, opened.member, opened.person, {}));
  }

  @Can('organisation.write')
  @Post(':member')
  async end(
    @Param('id') id: string,
    @Param('member') at: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { organisation, member, person } = await this.open(id, at);
    const form = new Form(body);
    const day = readPast(form, 'ended_on');
    if (day === null) form.refuse('ended_on', 'form.required');
    if (day !== null && day < (member.since ?? '')) form.refuse('ended_on', 'organisations.before_since');
    const done = await attempt(form, () => this.desk.end(organisation.id, member.id, day ?? '').then(() => true));
    if (!done) return formAgain(VIEW, memberPage(locale, organisation, member, person, form.typed()), form.errors);
    return redirect(paths.organisation(organisation.id), { kind: 'done', key: 'organisations.member_end_done' });
  }

  @Can('organisation.write')
  @Post(':member/removal')
  async remove(@Param('id') id: string, @Param('member') at: string): Promise<RedirectAnswer> {
    const organisation = await this.organisation(id);
    const back = paths.organisation(organisation.id);
    return orWarning(back, async () => {
      const member = await this.desk.open(organisation.id, addressNumber(at)).catch(unlessGone);
      await this.personOf(member);
      await this.desk.remove(organisation.id, member.id);
      return redirect(back, { kind: 'done', key: 'organisations.member_removed' });
    });
  }

  private async form(
    locale: Locale,
    organisation: OrganisationRow,
    q: string,
    typed: Record<string, unknown>,
  ): Promise<object> {
    const found = q === '' ? null : (await this.people.page({ q, placeId: null }, 1)).people;
    return memberFormPage(locale, await this.scopes.mine(), organisation, { q, found }, typed);
  }

  private async organisation(id: string): Promise<OrganisationRow> {
    const organisation = await this.organisations.one({ id: addressNumber(id) });
    if (!organisation) throw new NotFound();
    return organisation;
  }

  private async open(id: string, at: string): Promise<Opened> {
    const organisation = await this.organisation(id);
    const member = await this.desk.open(organisation.id, addressNumber(at));
    return { organisation, member, person: await this.personOf(member) };
  }

  /** Of somebody outside the territory nothing is told, and nothing changed. */
  private async personOf({ person_id }: OrganisationMember): Promise<ShownPerson> {
    const recorded = await this.people.one({ id: person_id });
    const into = recorded?.merged_into_id ?? null;
    const person = into === null ? recorded : await this.people.one({ id: into });
    if (!person) throw new NotFound();
    return person;
  }
}

/** A day that has been, or none. */
function readPast(form: Form, field: string): string | null {
  const day = form.optionalDay(field);
  if (day !== null && day > today()) form.refuse(field, 'organisations.future');
  return day;
}
