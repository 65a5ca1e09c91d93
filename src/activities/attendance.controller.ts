import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { PeopleList } from '../people/people.list.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { type Flash, formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { type ActivityRecord, ActivityRecords, sessionOf } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { AttendanceSheet, type Decision, type Recorded } from './attendance-sheet.js';
import { attendancePage, saidWords, type Standing } from './attendance.page.js';
import type { AttendanceStatus, Session } from './activities.entities.js';
import { Corrections } from './corrections.js';
import { HeadcountSheet, seenField } from './headcount-sheet.js';
import { Newcomers } from './newcomers.js';
import { arrivedFlash } from './put-words.js';
import { BEST_FIRST } from './qualification.js';
import { rosterAdditionsPage } from './roster-additions.page.js';
import { personGroupCodes } from './roster-groups.js';
import { sheetNumbersPage } from './sheet-numbers.page.js';
import { SignInSheets } from './sign-in-sheets.js';
import { TYPING_SCRIPT } from './typing-links.js';
import { type Arrived, WalkIns } from './walk-ins.js';

const VIEW = 'activities/attendance';

interface Address {
  code: string;
  number: string;
}

/** Taking attendance at one session, on one screen. */
@Controller('activities/:code/sessions/:number')
export class AttendanceController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly sheet: AttendanceSheet,
    private readonly corrections: Corrections,
    private readonly headcounts: HeadcountSheet,
    private readonly sheets: SignInSheets,
    private readonly people: PeopleList,
    private readonly newcomers: Newcomers,
    private readonly walkIns: WalkIns,
    private readonly scopes: Scopes,
  ) {}

  @Can('attendance.record')
  @Get('attendance')
  async show(@Param() address: Address, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const { words, record, session, ...standing } = await this.open(address, locale);
    return page(VIEW, attendancePage(words, record, session, standing), { script: TYPING_SCRIPT });
  }

  /** The numbers of the paper are looked at here before the attendance that they mean is sent like any other. */
  @Can('attendance.record')
  @Get('attendance/numbers')
  async numbers(
    @Param() address: Address,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const { words, record, session, paper } = await this.open(address, locale);
    const form = Object.keys(given).length > 0 ? new Form(given) : null;
    const asked = { printed: paper.lines, sheet: paper.latest?.code ?? null, form };
    const model = sheetNumbersPage(words, record, session, asked);
    const errors = form?.errors ?? [];
    return page('activities/sheet-numbers', model, errors.length > 0 ? { status: 422, errors } : {});
  }

  /** Everything on the screen is one form: whichever button is pressed, nothing that was chosen is lost. */
  @Can('attendance.record')
  @Post('attendance')
  async save(
    @Param() address: Address,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    return this.take(address, sentForm(body), decisionsOf(body), locale);
  }

  @Can('attendance.record')
  @Post('attendance/everybody')
  async everybody(@Param() { code, number }: Address, @Body() body: unknown): Promise<RedirectAnswer> {
    const status = new Form(body).raw('status') === 'absent' ? 'absent' : 'present';
    return this.done({ code, number }, await this.sheet.everybody(code, addressNumber(number), status));
  }

  @Can('attendance.record')
  @Post('attendance/:event/undoing')
  async undo(@Param() address: Address & { event: string }): Promise<RedirectAnswer> {
    const count = await this.sheet.undo(address.code, addressNumber(address.number), addressNumber(address.event));
    return redirect(pathOf(address), { kind: 'done', key: 'activities.attendance_undone', params: { count } });
  }

  @Can('attendance.record')
  @Post('headcounts')
  async headcount(
    @Param() address: Address,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    return this.take(address, new Form(body), decisionsOf(body), locale, true);
  }

  @Can('attendance.record')
  @Post('headcounts/:unit/:group/removal')
  async removeHeadcount(@Param() address: Address & { unit: string; group: string }): Promise<RedirectAnswer> {
    const { code, number, unit, group } = address;
    await this.corrections.removeHeadcount(code, addressNumber(number), unit, group);
    return redirect(pathOf(address), { kind: 'done', key: 'activities.headcount_removed' });
  }

  /**
   * First the marks, then the headcount, then somebody at the door, as far as each was typed. What somebody else noted
   * meanwhile is shown beside one's own choice, which then stands in the form; who is not on the roster any more is named.
   */
  private async take(
    address: Address,
    form: Form,
    decisions: readonly Decision[],
    locale: Locale,
    counting = form.raw('count') !== '',
  ): Promise<PageAnswer | RedirectAnswer> {
    const { code, number } = address;
    const marked = decisions.length > 0 || !counting;
    const recorded = marked ? await this.sheet.record(code, addressNumber(number), decisions) : NOTHING;
    const count = counting ? await this.count(address, form, locale) : null;
    const { clashes, gone } = recorded;
    if (clashes.length === 0 && gone.length === 0 && form.errors.length === 0) {
      if (arrives(form)) return this.welcome(address, form, locale);
      return count === null ? this.done(address, recorded) : redirect(pathOf(address), countedFlash(count));
    }
    const { words, record, session, ...standing } = await this.open(address, locale);
    const names = [...(await this.people.several(gone)).values()].map(({ full_name }) => full_name);
    const left = gone.length === 0 ? undefined : { names, others: gone.length - names.length };
    const model = attendancePage(words, record, session, { clashes, left, typed: form.typed(), ...standing });
    if (form.errors.length > 0) return formAgain(VIEW, model, form.errors, { script: TYPING_SCRIPT });
    return page(VIEW, model, { status: 409, script: TYPING_SCRIPT });
  }

  /** Where somebody else has noted another number meanwhile, it is named; sending the form again is the decision. */
  private async count({ code, number }: Address, form: Form, locale: Locale): Promise<number> {
    const row = {
      unit: form.text('unit', 64),
      group: form.text('group', 64),
      count: form.integer('count', 1, 1_000_000),
      method: form.choice('method', ['counted', 'estimated']),
      note: form.optionalText('note', 2000),
    };
    const seen = form.raw(seenField(row));
    const other = await attempt(form, () => this.headcounts.record(code, addressNumber(number), row, seen));
    const words = new ActivityWords(locale, await this.scopes.mine());
    if (other) form.refuse('count', 'activities.headcount_differs', { theirs: saidWords(words, other) });
    return row.count;
  }

  /** Who cannot be put on the roster yet is asked about where people are added: everything else is saved by now. */
  private async welcome(address: Address, sent: Form, locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const { words, record, session } = await this.open(address, locale);
    const { walk_in_unit: unit, walk_in_group, ...rest } = sent.typed();
    const form = new Form({ ...rest, unit, group: walk_in_group });
    const group = form.choice('group', personGroupCodes(record));
    if (form.raw('person') !== '') {
      const person = addressNumber(form.raw('person'));
      return this.arrived(address, await this.walkIns.add(address.code, session.number, person, group));
    }
    const { newcomer, similar } = await this.newcomers.read(form, words.scope);
    const key = formKeyOf(form);
    const welcome = (): Promise<Arrived> => this.walkIns.welcome(address.code, session.number, newcomer, group, key);
    const arrived = await attempt(form, welcome);
    if (arrived) return this.arrived(address, arrived);
    const additions = { q: '', group, session: session.number, found: null, similar, typed: form.typed() };
    const model = rosterAdditionsPage(words, record, additions);
    return formAgain('activities/roster-additions', model, form.errors, { script: TYPING_SCRIPT });
  }

  private arrived(address: Address, arrived: Arrived): RedirectAnswer {
    return redirect(`${pathOf(address)}#p${arrived.person.id}`, arrivedFlash(arrived));
  }

  private done(address: Address, { changes, event }: Recorded): RedirectAnswer {
    const path = pathOf(address);
    if (event === null) return redirect(path, { kind: 'done', key: 'activities.attendance_unchanged' });
    const { code, number } = address;
    const undo = paths.activityAttendanceUndoing(code, addressNumber(number), event);
    return redirect(path, {
      kind: 'done',
      key: 'activities.attendance_saved',
      params: { count: changes.length },
      undo,
    });
  }

  private async open(
    { code, number }: Address,
    locale: Locale,
  ): Promise<{ words: ActivityWords; record: ActivityRecord; session: Session } & Standing> {
    const record = await this.records.own(code, true);
    const session = sessionOf(record, number);
    const paper = await this.sheets.paper(session.id);
    const heads = await this.headcounts.standing(session.id);
    return { words: new ActivityWords(locale, await this.scopes.mine()), record, session, paper, heads };
  }
}

