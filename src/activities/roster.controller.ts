import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { PeopleList } from '../people/people.list.js';
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
import { Newcomers } from './newcomers.js';
import { arrivedFlash, putFlash } from './put-words.js';
import { type Additions, rosterAdditionsPage } from './roster-additions.page.js';
import { RosterDesk } from './roster-desk.js';
import { groupAsked, personGroupCodes } from './roster-groups.js';
import { TYPING_SCRIPT } from './typing-links.js';
import { type Arrived, WalkIns } from './walk-ins.js';

const VIEW = 'activities/roster-additions';

/** Putting people on the roster: somebody of the register, or somebody new. */
@Controller('activities/:code/roster')
export class RosterController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly desk: RosterDesk,
    private readonly newcomers: Newcomers,
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
    const group = form.choice('group', personGroupCodes(record));
    const session = sessionAsked(record, form.raw('session'));
    const { newcomer, similar } = await this.newcomers.read(form, words.scope);
    const key = formKeyOf(form);
    if (session !== null) {
      const arrived = await attempt(form, () => this.walkIns.welcome(code, session, newcomer, group, key));
      if (arrived) return walkedIn(code, session, arrived);
    } else {
      const put = await attempt(form, () => this.desk.welcome(code, newcomer, { group }, key));
      if (put) return redirect(paths.activityRosterAdditions(code, { group }), putFlash(put));
    }
    const additions: Additions = { q: '', group, session, found: null, similar, typed: form.typed() };
    return formAgain(VIEW, rosterAdditionsPage(words, record, additions), form.errors, { script: TYPING_SCRIPT });
  }

  private async open(code: string, locale: Locale): Promise<{ words: ActivityWords; record: ActivityRecord }> {
    const words = new ActivityWords(locale, await this.scopes.mine());
    return { words, record: await this.records.own(code, true) };
  }
}

/** The session at whose door somebody stands; null: nobody does. @throws NotFound where the activity has no such session */
function sessionAsked(record: ActivityRecord, asked: string): number | null {
  return asked === '' ? null : sessionOf(record, asked).number;
}

/** Back to the screen on which attendance is taken. */
function walkedIn(code: string, session: number, arrived: Arrived): RedirectAnswer {
  return redirect(`${paths.activityAttendance(code, session)}#p${arrived.person.id}`, arrivedFlash(arrived));
}
