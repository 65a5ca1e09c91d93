import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { readCode } from '../territory/place-choice.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type ActivityRecord, ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { type Additions, groupsOfPersons, rosterAdditionsPage } from './roster-additions.page.js';
import { RosterDesk } from './roster-desk.js';

const VIEW = 'activities/roster-additions';
/** People of one name who are shown before somebody new of that name is added. */
const MOST_SIMILAR = 6;

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
    const group = form.raw('group');
    if (!codesOf(record).includes(group)) throw new NotFound();
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
    const group = form.choice('group', codesOf(record));
    const mayBeKnown = form.errors.length === 0 && !form.ticked('sure');
    const similar = mayBeKnown ? await this.namesakes(full_name) : [];
    if (similar.length > 0) form.refuse('sure', 'activities.sure_needed');
    const person = await attempt(form, () => this.desk.welcome(code, { full_name, unit }, group, formKeyOf(form)));
    if (person) {
      const back = paths.activityRosterAdditions(code, { group });
      return redirect(back, { kind: 'done', key: 'activities.added', params: { name: person.full_name } });
    }
    const additions: Additions = { q: '', group, found: null, similar, typed: form.typed() };
    return formAgain(VIEW, rosterAdditionsPage(words, record, additions), form.errors);
  }

  private async namesakes(fullName: string): Promise<ShownPerson[]> {
    const [found = []] = (await this.people.namesakes([fullName])).values();
    return found.slice(0, MOST_SIMILAR);
  }

  private async open(code: string, locale: Locale): Promise<{ words: ActivityWords; record: ActivityRecord }> {
    const scope = await this.scopes.mine();
    const record = await this.records.whole(code, true);
    scope.require(record.activity.place_id);
    return { words: new ActivityWords(locale, scope), record };
  }
}

function codesOf({ groups }: ActivityRecord): string[] {
  return groupsOfPersons(groups).map(({ code }) => code);
}

/** The group asked for, else the one that most of the roster is in. */
function groupAsked(record: ActivityRecord, asked: string): string {
  const codes = codesOf(record);
  if (codes.includes(asked)) return asked;
  const counts = Map.groupBy(record.roster, ({ group_code }) => group_code);
  const [usual] = codes.toSorted((a, b) => (counts.get(b)?.length ?? 0) - (counts.get(a)?.length ?? 0));
  if (usual === undefined) throw new NotFound();
  return usual;
}
