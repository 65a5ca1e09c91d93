import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Session } from '../activities/activities.entities.js';
import { type ActivityRecord, ActivityRecords, sessionOf } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import { personGroupCodes } from '../activities/roster-groups.js';
import { now } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { sortName } from '../people/sort-name.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { checkInPage, wallCodes } from './check-in.page.js';
import { type Claim, Claims, type Decision } from './claims.js';
import { CheckInDoors } from './doors.js';

interface Address {
  code: string;
  number: string;
}

/** The trainer's side of checking in: a door, a code for the wall, and claims to confirm. */
@Controller('activities/:code/sessions/:number/check-in')
export class CheckInController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly doors: CheckInDoors,
    private readonly claims: Claims,
    private readonly people: PeopleList,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {}

  @Can('attendance.record')
  @Get()
  async show(@Param() address: Address, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { record, session } = await this.own(address);
    const isOpen = await this.doors.isOpen(session);
    const claims = await this.claims.waiting(session.id);
    const { publicUrl } = this.holder.settings;
    const codes = isOpen ? await wallCodes(this.doors.tickets, session.id, publicUrl, now()) : [];
    const children = await this.doors.hasChildren(session);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const people = await this.people.several(claims.flatMap(({ person_id }) => person_id ?? []));
    const state = { isOpen, children, claims, people, namesakes: await this.namesakes(claims), codes };
    return page('check-in/show', checkInPage(words, record, session, state));
  }

  @Can('attendance.record')
  @Post('opening')
  async open(@Param() address: Address, @Body() body: unknown): Promise<RedirectAnswer> {
    const back = pathOf(address);
    return orWarning(back, async () => {
      const knowing = new Form(body).ticked('children');
      await this.doors.open(address.code, addressNumber(address.number), knowing);
      return redirect(back, { kind: 'done', key: 'check_in.opened' });
    });
  }

  @Can('attendance.record')
  @HttpCode(303)
  @Post('closing')
  async close(@Param() address: Address): Promise<RedirectAnswer> {
    await this.doors.close(address.code, addressNumber(address.number));
    return redirect(pathOf(address), { kind: 'done', key: 'check_in.closed_now' });
  }

  @Can('attendance.record')
  @HttpCode(303)
  @Post('confirmation')
  async confirmAll(@Param() address: Address): Promise<RedirectAnswer> {
    return orWarning(pathOf(address), async () => {
      const count = await this.claims.confirmAll(address.code, addressNumber(address.number));
      return redirect(pathOf(address), { kind: 'done', key: 'check_in.confirmed', params: { count } });
    });
  }

  @Can('attendance.record')
  @Post(':claim/decision')
  async decide(@Param() address: Address & { claim: string }, @Body() body: unknown): Promise<RedirectAnswer> {
    const { record, session } = await this.own(address);
    const decision = decisionOf(new Form(body), record);
    return orWarning(pathOf(address), async () => {
      await this.claims.decide(address.code, session.number, addressNumber(address.claim), decision);
      const key = decision === 'refused' ? 'check_in.refused' : 'check_in.confirmed';
      return redirect(pathOf(address), { kind: 'done', key, params: { count: 1 } });
    });
  }

  /** Who may be meant by those who are not on the roster. */
  private async namesakes(claims: readonly Claim[]): Promise<Map<number, readonly ShownPerson[]>> {
    const named = claims.flatMap(({ id, full_name }) => (full_name === null ? [] : [{ id, full_name }]));
    const found = await this.people.firstNamesakes(named.map(({ full_name }) => full_name));
    return new Map(named.map(({ id, full_name }) => [id, found.get(sortName(full_name)) ?? []]));
  }

  private async own({ code, number }: Address): Promise<{ record: ActivityRecord; session: Session }> {
    const record = await this.records.own(code, true);
    return { record, session: sessionOf(record, number) };
  }
}

function pathOf({ code, number }: Address): string {
  return paths.activityCheckIn(code, addressNumber(number));
}

/** What a button says; `new` and the id of somebody known are of those who are not on the roster. */
function decisionOf(form: Form, record: ActivityRecord): Decision {
  const said = form.raw('decision');
  if (said === 'refused' || said === 'confirmed' || said === 'put_back') return said;
  const group = form.choice('group', personGroupCodes(record));
  return { person: said === 'new' ? null : addressNumber(said), group };
}
