import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import type { Locale } from '../i18n/locale.js';
import { column } from '../interchange/columns.js';
import { Groups } from '../territory/groups.js';
import type { Place } from '../territory/place.js';
import { TerritoryStore } from '../territory/territory.store.js';
import { Can } from '../web/access.js';
import { type Answer, file, formAgain, page, redirect } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { may } from '../web/permissions.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { contextOf } from '../web/request.js';
import { contentPage } from './content.page.js';
import { documentOfContent } from './plan-content.js';
import type { PlanDocument } from './plan-document.js';
import { askedDates } from './figure-dates.js';
import { PlanEditor } from './plan-editor.js';
import { attempt, readCode, readField, readTitle } from './plan-forms.js';
import { jsonOf } from './plan-text.js';
import { listPage, PLAN_FIELDS, planFormPage } from './plans.page.js';
import { Plans } from './plans.js';

/** The plans there are, a plan's own data, and everything in it. */
@Controller('plans')
export class PlansController {
  constructor(
    private readonly plans: Plans,
    private readonly editor: PlanEditor,
    private readonly groups: Groups,
    private readonly territories: TerritoryStore,
  ) {}

  @Can('plan.read')
  @Get()
  async index(@Req() request: Request, @Query('all') all?: unknown): Promise<Answer> {
    const { locale } = contextOf(request);
    const plans = await this.plans.all();
    const [only] = plans;
    if (only && plans.length === 1 && all === undefined) return redirect(paths.plan(only.code));
    const territory = await this.territories.territory();
    const places = new Map<number, Place>(territory.places.map((place) => [place.id, place]));
    return page('plans/index', listPage(locale, plans, places, mayWrite(request)));
  }

  @Can('plan.write')
  @Get('new')
  add(@ReaderLocale() locale: Locale): Answer {
    return page('plans/form', planFormPage(locale, null, []));
  }

  @Can('plan.write')
  @Post()
  async create(@ReaderLocale() locale: Locale, @Body() body: unknown): Promise<Answer> {
    const form = new Form(body);
    const code = readCode(form, 'code');
    const empty = { objectives: [], tasks: [], agencies: [], reporting: [] };
    const plan = { ...empty, ...readPlanForm(form), code };
    if (await attempt(form, PLAN_FIELDS, () => this.editor.add(plan))) {
      return redirect(paths.planContent(code), { kind: 'done', key: 'plan.added', params: { code } });
    }
    return formAgain('plans/form', planFormPage(locale, null, [], form), form.errors);
  }

  @Can('plan.write')
  @Get(':code/edit')
  async edit(@ReaderLocale() locale: Locale, @Param('code') code: string): Promise<Answer> {
    const plan = await this.plans.byCode(code);
    await this.plans.requireMine(plan);
    const { agencies } = await this.plans.content(plan);
    return page('plans/form', planFormPage(locale, plan, agencies));
  }

  @Can('plan.write')
  @Post(':code/edit')
  async save(@ReaderLocale() locale: Locale, @Param('code') code: string, @Body() body: unknown): Promise<Answer> {
    await this.plans.requireMine(await this.plans.byCode(code));
    const form = new Form(body);
    const read = readPlanForm(form);
    const version = form.integer('version', 1, 2_000_000_000);
    const save = () =>
      this.editor.change(
        code,
        ({ plan }) => plan.version === version,
        (plan) => ({ ...plan, ...read }),
      );
    if (await attempt(form, PLAN_FIELDS, save))
      return redirect(paths.planContent(code), { kind: 'done', key: 'plan.saved' });
    const plan = await this.plans.byCode(code);
    const { agencies } = await this.plans.content(plan);
    return formAgain('plans/form', planFormPage(locale, plan, agencies, form), form.errors);
  }

  @Can('plan.read')
  @Get(':code/content')
  async content(
    @Req() request: Request,
    @Param('code') code: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Answer> {
    const plan = await this.plans.byCode(code);
    const reader = {
      locale: contextOf(request).locale,
      mayEdit: mayWrite(request) && (await this.plans.isMine(plan)),
      groups: await this.groups.all(),
      unit: await this.plans.ownUnit(plan),
      days: askedDates(query),
    };
    return page('plans/content', contentPage(await this.plans.content(plan), reader));
  }

  @Can('plan.read')
  @Get(':code/plan.json')
  async download(@Param('code') code: string): Promise<Answer> {
    const content = await this.plans.content(await this.plans.byCode(code));
    return file(`${JSON.stringify(jsonOf(documentOfContent(content)), null, 2)}\n`, 'application/json', 'plan.json');
  }
}

function mayWrite(request: Request): boolean {
  const { principal } = contextOf(request);
  return principal !== null && may(principal.role, 'plan.write');
}

type OwnData = 'title' | 'unit' | 'legal_basis' | 'start' | 'end' | 'orientation_until' | 'lead_agency';

function readPlanForm(form: Form): Pick<PlanDocument, OwnData> {
  return {
    title: readTitle(form),
    unit: readCode(form, 'unit'),
    start: form.day('start'),
    end: form.day('end'),
    orientation_until: form.optionalDay('orientation_until'),
    lead_agency: readField(form, 'lead_agency', column.code({})) || null,
    legal_basis: readLegalBasis(form),
  };
}

const LEGAL_BASIS = column.text({ max: 500 });

/** One text a line. */
function readLegalBasis(form: Form): string[] {
  const lines = (form.optionalText('legal_basis', 20_000) ?? '').split(/\r?\n/).map((line) => line.trim());
  const texts = lines.filter((line) => line !== '');
  if (texts.length > 40) form.refuse('legal_basis', 'plan.too_many', { max: 40 });
  const faulty = texts.map((text) => LEGAL_BASIS.parse(text)).find((parsed) => 'reason' in parsed);
  if (faulty && 'reason' in faulty) form.refuse('legal_basis', 'plan.line_refused', { max: 500 });
  return texts;
}
