import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { type ActivityRecord, ActivityRecords, sessionOf } from '../activities/activity-records.js';
import type { Session } from '../activities/activities.entities.js';
import { ActivityWords } from '../activities/activity-words.js';
import { CollisionStore } from '../activities/collision.store.js';
import { Corrections } from '../activities/corrections.js';
import { EditConflict, InvalidFields, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { agreementOf, effectOn, readPlannedSession, valuesOf } from './session-form.js';
import { cancellationPage, type SessionForm, sessionFormPage, standingOfSession } from './session-form.page.js';
import { isSame, nextNumber, type PlannedSession, SessionPlans } from './session-plans.js';

const VIEW = 'planning/session-form';
const CANCELLATION = 'planning/session-cancellation';
const CHANGED_MEANWHILE = { status: 409, errors: [{ field: '', key: 'errors.planning.session_changed_meanwhile' }] };

interface Address {
  code: string;
  number: string;
}

interface Open {
  words: ActivityWords;
  record: ActivityRecord;
}

/** Adding a session to an activity, moving it, cancelling it: what follows for those on the roster is said before. */
@Controller('activities/:code/sessions')
export class SessionFormController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly plans: SessionPlans,
    private readonly corrections: Corrections,
    private readonly collisions: CollisionStore,
    private readonly scopes: Scopes,
  ) {}

  @Can('activity.write')
  @Get('new')
  async blank(
    @Param('code') code: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const open = await this.open(code, locale);
    const like = open.record.sessions.at(-1);
    const values = { ...(like ? valuesOf(like) : {}), date: '', makes_up: textAsked(given.makes_up) };
    return page(VIEW, await this.model(open, null, { values }));
  }

  @Can('activity.write')
  @Post('new')
  async add(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const open = await this.open(code, locale);
    const form = new Form(body);
    const input = readPlannedSession(form, open.record, 0);
    const asked = this.asked(open, form, null, input);
    if (asked.effect) return page(VIEW, await this.model(open, null, asked));
    const opened = form.optionalInteger('number', 1, 1_000_000) ?? nextNumber(open.record.sessions);
    const number = await attempt(form, () => this.plans.add(code, input, opened));
    if (number === undefined) return formAgain(VIEW, await this.model(open, null, asked), form.errors);
    const key = 'planning.session.added';
    return redirect(paths.activitySession(code, number), { kind: 'done', key, params: { number: String(number) } });
  }

  @Can('activity.write')
  @Get(':number/edit')
  async edit(@Param() { code, number }: Address, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const open = await this.open(code, locale);
    const session = sessionOf(open.record, number);
    return page(VIEW, await this.model(open, session, { values: valuesOf(session) }));
  }

  @Can('activity.write')
  @Post(':number/edit')
  async change(
    @Param() { code, number }: Address,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const open = await this.open(code, locale);
    const session = sessionOf(open.record, number);
    const form = new Form(body);
    const input = readPlannedSession(form, open.record, session.number);
    const version = form.integer('version', 1, 2_000_000_000);
    const asked = this.asked(open, form, session, input);
    if (asked.effect) return page(VIEW, await this.model(open, session, asked));
    const save = (): Promise<true> =>
      this.corrections.changeSession(code, session.number, version, input).then(() => true);
    try {
      const done = await attempt(form, save);
      if (!done) return formAgain(VIEW, await this.model(open, session, asked), form.errors);
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      const conflict = await this.conflict({ code, number }, locale, form, input);
      if (conflict) return conflict;
    }
    return redirect(paths.activitySession(code, session.number), { kind: 'done', key: 'planning.changed' });
  }

  @Can('activity.write')
  @Get(':number/cancellation')
  async askCancellation(@Param() { code, number }: Address, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const open = await this.open(code, locale);
    return page(CANCELLATION, cancellationOf(open, sessionOf(open.record, number)));
  }

  @Can('activity.write')
  @Post(':number/cancellation')
  async cancel(
    @Param() { code, number }: Address,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const session = sessionOf(await this.records.own(code, false), number);
    const form = new Form(body);
    const version = form.integer('version', 1, 2_000_000_000);
    if (form.errors.length > 0) throw new InvalidFields(form.errors);
    try {
      await this.plans.cancel(code, session.number, version);
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      const open = await this.open(code, locale);
      const now = sessionOf(open.record, number);
      // Pressed twice, it was done once.
      if (now.status !== 'cancelled') return page(CANCELLATION, cancellationOf(open, now), CHANGED_MEANWHILE);
    }
    const undo = paths.activitySessionRestoration(code, session.number);
    const params = { number: String(session.number) };
    return redirect(paths.activity(code), { kind: 'done', key: 'planning.session.cancelled', params, undo });
  }

  @Can('activity.write')
  @Post(':number/restoration')
  @HttpCode(303)
  async restore(@Param() { code, number }: Address): Promise<RedirectAnswer> {
    const session = sessionOf(await this.records.own(code, false), number);
    await this.plans.restore(code, session.number);
    const key = 'planning.session.restored';
    const params = { number: String(session.number) };
    return redirect(paths.activitySession(code, session.number), { kind: 'done', key, params });
  }

  /**
   * The form with what was typed, beside what somebody else wrote meanwhile: saved again it is a decision. Null where
   * the session is as the form says: it was sent twice.
   */
  private async conflict(
    { code, number }: Address,
    locale: Locale,
    form: Form,
    input: PlannedSession,
  ): Promise<PageAnswer | null> {
    const open = await this.open(code, locale);
    const session = sessionOf(open.record, number);
    if (isSame(session, input) && session.status !== 'cancelled') return null;
    const values = { ...form.typed(), version: session.version };
    const others = standingOfSession(open.words, session, input);
    return page(VIEW, await this.model(open, session, { values, input, others }), CHANGED_MEANWHILE);
  }

  /** What was typed, and what of it has to be agreed to first. */
  private asked({ words, record }: Open, form: Form, session: Session | null, input: PlannedSession): Asked {
    const agreement = agreementOf(input);
    const agreed = form.errors.length > 0 || form.raw('agreement') === agreement;
    const effect = agreed ? null : effectOn(record, session, input, words.scope.day);
    return { values: form.typed(), effect, agreement, input };
  }

  private async model({ words, record }: Open, session: Session | null, asked: Asked): Promise<object> {
    const { input, values, effect = null, agreement = '', others } = asked;
    const { date, start, end, venue } = input ?? session ?? UNDATED;
    const number = session?.number ?? nextNumber(record.sessions);
    const collisions = await this.collisions.ofSession(record.activity.id, { number, date, start, end, venue });
    const form: SessionForm = { session, values, collisions, effect, agreement, others };
    return sessionFormPage(words, record, form);
  }

  private async open(code: string, locale: Locale): Promise<Open> {
    const record = await this.records.own(code, false);
    if (record.activity.kind === 'course') throw new NotFound();
    return { words: new ActivityWords(locale, await this.scopes.mine()), record };
  }
}

/** A session of which nothing was said yet. */
const UNDATED = { date: '', start: null, end: null, venue: null };

/** What stands in the form; where it was sent, what it says and what of it has to be agreed to. */
interface Asked {
  values: Record<string, unknown>;
  effect?: SessionForm['effect'];
  agreement?: string;
  input?: PlannedSession;
  others?: SessionForm['others'];
}

function cancellationOf({ words, record }: Open, session: Session): object {
  const effect = effectOn(record, session, { status: 'cancelled' }, words.scope.day);
  return cancellationPage(words, record, session, effect);
}
