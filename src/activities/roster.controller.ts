import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { InvalidFields, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { PeopleList } from '../people/people.list.js';
import { readCode } from '../territory/place-choice.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { type Additions, groupsOfPersons, rosterAdditionsPage } from './roster-additions.page.js';
import { RosterDesk } from './roster-desk.js';
import type { ActivityRecord } from './show.page.js';

const VIEW = 'activities/roster-additions';

/** Putting people on the roster: somebody of the register, or somebody new. */
@Controller('activities/:code/roster')
export class RosterController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly desk: RosterDesk,
    private readonly people: PeopleList,
    private readonly scopes: Scopes,
  ) {}

  @Can('activity.write')
  @Get('additions')
  async show(
    @Param('code') code: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { words, record } = await this.open(code, locale);
    const q = textAsked(given.q);
    const found = q === '' ? null : (await this.people.page({ q, placeId: null }, 1)).people;
    const group = groupAsked(record, textAsked(given.group));
    return page(VIEW, rosterAdditionsPage(words, record, { q, group, found, similar: [], typed: {} }));
  }

  @Can('activity.write')
  @Post('additions')
  async add(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<RedirectAnswer> {
    const { record } = await this.open(code, locale);
    const form = new Form(body);
    const group = groupAsked(record, form.raw('group'));
    const { person, isNew } = await this.desk.add(code, addressNumber(form.raw('person')), group);
    const key = isNew ? 'activities.added' : 'activities.added_before';
    const back = paths.activityRosterAdditions(code, { q: form.raw('q'), group });
    return redirect(back, { kind: 'done', key, params: { name: person.full_name } });
  }

  /** Somebody of the same name may be meant: that is asked once before a second record is made. */
  @Can('activity.write')
  @Post('newcomers')
  async welcome(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { words, record } = await this.open(code, locale);
    const form = new Form(body);
    const full_name = form.text('full_name');
    const unit = readCode(form, 'unit', words.scope);
    if (unit === '') form.refuse('unit', 'form.required');
    const group = form.choice(
      'group',
      groupsOfPersons(record.groups).map((each) => each.code),
    );
    const similar = form.errors.length === 0 && !form.ticked('sure') ? await this.desk.similar(full_name) : [];
    if (similar.length > 0) form.refuse('sure', 'activities.sure_needed');
    const person = form.errors.length === 0 ? await this.tryWelcome(code, { full_name, unit }, group, form) : undefined;
    if (person) {
      const back = paths.activityRosterAdditions(code, { group });
      return redirect(back, { kind: 'done', key: 'activities.added', params: { name: person } });
    }
    const additions: Additions = { q: '', group, found: null, similar, typed: form.typed() };
    return formAgain(VIEW, rosterAdditionsPage(words, record, additions), form.errors);
  }

  /** What the rules of the files refuse stands at its field. @returns the name */
  private async tryWelcome(
    code: string,
    newcomer: { full_name: string; unit: string },
    group: string,
    form: Form,
  ): Promise<string | undefined> {
    try {
      return (await this.desk.welcome(code, newcomer, group)).full_name;
    } catch (error) {
      if (!(error instanceof InvalidFields)) throw error;
      for (const { field, key, params } of error.fields) {
        form.errors.push({ field: field.replace(/^rows\.1\./, ''), key, ...(params ? { params } : {}) });
      }
      return undefined;
    }
  }

  private async open(code: string, locale: Locale): Promise<{ words: ActivityWords; record: ActivityRecord }> {
    const scope = await this.scopes.mine();
    const record = await this.records.whole(code, true);
    scope.require(record.activity.place_id);
    return { words: new ActivityWords(locale, scope), record };
  }
}

/** The group asked for, else the one that most of the roster is in. */
function groupAsked({ groups, roster }: ActivityRecord, asked: string): string {
  const known = groupsOfPersons(groups).map(({ code }) => code);
  if (known.includes(asked)) return asked;
  const counts = Map.groupBy(roster, ({ group_code }) => group_code);
  const [usual] = known.toSorted((a, b) => (counts.get(b)?.length ?? 0) - (counts.get(a)?.length ?? 0));
  if (usual === undefined) throw new NotFound();
  return usual;
}
