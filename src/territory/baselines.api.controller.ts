import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { code, importReport, listOf, pageQuery } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import type { FigureVersion } from './baseline.store.js';
import { BaselineBook } from './baselines.js';
import { baselinesFile, YEARS } from './baselines.importer.js';
import { addressNumber } from '../web/address-number.js';

const figure = z.strictObject({
  unit: code,
  group: code,
  year: z.number().int(),
  value: z.number().int(),
  source: z.string().nullable(),
  revision: z.number().int(),
  author: z.string().nullable(),
  recorded_at: z.iso.datetime(),
});
const listQuery = pageQuery.extend({
  unit: code.optional(),
  group: code.optional(),
  year: z.coerce.number().int().min(YEARS.min).max(YEARS.max).optional(),
});
const figureRows = rowsBody(baselinesFile);

/** Baselines for programs: as in baselines.csv. */
@Controller('api/v1/baselines')
export class BaselinesApiController {
  constructor(
    private readonly book: BaselineBook,
    private readonly runner: RowsRunner,
  ) {}

  @Can('baseline.read')
  @Get()
  @Api({ summary: 'Baselines, each in its current version', query: listQuery, response: listOf(figure) })
  async list(@Query(valid(listQuery)) query: z.infer<typeof listQuery>): Promise<JsonAnswer> {
    const rows = await this.book.after(query, readNumericCursor(query.cursor), query.limit + 1);
    return new JsonAnswer(pageOf(rows, query.limit, ({ id }) => id, shape));
  }

  @Can('baseline.read')
  @Get(':unit/:group/:year')
  @Api({
    summary: 'All versions of one baseline, the latest first',
    params: { unit: code, group: code, year: z.coerce.number().int() },
    response: z.strictObject({ items: z.array(figure) }),
  })
  async versions(@Param() { unit = '', group = '', year = '' }: Record<string, string>): Promise<JsonAnswer> {
    const versions = await this.book.versions(unit, group, addressNumber(year));
    return new JsonAnswer({ items: versions.map(shape) });
  }

  @Can('baseline.write')
  @Post()
  @Api({
    summary: 'Enters or corrects baselines, by the rules of baselines.csv',
    body: figureRows,
    response: importReport,
  })
  async bring(@Body(valid(figureRows)) body: z.infer<typeof figureRows>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.runner.run('baselines', body.rows, body));
  }
}

function shape({ unit_code, group_code, year, value, source, revision, author, recorded_at }: FigureVersion) {
  return { unit: unit_code, group: group_code, year, value, source, revision, author, recorded_at };
}
