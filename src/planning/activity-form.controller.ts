import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { STATUSES } from '../activities/activity-list.js';
import { Corrections } from '../activities/corrections.js';
import { EditConflict, InvalidFields } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { readDay } from '../web/day.js';
import { attempt } from '../web/form-answers.js';
import { formKeyOf } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { readActivity } from './activity-form.js';
import { type Opened, PlanningForms } from './planning-forms.js';
import { type ActivityInput, AlreadyPlanned, Plannings } from './plannings.js';
import { readSessions, type SessionFields, sessionFields, weekly, without, withOneMore } from './session-fields.js';

const VIEW = 'planning/activity-form';

/** Planning a training or a campaign, and changing what was planned. */
@Controller('activities')
export class ActivityFormController {
  constructor(
    private readonly forms: PlanningForms,
    private readonly plannings: Plannings,
    private readonly corrections: Corrections,
  ) {}

  @Can('activity.write')
  @Get('new')
  async blank(@Query() given: Record<string, unknown>, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const copied = textAsked(given.copy);
    const opened = copied === '' ? await this.forms.blank(given, locale) : await this.forms.copy(copied, locale);
    return page(VIEW, await this.forms.model(opened));
  }

  /** Adding and dropping a session are posts of the same form: they change what stands in it, and save nothing. */
  @Can('activity.write')
  @Post('new')
  async save(
    @Query() given: Record<string, unknown>,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const opened = await this.forms.sent(given, form, locale);
    const act = form.raw('act');
    if (act !== 'open' && act !== 'draft') {
      const model = await this.forms.model({ ...opened, sessions: sessionsAfter(act, form) });
      return form.errors.length > 0 ? formAgain(VIEW, model, form.errors) : page(VIEW, model);
    }
    const input = readActivity(form, opened.choices, opened.words.scope);
    const sessions = readSessions(form);
    try {
      const code = await attempt(form, () =>
        this.plannings.create(input, sessions, act, formKeyOf(form), form.raw('materials')),
      );
      if (code === undefined) return formAgain(VIEW, await this.forms.model(opened), form.errors);
      const key = act === 'open' ? 'planning.saved' : 'planning.saved_draft';
      return redirect(paths.activity(code), { kind: 'done', key, params: { count: sessions.length } });
    } catch (error) {
      if (!(error instanceof AlreadyPlanned)) throw error;
      return this.already(opened, error);
    }
  }

  @Can('activity.write')
  @Get(':code/edit')
  async edit(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    return page(VIEW, await this.forms.model(await this.forms.existing(code, locale)));
  }

  @Can('activity.write')
  @Post(':code/edit')
  async change(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const opened = await this.forms.existing(code, locale, form);
    const input = readActivity(form, opened.choices, opened.words.scope);
    const version = form.integer('version', 1, 2_000_000_000);
    try {
      const done = await attempt(form, () => this.plannings.change(code, version, input).then(() => true));
      if (!done) return formAgain(VIEW, await this.forms.model(opened), form.errors);
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      return this.conflict(code, locale, form, input);
    }
    return redirect(paths.activity(code), { kind: 'done', key: 'planning.changed' });
  }

  /** What it becomes is counted at once: a draft and a cancelled activity do not exist for any figure. */
  @Can('activity.write')
  @Post(':code/status')
  async changeStatus(@Param('code') code: string, @Body() body: unknown): Promise<RedirectAnswer> {
    const form = new Form(body);
    const status = form.choice('status', STATUSES);
    const version = form.integer('version', 1, 2_000_000_000);
    if (form.errors.length > 0) throw new InvalidFields(form.errors);
    await this.corrections.changeActivity(code, version, { status });
    return redirect(paths.activity(code), { kind: 'done', key: `planning.became.${status}` });
  }

  /** The form as it was sent again, with the ways to the activity that it has planned. */
  private async already(opened: Opened, { code, key, params }: AlreadyPlanned): Promise<PageAnswer> {
    const errors = [{ field: '', key: `errors.${key}`, params }];
    return page(VIEW, await this.forms.model({ ...opened, already: code }), { status: 409, errors });
  }

  /** The form with what was typed, beside what somebody else wrote meanwhile: saved again it is a decision. */
  private async conflict(code: string, locale: Locale, form: Form, input: ActivityInput): Promise<PageAnswer> {
    const opened = await this.forms.conflicting(code, locale, form, input);
    const errors = [{ field: '', key: 'errors.planning.changed_meanwhile' }];
    return page(VIEW, await this.forms.model(opened), { status: 409, errors });
  }
}

/** The fields of the sessions after an act of the form: one more, one less, or the last one again every week. */
function sessionsAfter(act: string, form: Form): SessionFields[] {
  const fields = sessionFields(form);
  const dropped = /^drop:(\d+)$/.exec(act)?.[1];
  if (dropped !== undefined) return without(fields, Number(dropped));
  if (act === 'add') return withOneMore(fields);
  if (act !== 'weekly') return fields;
  const times = form.integer('weeks', 1, 52);
  const last = readDay(fields.findLast(({ date }) => date !== '')?.date ?? '');
  return form.errors.length === 0 && typeof last === 'string' ? weekly(fields, last, times) : fields;
}
