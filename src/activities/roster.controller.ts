import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { PeopleList } from '../people/people.list.js';
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
import { type ActivityRecord, ActivityRecords, sessionOf } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { putFlash } from './put-words.js';
import { type Additions, rosterAdditionsPage } from './roster-additions.page.js';
import { type Newcomer, type PutOne, RosterDesk } from './roster-desk.js';
import { groupAsked, personGroupCodes } from './roster-groups.js';
import { TYPING_SCRIPT } from './typing-links.js';
import { WalkIns } from './walk-ins.js';

const VIEW = 'activities/roster-additions';

/** Putting people on the roster: somebody of the register, or somebody new. */
@Controller('activities/:code/roster')
export class RosterController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly desk: RosterDesk,
    private readonly walkIns: WalkIns,
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
    const session = sessionAsked(record, textAsked(given.session));
    const additions: Additions = { q, group, session, found, similar: [], typed: {} };
    return page(VIEW, rosterAdditionsPage(words, record, additions), { script: TYPING_SCRIPT });
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
    if (!personGroupCodes(record).includes(group)) throw new NotFound();
    const person = addressNumber(form.raw('person'));
    const session = sessionAsked(record, form.raw('session'));
    if (session !== null) return walkedIn(code, session, await this.walkIns.add(code, session, person, group));
    const put = await this.desk.add(code, person, { group });
    return redirect(paths.activityRosterAdditions(code, { q: form.raw('q'), group }), putFlash(put));
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
    const group = form.choice('group', personGroupCodes(record));
    const mayBeKnown = form.errors.length === 0 && !form.ticked('sure');
    const similar = mayBeKnown ? await this.people.namesakesOf(full_name) : [];
    if (similar.length > 0) form.refuse('sure', 'activities.sure_needed');
    const session = sessionAsked(record, form.raw('session'));
    const put = await attempt(form, () => this.put(code, session, { full_name, unit }, group, formKeyOf(form)));
    if (put && session !== null) return walkedIn(code, session, put);
    if (put) return redirect(paths.activityRosterAdditions(code, { group }), putFlash(put));
    const additions: Additions = { q: '', group, session, found: null, similar, typed: form.typed() };
    return formAgain(VIEW, rosterAdditionsPage(words, record, additions), form.errors, { script: TYPING_SCRIPT });
  }

  private put(
    code: string,
    session: number | null,
    newcomer: Newcomer,
    group: string,
    formKey: string,
  ): Promise<PutOne> {
    if (session === null) return this.desk.welcome(code, newcomer, { group }, formKey);
    return this.walkIns.welcome(code, session, newcomer, group, formKey);
  }

  private async open(code: string, locale: Locale): Promise<{ words: ActivityWords; record: ActivityRecord }> {
    const scope = await this.scopes.mine();
    const record = await this.records.whole(code, true);
    scope.require(record.activity.place_id);
    return { words: new ActivityWords(locale, scope), record };
  }
}

/** The session at whose door somebody stands; null: nobody does. @throws NotFound where the activity has no such session */
function sessionAsked(record: ActivityRecord, asked: string): number | null {
  return asked === '' ? null : sessionOf(record, asked).number;
}

/** Back to the screen on which attendance is taken. */
function walkedIn(code: string, session: number, { person }: PutOne): RedirectAnswer {
  const flash = { kind: 'done', key: 'activities.walked_in', params: { name: person.full_name } } as const;
  return redirect(`${paths.activityAttendance(code, session)}#p${person.id}`, flash);
}
