import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can } from '../web/access.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { code as codeSchema, day, keptText, listOf, pageQuery } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { JsonAnswer } from '../web/answers.js';
import { documentOfContent } from './plan-content.js';
import { PlanEditor, PlanRefused } from './plan-editor.js';
import { planJson } from './plan-json.js';
import { readPlan } from './plan-reading.js';
import { jsonOf } from './plan-text.js';
import type { Plan, ReportedValue } from './plans.entities.js';
import { Plans } from './plans.js';
import { ReportedValues } from './reported-values.js';

/** A plan.json and how often the plan has been changed. */
const planRecord = planJson.extend({ version: z.int() });
const planPut = planJson.extend({ version: z.int().optional() });
const versioned = z.looseObject({ version: z.int().optional() });

const planSummary = z.strictObject({
  code: codeSchema,
  title: z.strictObject({ vi: z.string(), en: z.string().nullable() }),
  unit: codeSchema,
  start: day,
  end: day,
  orientation_until: day.nullable(),
  lead_agency: z.string().nullable(),
});

const count = z.int().min(0).max(1_000_000_000);
const reportedValue = z.strictObject({
  indicator: codeSchema,
  date: day,
  value: z.number(),
  numerator: count.nullable(),
  denominator: count.nullable(),
  source: z.string(),
  revision: z.int(),
  recorded_at: z.string(),
});
/** The value, or the two numbers it is a share of, or both. */
const newValue = z.strictObject({
  indicator: codeSchema,
  date: day,
  value: z.number().min(0).max(1_000_000_000).nullable().optional(),
  numerator: count.nullable().optional(),
  denominator: count.nullable().optional(),
  source: keptText(500, { lines: true }),
});
const valuesQuery = pageQuery.extend({ indicator: codeSchema.optional() });

/** Plans and the values entered for their indicators, for programs. */
@Controller('api/v1/plans')
export class PlansApiController {
  constructor(
    private readonly plans: Plans,
    private readonly editor: PlanEditor,
    private readonly values: ReportedValues,
  ) {}

  @Can('plan.read')
  @Get()
  @Api({ summary: 'Plans', query: pageQuery, response: listOf(planSummary) })
  async list(@Query(valid(pageQuery)) query: z.infer<typeof pageQuery>): Promise<JsonAnswer> {
    const after = readNumericCursor(query.cursor);
    const plans = (await this.plans.all()).filter(({ id }) => id > after).sort((a, b) => a.id - b.id);
    return new JsonAnswer(pageOf(plans, query.limit, ({ id }) => id, summaryOf));
  }

  @Can('plan.read')
  @Get(':code')
  @Api({ summary: 'A plan, as plan.json, with its version', response: planRecord })
  async one(@Param('code') code: string): Promise<JsonAnswer> {
    return new JsonAnswer(await this.json(code));
  }

  @Can('plan.write')
  @Put(':code')
  @Api({
    summary: 'Adds a plan, or makes the one of this version like this plan.json',
    body: planPut,
    response: planRecord,
  })
  async put(
    @Param('code') code: string,
    @Body(valid(versioned)) { version, ...plan }: z.infer<typeof versioned>,
  ): Promise<JsonAnswer> {
    const reading = readPlan(JSON.stringify(plan));
    if ('faults' in reading) throw new PlanRefused(await this.editor.allFaults(reading));
    const { document } = reading;
    if (document.code !== code) {
      throw new PlanRefused([{ path: 'code', value: document.code, key: 'plan.other_code', params: { code } }]);
    }
    await this.editor.saveVersion(document, version);
    return new JsonAnswer(await this.json(code));
  }

  @Can('plan.read')
  @Get(':code/reported-values')
  @Api({
    summary: 'Values entered for indicators that are not counted',
    query: valuesQuery,
    response: listOf(reportedValue),
  })
  async reported(
    @Param('code') code: string,
    @Query(valid(valuesQuery)) query: z.infer<typeof valuesQuery>,
  ): Promise<JsonAnswer> {
    const plan = await this.plans.byCode(code);
    const after = readNumericCursor(query.cursor);
    const values = await this.values.current(plan.id);
    const wanted = values.filter((value) => query.indicator === undefined || value.code === query.indicator);
    return new JsonAnswer(
      pageOf(
        wanted.filter(({ id }) => id > after).sort((a, b) => a.id - b.id),
        query.limit,
        ({ id }) => id,
        valueOf,
      ),
    );
  }

  @Can('plan.write')
  @Post(':code/reported-values')
  @Api({ summary: 'Enters or corrects a value', body: newValue, response: reportedValue, status: 201 })
  async enter(@Param('code') code: string, @Body(valid(newValue)) body: z.infer<typeof newValue>): Promise<JsonAnswer> {
    const plan = await this.plans.byCode(code);
    const { indicator, date, value = null, numerator = null, denominator = null, source } = body;
    const text = value === null ? null : String(value);
    await this.values.enter(plan, indicator, { date, value: text, numerator, denominator, source });
    const values = await this.values.current(plan.id);
    const entered = values.find((each) => each.code === indicator && each.date === date);
    return new JsonAnswer(entered && valueOf(entered), 201);
  }

  private async json(code: string): Promise<object> {
    const content = await this.plans.content(await this.plans.byCode(code));
    return { ...jsonOf(documentOfContent(content)), version: content.plan.version };
  }
}

function summaryOf(plan: Plan): z.infer<typeof planSummary> {
  const { code, title_vi, title_en, unit_code, start, end, orientation_until, lead_agency } = plan;
  const title = { vi: title_vi, en: title_en === '' ? null : title_en };
  return { code, title, unit: unit_code, start, end, orientation_until, lead_agency };
}

function valueOf(row: ReportedValue & { code: string }): z.infer<typeof reportedValue> {
  const { code, date, value, numerator, denominator, source, revision, recorded_at } = row;
  return { indicator: code, date, value: Number(value), numerator, denominator, source, revision, recorded_at };
}
