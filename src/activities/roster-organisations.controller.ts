import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import type { OrganisationRow } from '../people/organisations.list.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type ActivityRecord, ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { Newcomers } from './newcomers.js';
import { putFlash } from './put-words.js';
import { type Place, type PutOne, RosterDesk } from './roster-desk.js';
import { RosterOrganisations } from './roster-organisations.js';
import { rosterOrganisationsPage } from './roster-organisations.page.js';

const VIEW = 'activities/roster-organisations';

interface Open {
  words: ActivityWords;
  record: ActivityRecord;
}

/** Organisations onto a roster, each with the person who comes for it. */
@Controller('activities/:code/roster/organisations')
export class RosterOrganisationsController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly organisations: RosterOrganisations,
    private readonly people: PeopleList,
    private readonly newcomers: Newcomers,
    private readonly desk: RosterDesk,
    private readonly scopes: Scopes,
  ) {}

  @Can('activity.write')
  @Get()
  async show(
    @Param('code') code: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const open = await this.open(code, locale);
    const asked = textAsked(given.organisation);
    const organisation = asked === '' ? null : await this.organisation(asked);
    const q = textAsked(given.q);
    return page(VIEW, await this.model(open, organisation, { q, typed: { full_name: q }, similar: [] }));
  }

  @Can('activity.write')
  @Post()
  async add(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const open = await this.open(code, locale);
    const form = new Form(body);
    const organisation = await this.organisation(form.raw('organisation'));
    const { id, ref, group_code: group } = organisation;
    const place: Place = { group, organisation: { id, ref } };
    if (form.raw('person') !== '') {
      const person = addressNumber(form.raw('person'));
      const back = paths.activityRosterOrganisations(code, { organisation: id });
      return orWarning(back, async () => done(code, await this.desk.add(code, person, place)));
    }
    const { newcomer, similar } = await this.newcomers.read(form, open.words.scope);
    const put = await attempt(form, () => this.desk.welcome(code, newcomer, place, formKeyOf(form)));
    if (put) return done(code, put);
    const again = await this.model(open, organisation, { q: '', typed: form.typed(), similar });
    return formAgain(VIEW, again, form.errors);
  }

  private async model(
    { words, record }: Open,
    organisation: OrganisationRow | null,
    { q, typed, similar }: { q: string; typed: Record<string, unknown>; similar: ShownPerson[] },
  ): Promise<object> {
    const found = organisation === null && q !== '' ? await this.organisations.named(q) : null;
    const people = organisation && q !== '' ? (await this.people.page({ q, placeId: null }, 1)).people : null;
    const cameFor = organisation ? await this.organisations.cameFor(organisation.id) : [];
    return rosterOrganisationsPage(words, record, { q, organisation, found, people, cameFor, similar, typed });
  }

  /** @throws NotFound where there is none for the reader */
  private async organisation(id: string): Promise<OrganisationRow> {
    const organisation = await this.organisations.one(addressNumber(id));
    if (!organisation) throw new NotFound();
    return organisation;
  }

  private async open(code: string, locale: Locale): Promise<Open> {
    const words = new ActivityWords(locale, await this.scopes.mine());
    return { words, record: await this.records.own(code, true) };
  }
}

/** On to the next organisation. */
function done(code: string, put: PutOne): RedirectAnswer {
  return redirect(paths.activityRosterOrganisations(code), putFlash(put));
}
