import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import { groupsOfPersons } from '../activities/roster-groups.js';
import type { Locale } from '../i18n/locale.js';
import { PeopleLookup } from '../people/people.lookup.js';
import { PeopleList } from '../people/people.list.js';
import { NotFound } from '../errors.js';
import type { Place } from '../territory/place.js';
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
import { additionsPage, type AdditionsShown, type Candidates, candidatesPage } from './enrolment-additions.page.js';
import { EnrolmentRecords } from './enrolment-records.js';
import { GroupMembers, MOST_MEMBERS } from './group-members.js';
import { OrganisationLearners } from './organisation-learners.js';

/** Enrolling one person of the register, or everybody of a place. */
@Controller('enrolments/:code')
export class EnrolmentAdditionsController {
  constructor(
    private readonly records: EnrolmentRecords,
    private readonly desk: EnrolmentDesk,
    private readonly lookup: PeopleLookup,
    private readonly people: PeopleList,
    private readonly members: GroupMembers,
    private readonly organisations: OrganisationLearners,
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
    const { id: activityId } = await this.records.course(code);
    const due_on = form.optionalDay('due_on');
    const found = await this.found(form, activityId);
    const keys = new Set(form.many('chosen'));
    const chosen = (found?.people ?? []).filter(({ key }) => keys.has(key));
    if (chosen.length === 0) form.refuse('chosen', 'learning.nobody_chosen');
    const group_code = form.raw('group');
    const people = chosen.map(({ person, organisation }) => ({
      ...{ person_id: person.id, group_code, organisation_id: organisation?.id ?? null },
    }));
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
    const shown = { ...(await this.shown(code, locale)), groups: await this.groups.all() };
    const found = await this.found(form, shown.activity.id);
    return candidatesPage(shown, { found, keys: keys ?? null, typed: form.typed() });
  }

  private async shown(code: string, locale: Locale): Promise<AdditionsShown> {
    const activity = await this.records.course(code);
    const groups = await this.personGroups();
    const enrolled = await this.records.enrolled(activity.id);
    return { words: new ActivityWords(locale, await this.scopes.mine()), activity, groups, enrolled };
  }

  /**
   * Whoever lives at the place or below it, and was in the group before or is told by the place itself, such as a class; of
   * organisations those of the place, with who would learn for them.
   */
  private async found(form: Form, activityId: number): Promise<Candidates | null> {
    if (form.raw('unit') === '') return null;
    const scope = await this.scopes.mine();
    const code = readCode(form, 'unit', scope);
    const groups = await this.groups.all();
    const group = form.choice(
      'group',
      groups.map((each) => each.code),
    );
    const place = scope.territory.placesOfCode(code).findLast(({ id }) => scope.covers(id));
    if (!place && form.errors.length === 0) form.refuse('unit', 'territory.no_such_name', { name: code });
    if (!place || form.errors.length > 0) return null;
    const counts = groups.find((each) => each.code === group)?.counts;
    const found = await (counts === 'organisations'
      ? this.ofOrganisations(place, group, activityId)
      : this.ofPersons(place, group, activityId));
    if (found.people.length + found.unknown.length <= MOST_MEMBERS) return found;
    form.refuse('unit', 'activities.too_many_candidates', { most: MOST_MEMBERS });
    return null;
  }

  private async ofPersons(place: Place, group: string, activityId: number): Promise<Candidates> {
    const enrolled = await this.records.enrolled(activityId);
    const people = (await this.members.of(place, group)).map((person) => ({
      ...{ key: String(person.id), person, organisation: null, there: enrolled.has(person.id) },
    }));
    return { people, unknown: [] };
  }

  private async ofOrganisations(place: Place, group: string, activityId: number): Promise<Candidates> {
    const there = await this.organisations.onRoster(activityId);
    const found = await this.organisations.of(place, group);
    return {
      people: found.flatMap(({ organisation, person }) =>
        person
          ? [{ key: `${organisation.id}-${person.id}`, person, organisation, there: there.has(organisation.id) }]
          : [],
      ),
      unknown: found.flatMap(({ organisation, person }) =>
        person || there.has(organisation.id) ? [] : [organisation],
      ),
    };
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