function pathOf({ code, number }: Address): string {
  return paths.activityAttendance(code, addressNumber(number));
}

const NOTHING: Recorded = { event: null, changes: [], clashes: [], gone: [] };

const countedFlash = (count: number): Flash => ({ kind: 'done', key: 'activities.headcount_saved', params: { count } });

/** Whether somebody stands at the door: by their name, or by the button where nothing else was typed. */
function arrives(form: Form): boolean {
  return form.raw('full_name') !== '' || (form.raw('do') === 'walk_in' && form.raw('count') === '');
}

/** What was sent; the button of somebody known brings a group along, before that of the headcount. */
function sentForm(body: unknown): Form {
  const form = new Form(body);
  return form.raw('person') === '' ? form : new Form({ ...form.typed(), group: form.many('group').at(-1) });
}

/** What the form says of each person, `p<id>`, and what stood there, `s<id>`; whoever is left blank, or as they were, is left alone. */
function decisionsOf(body: unknown): Decision[] {
  const sent = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const read = (value: unknown): AttendanceStatus | null => BEST_FIRST.find((status) => status === value) ?? null;
  return Object.entries(sent).flatMap(([name, value]): Decision[] => {
    const id = /^p([1-9]\d{0,8})$/.exec(name)?.[1];
    const status = read(value);
    const seen = read(sent[`s${id}`]);
    return id === undefined || status === null || status === seen ? [] : [{ person_id: Number(id), seen, status }];
  });
}
