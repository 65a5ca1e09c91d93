import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { today } from '../config/clock.js';
import { coverageCsv, coverageJson } from '../coverage/output.js';
import { Can } from '../web/access.js';
import { Api } from '../web/api/api-route.js';
import { code as codeSchema, day } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { type FileAnswer, file, JsonAnswer } from '../web/answers.js';
import { PlanCoverage } from './plan-coverage.js';

const query = z.strictObject({
  as_of: day.optional(),
  from: day.optional(),
  unit: codeSchema.optional(),
  cohorts: z.enum(['true', 'false', '1', '0']).optional(),
});

const count = z.number().int().nonnegative();

/** A row of the coverage output (interchange, "Coverage output"). */
export const coverageRowSchema = z.strictObject({
  plan: z.string(),
  indicator: z.string(),
  measure: z.enum(['informed', 'trained']),
  group: z.string(),
  unit: z.string(),
  unit_name: z.string(),
  level: z.string(),
  population: count.nullable(),
  floor: count,
  ceiling: count,
  percent: z.number().nullable(),
  percent_max: z.number().nullable(),
  target: z.number(),
  comparator: z.enum(['gte', 'gt']),
  status: z.enum(['met', 'not_met', 'uncertain', 'no_baseline']),
  missing: count.nullable(),
  attendances: count,
  distinct: count,
  new: count,
});

const response = z.strictObject({
  plan: z.string(),
  as_of: day,
  from: day,
  unit: z.string(),
  rows: z.array(coverageRowSchema),
});

/** The figures of a plan for programs. */
@Controller('api/v1/plans')
export class CoverageApiController {
  constructor(private readonly coverage: PlanCoverage) {}

  @Can('coverage.read')
  @Get(':code/coverage')
  @Api({ summary: 'Coverage of a plan as of a day, as JSON or CSV', query, response, also: ['text/csv'] })
  async rows(
    @Param('code') code: string,
    @Query(valid(query)) asked: z.infer<typeof query>,
    @Req() request: Request,
  ): Promise<JsonAnswer | FileAnswer> {
    const as_of = asked.as_of ?? today();
    const cohorts = asked.cohorts === 'true' || asked.cohorts === '1';
    const rows = await this.coverage.rows(code, { as_of, from: asked.from, unit: asked.unit, cohorts });
    if (request.accepts(['application/json', 'text/csv']) === 'text/csv') {
      return file(coverageCsv(rows), 'text/csv; charset=utf-8', `${code}-${as_of}.csv`);
    }
    const scope = await this.coverage.scope(code);
    const body = { plan: code, as_of, from: asked.from ?? scope.start, unit: asked.unit ?? scope.unit.code };
    return new JsonAnswer({ ...body, rows: coverageJson(rows) });
  }
}
