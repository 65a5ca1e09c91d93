import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { PeopleList } from '../people/people.list.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
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
import { BEST_FIRST } from './qualification.js';
import { sheetNumbersPage } from './sheet-numbers.page.js';
import { SignInSheets } from './sign-in-sheets.js';
import { TYPING_SCRIPT } from './typing-links.js';

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

  /**
   * What somebody else noted meanwhile is shown beside one's own choice, which then stands in the form; and who is not on
   * the roster any more is named.
   */
  @Can('attendance.record')
  @Post('attendance')
  async save(
    @Param() address: Address,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const { code, number } = address;
    const recorded = await this.sheet.record(code, addressNumber(number), decisionsOf(body));
    const { clashes, gone } = recorded;
    if (clashes.length === 0 && gone.length === 0) return this.done(address, recorded);
    const { words, record, session, ...standing } = await this.open(address, locale);
    const names = [...(await this.people.several(gone)).values()].map(({ full_name }) => full_name);
    const left = { names, others: gone.length - names.length };
    const model = attendancePage(words, record, session, { clashes, left, ...standing });
    return page(VIEW, model, { status: 409, script: TYPING_SCRIPT });
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

  /** Where somebody else has noted another number meanwhile, it is named; sending the form again is the decision. */
  @Can('attendance.record')
  @Post('headcounts')
  async headcount(
    @Param() address: Address,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const row = {
      unit: form.text('unit', 64),
      group: form.text('group', 64),
      count: form.integer('count', 1, 1_000_000),
      method: form.choice('method', ['counted', 'estimated']),
      note: form.optionalText('note', 2000),
    };
    const seen = form.raw(seenField(row));
    const other = await attempt(form, () =>
      this.headcounts.record(address.code, addressNumber(address.number), row, seen),
    );
    if (other || form.errors.length > 0) {
      const { words, record, session, ...standing } = await this.open(address, locale);
      if (other) form.refuse('count', 'activities.headcount_differs', { theirs: saidWords(words, other) });
      const model = attendancePage(words, record, session, { typed: form.typed(), ...standing });
      return formAgain(VIEW, model, form.errors, { script: TYPING_SCRIPT });
    }
    const params = { count: row.count };
    return redirect(pathOf(address), { kind: 'done', key: 'activities.headcount_saved', params });
  }

  @Can('attendance.record')
  @Post('headcounts/:unit/:group/removal')
  async removeHeadcount(@Param() address: Address & { unit: string; group: string }): Promise<RedirectAnswer> {
    const { code, number, unit, group } = address;
    await this.corrections.removeHeadcount(code, addressNumber(number), unit, group);
    return redirect(pathOf(address), { kind: 'done', key: 'activities.headcount_removed' });
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

/** What the form says of each person, `p<id>`, and what stood there, `s<id>`; whoever is left blank is left alone. */
function decisionsOf(body: unknown): Decision[] {
  const sent = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const read = (value: unknown): AttendanceStatus | null => BEST_FIRST.find((status) => status === value) ?? null;
  return Object.entries(sent).flatMap(([name, value]): Decision[] => {
    const id = /^p([1-9]\d{0,8})$/.exec(name)?.[1];
    const status = read(value);
    return id === undefined || status === null ? [] : [{ person_id: Number(id), seen: read(sent[`s${id}`]), status }];
  });
}
