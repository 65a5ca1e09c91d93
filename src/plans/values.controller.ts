import { Body, Controller, Get, Param, ParseIntPipe, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { InvalidFields, NotFound } from '../errors.js';
import { Can } from '../web/access.js';
import { type Answer, formAgain, redirect } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { may } from '../web/permissions.js';
import { contextOf } from '../web/request.js';
import { readOptional } from './plan-forms.js';
import { figurePage, type FigureQuery, indicatorsOf, type PlanView, PlanViews } from './plan-views.js';
import { Plans } from './plans.js';
import { type NewValue, NO_VALUE, ReportedValues } from './reported-values.js';
import { valuesPage } from './values.page.js';

const MOST_COUNTED = 1_000_000_000;

/** Values entered for indicators that are not computed from attendance, by page. */
@Controller('plans/:code/indicators/:indicator/values')
export class ValuesController {
  constructor(
    private readonly plans: Plans,
    private readonly values: ReportedValues,
    private readonly views: PlanViews,
  ) {}

  @Can('plan.read')
  @Get()
  async show(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('indicator') indicator: string,
    @Query() query: FigureQuery,
  ): Promise<Answer> {
    const view = await this.view(request, code, indicator, query);
    return figurePage('plans/values', view, await this.model(request, view, indicator));
  }

  @Can('plan.write')
  @Post()
  async enter(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('indicator') indicator: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const plan = await this.plans.byCode(code);
    await this.plans.requireMine(plan);
    const form = new Form(body);
    const value = readValue(form);
    try {
      if (form.errors.length === 0) {
        const outcome = await this.values.enter(plan, indicator, value);
        return redirect(paths.reportedValues(code, indicator), { kind: 'done', key: `plan.values.${outcome}` });
      }
    } catch (error) {
      if (!(error instanceof InvalidFields)) throw error;
      form.errors.push(...error.fields);
    }
    const view = await this.view(request, code, indicator);
    return formAgain('plans/values', await this.model(request, view, indicator, form), form.errors);
  }

  @Can('plan.write')
  @Post(':value/withdrawal')
  async withdraw(
    @Param('code') code: string,
    @Param('indicator') indicator: string,
    @Param('value', ParseIntPipe) value: number,
  ): Promise<Answer> {
    await this.values.withdraw(await this.plans.byCode(code), indicator, value);
    return redirect(paths.reportedValues(code, indicator), { kind: 'done', key: 'plan.values.was_withdrawn' });
  }

  /** The plan at the place that its values are of. @throws NotFound also for an indicator that is counted */
  private async view(request: Request, code: string, indicator: string, query: FigureQuery = {}): Promise<PlanView> {
    const view = await this.views.open(code, { ...query, unit: undefined }, contextOf(request).locale, { indicator });
    if (view.scope.indicators.length > 0) throw new NotFound('plan.no_values', { code: indicator });
    return view;
  }

  private async model(request: Request, view: PlanView, code: string, form?: Form): Promise<object> {
    const { principal } = contextOf(request);
    const { plan } = view.content;
    const indicator = indicatorsOf(view.content).find((each) => each.code === code);
    if (!indicator) throw new NotFound('plan.no_values', { code });
    const standing =
      (await this.values.standings(plan.id, view.dates.as_of, [indicator])).get(indicator.id) ?? NO_VALUE;
    const mayEdit = principal !== null && may(principal.role, 'plan.write') && (await this.plans.isMine(plan));
    return valuesPage(view, { indicator, standing, history: await this.values.history(indicator.id), mayEdit }, form);
  }
}

function readValue(form: Form): NewValue {
  return {
    date: form.day('date'),
    value: form.raw('value') || null,
    numerator: form.optionalInteger('numerator', 0, MOST_COUNTED),
    denominator: form.optionalInteger('denominator', 0, MOST_COUNTED),
    source: readOptional(form, 'source', 500) ?? '',
  };
}
