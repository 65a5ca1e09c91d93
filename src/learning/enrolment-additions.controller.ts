import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import { groupsOfPersons } from '../activities/roster-groups.js';
import type { Locale } from '../i18n/locale.js';
import { PeopleLookup } from '../people/people.lookup.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { NotFound } from '../errors.js';
import { type Group, Groups } from '../territory/groups.js';
import { readCode } from '../territory/place-choice.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { type Flash, formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type Enrolled, EnrolmentDesk } from './enrolment-desk.js';
import { additionsPage, type AdditionsShown, candidatesPage } from './enrolment-additions.page.js';
import { EnrolmentRecords } from './enrolment-records.js';
import { GroupMembers, MOST_MEMBERS } from './group-members.js';

/** Enrolling one person of the register, or everybody of a place. */
@Controller('enrolments/:code')
export class EnrolmentAdditionsController {
  constructor(
    private readonly records: EnrolmentRecords,
    private readonly desk: EnrolmentDesk,
    private readonly lookup: PeopleLookup,
    private readonly people: PeopleList,
    private readonly members: GroupMembers,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
  ) {}

  @Can('enrolment.write')
  @Get('additions')
  async search(
    @Param('code') code: string,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    return page('learning/enrolment-additions', await this.additions(code, locale, new Form(asked)));
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('additions')
  async add(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    await this.records.course(code);
    const group = form.choice('group', await this.groupCodes());
    const due_on = form.optionalDay('due_on');
    const person = await this.people.one({ id: addressNumber(form.raw('person')) });
    if (!person || person.merged_into_id !== null) throw new NotFound();
    const people = [{ person_id: person.id, group_code: group, organisation_id: null }];
    const done = await attempt(form, () => this.desk.enrol(code, people, { way: 'person', due_on }));
    if (!done) return formAgain('learning/enrolment-additions', await this.additions(code, locale, form), form.errors);
    return redirect(paths.enrolments(code), saidOf(done));
  }

  @Can('enrolment.write')
  @Get('candidates')
  async choose(
    @Param('code') code: string,
    @Query() asked: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const form = new Form(asked);
    const model = await this.chooseFrom(code, locale, form);
    return page(
      'learning/enrolment-candidates',
      model,
      form.errors.length > 0 ? { status: 422, errors: form.errors } : {},
    );
  }

  @Can('enrolment.write')
  @HttpCode(303)
  @Post('candidates')
  async addGroup(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    await this.records.course(code);
    const due_on = form.optionalDay('due_on');
    const found = (await this.found(form)) ?? [];
    const keys = new Set(form.many('chosen'));
    const chosen = found.filter(({ id }) => keys.has(String(id)));
    if (chosen.length === 0) form.refuse('chosen', 'learning.nobody_chosen');
    const people = chosen.map(({ id }) => ({ person_id: id, group_code: form.raw('group'), organisation_id: null }));
    const done = await attempt(form, () => this.desk.enrol(code, people, { way: 'group', due_on }));
    if (!done)
      return formAgain('learning/enrolment-candidates', await this.chooseFrom(code, locale, form, keys), form.errors);
    return redirect(paths.enrolments(code), saidOf(done));
  }

  private async additions(code: string, locale: Locale, form: Form): Promise<object> {
    const shown = await this.shown(code, locale);
    const q = textAsked(form.raw('q'));
    const found = q === '' ? null : (await this.lookup.find(q)).people;
    return additionsPage(shown, { q, found, typed: form.typed() });
  }

  private async chooseFrom(code: string, locale: Locale, form: Form, keys?: ReadonlySet<string>): Promise<object> {
    const shown = await this.shown(code, locale);
    return candidatesPage(shown, { found: await this.found(form), keys: keys ?? null, typed: form.typed() });
  }

  private async shown(code: string, locale: Locale): Promise<AdditionsShown> {
    const activity = await this.records.course(code);
    const groups = await this.personGroups();
    const enrolled = await this.records.enrolled(activity.id);
    return { words: new ActivityWords(locale, await this.scopes.mine()), activity, groups, enrolled };
  }

  /** Whoever lives at the place or below it, and was in the group before or is told by the place itself, such as a class. */
  private async found(form: Form): Promise<ShownPerson[] | null> {
    if (form.raw('unit') === '') return null;
    const scope = await this.scopes.mine();
    const code = readCode(form, 'unit', scope);
    const group = form.choice('group', await this.groupCodes());
    const place = scope.territory.placesOfCode(code).findLast(({ id }) => scope.covers(id));
    if (!place && form.errors.length === 0) form.refuse('unit', 'territory.no_such_name', { name: code });
    if (!place || form.errors.length > 0) return null;
    const found = await this.members.of(place, group);
    if (found.length <= MOST_MEMBERS) return found;
    form.refuse('unit', 'activities.too_many_candidates', { most: MOST_MEMBERS });
    return null;
  }

  private async personGroups(): Promise<Group[]> {
    return groupsOfPersons(await this.groups.all());
  }

  private async groupCodes(): Promise<string[]> {
    return (await this.personGroups()).map(({ code }) => code);
  }
}

/** How many were enrolled, and how many wait for a place. */
export function saidOf({ enrolled, waiting }: Enrolled): Flash {
  const params = { count: enrolled, waiting };
  if (waiting > 0) return { kind: 'warning', key: 'enrolments.enrolled_waiting', params };
  return { kind: 'done', key: 'enrolments.enrolled', params };
}
