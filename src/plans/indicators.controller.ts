import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { NotFound } from '../errors.js';
import { Groups } from '../territory/groups.js';
import { Can } from '../web/access.js';
import { type Answer, formAgain, page, redirect } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { addIndicator, putIndicator, readIndicator, withoutIndicator } from './indicator-form.js';
import { INDICATOR_FIELDS, indicatorPage } from './indicators.page.js';
import { PlanEditor } from './plan-editor.js';
import { attempt } from './plan-forms.js';
import { removeOrSay } from './plan-items.js';
import { hashOf } from './plan-words.js';
import { type IndicatorContent, type PlanContent, Plans } from './plans.js';

/** The indicators of a plan, by page. */
@Controller('plans/:code')
export class IndicatorsController {
  constructor(
    private readonly plans: Plans,
    private readonly editor: PlanEditor,
    private readonly groups: Groups,
  ) {}

  @Can('plan.write')
  @Get('objectives/:objective/indicators/new')
  async blank(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('objective') objective: string,
  ): Promise<Answer> {
    return page('plans/indicator-form', await this.model(request, code, { objective }));
  }

  @Can('plan.write')
  @Post('objectives/:objective/indicators')
  async add(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('objective') objective: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const form = new Form(body);
    const read = readIndicator(form);
    const there = ({ objectives }: PlanContent): boolean => has(objectives, objective);
    const save = () => this.editor.change(code, there, (plan) => addIndicator(plan, read, objective));
    if (await attempt(form, INDICATOR_FIELDS, save))
      return back(code, 'plan.indicator.added', read.code, hashOf('indicator', read.code));
    const model = await this.model(request, code, { objective }, form);
    return formAgain('plans/indicator-form', model, form.errors);
  }

  @Can('plan.write')
  @Get('indicators/:indicator/edit')
  async edit(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('indicator') indicator: string,
  ): Promise<Answer> {
    return page('plans/indicator-form', await this.model(request, code, { indicator }));
  }

  @Can('plan.write')
  @Post('indicators/:indicator/edit')
  async save(
    @Req() request: Request,
    @Param('code') code: string,
    @Param('indicator') indicator: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const form = new Form(body);
    const current = atVersion(form, indicator);
    const read = readIndicator(form, indicator);
    const save = () => this.editor.change(code, current, (plan) => putIndicator(plan, read, form.raw('objective')));
    if (await attempt(form, INDICATOR_FIELDS, save)) return back(code, 'plan.indicator.saved', indicator);
    return formAgain('plans/indicator-form', await this.model(request, code, { indicator }, form), form.errors);
  }

  @Can('plan.write')
  @Post('indicators/:indicator/removal')
  async remove(
    @Param('code') code: string,
    @Param('indicator') indicator: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const current = atVersion(new Form(body), indicator);
    const remove = () => this.editor.change(code, current, (plan) => withoutIndicator(plan, indicator));
    const refused = await removeOrSay(remove, paths.indicatorEdit(code, indicator));
    return refused ?? back(code, 'plan.indicator.removed', indicator);
  }

  private async model(
    request: Request,
    code: string,
    which: { indicator?: string; objective?: string },
    form?: Form,
  ): Promise<object> {
    const plan = await this.plans.byCode(code);
    await this.plans.requireMine(plan);
    const content = await this.plans.content(plan);
    const { locale } = contextOf(request);
    return indicatorPage(locale, content, found(content, which), await this.groups.all(), form);
  }
}

function back(code: string, key: string, indicator: string, hash = ''): Answer {
  return redirect(`${paths.planContent(code)}${hash}`, { kind: 'done', key, params: { code: indicator } });
}

function has(list: readonly { code: string }[], code: string): boolean {
  if (!list.some((each) => each.code === code)) throw new NotFound();
  return true;
}

function found({ objectives }: PlanContent, which: { indicator?: string; objective?: string }) {
  const { indicator: code, objective = '' } = which;
  if (code === undefined) {
    has(objectives, objective);
    return { indicator: null, objective };
  }
  const around = objectives.find(({ indicators }) => indicators.some((each) => each.code === code));
  const indicator: IndicatorContent | undefined = around?.indicators.find((each) => each.code === code);
  if (!around || !indicator) throw new NotFound();
  return { indicator, objective: around.code };
}

/** Whether the indicator still is what the person saw. @throws NotFound where it is gone or never was */
function atVersion(form: Form, code: string) {
  const version = Number(form.raw('version'));
  return ({ objectives }: PlanContent): boolean => {
    const all = objectives.flatMap(({ indicators }) => indicators);
    has(all, code);
    return all.some((each) => each.code === code && each.version === version);
  };
}
