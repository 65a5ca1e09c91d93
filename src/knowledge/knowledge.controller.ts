import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import {
  file,
  type FileAnswer,
  formAgain,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { asReader } from '../web/as-reader.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { GainReports } from './gain-reports.js';
import { KnowledgeTests } from './knowledge-tests.js';
import { momentAsked, MOMENTS } from './moments.js';
import { overviewPage } from './overview.page.js';
import { summaryPage } from './report.page.js';
import { StaffDoor } from './staff-door.js';
import { Surveys } from './surveys.js';
import { TestDesk } from './test-desk.js';
import { testForm, type TestFormState, wantedTest } from './test-form.page.js';
import { TestSheets } from './test-sheets.js';

const FORM = 'knowledge/test';

/** What people know before and after activities: what is set up, and what came of it. */
@Controller('knowledge')
export class KnowledgeController {
  constructor(
    private readonly door: StaffDoor,
    private readonly tests: KnowledgeTests,
    private readonly desk: TestDesk,
    private readonly sheets: TestSheets,
    private readonly surveys: Surveys,
    private readonly reports: GainReports,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
  ) {}

  /** The activities that have a test, each by itself. */
  @Can('knowledge.read')
  @Get()
  async index(@Query() given: Record<string, unknown>, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const plan = textAsked(given.plan);
    const words = new ActivityWords(locale, await this.scopes.mine());
    const wanted = pageAsked(given.page);
    const { activities, total } = await this.reports.page(plan, wanted);
    const list = { plan, plans: await this.reports.plans(), page: wanted, total };
    return page('knowledge/index', summaryPage(words, activities, list));
  }

  @Can('knowledge.read')
  @Get(':code')
  async show(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const opened = await this.door.own(code, locale);
    const { id } = opened.record.activity;
    const overview = {
      test: await this.tests.of(id),
      questions: (await this.tests.questions(id)).length,
      counts: await this.tests.counts(id),
      survey: await this.surveys.state(id),
      mayWrite: actorMay('knowledge.write'),
      publicUrl: this.holder.settings.publicUrl,
    };
    return page('knowledge/show', await overviewPage(opened, overview));
  }

  @Can('knowledge.write')
  @Get(':code/test')
  async editTest(@Param('code') code: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const opened = await this.door.own(code, locale);
    return page(FORM, testForm(opened, await this.formState(opened.record.activity, {})));
  }

  @Can('knowledge.write')
  @Post(':code/test')
  async setTest(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const opened = await this.door.own(code, locale);
    const form = new Form(body);
    const state = await this.formState(opened.record.activity, form.typed());
    const wanted = wantedTest(form, state);
    const version = form.integer('version', 0, 1_000_000);
    const done = await attempt(form, () => this.desk.set(code, version, wanted).then(() => true));
    if (!done) return formAgain(FORM, testForm(opened, state), form.errors);
    return redirect(paths.activityKnowledge(code), { kind: 'done', key: 'knowledge.test.saved' });
  }

  /** Opens a moment for telephones, or closes it. */
  @Can('knowledge.write')
  @HttpCode(303)
  @Post(':code/opening')
  async open(@Param('code') code: string, @Body() body: unknown): Promise<RedirectAnswer> {
    const back = paths.activityKnowledge(code);
    const form = new Form(body);
    const [moment, state] = [form.choice('moment', MOMENTS), form.choice('state', ['open', 'closed'])];
    return orWarning(back, async () => {
      await this.desk.setOpen(code, moment, state === 'open');
      return redirect(back, { kind: 'done', key: state === 'open' ? 'knowledge.opened' : 'knowledge.closed' });
    });
  }

  /** Sheets for everybody of the roster, for one of them, or blank ones. */
  @Can('knowledge.write')
  @Get(':code/sheets.pdf')
  async print(
    @Param('code') code: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<FileAnswer | RedirectAnswer> {
    const opened = await this.door.own(code, locale);
    const moment = momentAsked(textAsked(given.moment)) ?? 'before';
    const isBlank = textAsked(given.form) === 'blank';
    const person = textAsked(given.person);
    const whose = person === '' ? null : addressNumber(person);
    return orWarning(paths.activityKnowledge(code), async () => {
      const content = await this.sheets.pdf(opened, moment, isBlank, whose);
      return file(asReader(content), 'application/pdf', `${code}-${moment}.pdf`);
    });
  }

  private async formState(
    { id, plan_id }: { id: number; plan_id: number },
    typed: Record<string, unknown>,
  ): Promise<TestFormState> {
    const test = await this.tests.of(id);
    const begun = test !== undefined && (await this.tests.isBegun(id));
    return { test, begun, typed, offered: await this.tests.offered(plan_id) };
  }
}
