import { Body, Controller, Get, Param, ParseIntPipe, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { today } from '../config/clock.js';
import { InvalidFields } from '../errors.js';
import { Can } from '../web/access.js';
import { type Answer, formAgain, page, redirect } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { may } from '../web/permissions.js';
import { contextOf } from '../web/request.js';
import { readOptional } from './plan-forms.js';
import { Plans } from './plans.js';
import { type NewValue, ReportedValues } from './reported-values.js';
import { valuesPage } from './values.page.js';

const MOST_COUNTED = 1_000_000_000;

/** Values entered for indicators that are not computed from attendance, by page. */
@Controller('plans/:code/indicators/:indicator/values')
export class ValuesController {
  constructor(
    private readonly plans: Plans,
    private readonly values: ReportedValues,
  ) {}

  @Can('plan.read')
  @Get()
  async show(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('indicator') indicator: string,
  ): Promise<Answer> {
    return page('plans/values', await this.model(request, code, indicator));
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
    return formAgain('plans/values', await this.model(request, code, indicator, form), form.errors);
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

  private async model(request: Request, code: string, indicatorCode: string, form?: Form): Promise<object> {
    const { locale, principal } = contextOf(request);
    const plan = await this.plans.byCode(code);
    const indicator = await this.values.indicator(plan, indicatorCode);
    const standings = await this.values.standings(plan.id, today(), [indicator]);
    const mayEdit = principal !== null && may(principal.role, 'plan.write') && (await this.plans.isMine(plan));
    const status = standings.get(indicator.id)?.status ?? 'no_value';
    const history = await this.values.history(indicator.id);
    return valuesPage(locale, { plan, indicator, history, status, mayEdit }, form);
  }
}

function readValue(form: Form): NewValue {
  return {
    date: form.day('date'),
    value: form.raw('value') || null,
    numerator: form.optionalInteger('numerator', 0, MOST_COUNTED),
    denominator: form.optionalInteger('denominator', 0, MOST_COUNTED),
    source: readOptional(form, 'source', 500),
  };
}
