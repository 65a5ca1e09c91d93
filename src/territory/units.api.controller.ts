import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { today } from '../config/clock.js';
import { NotFound } from '../errors.js';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readCursor } from '../web/api/cursor.js';
import { code, day, importReport, listOf, optionalDay, pageQuery } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { LEVELS, type Place, standsOn } from './place.js';
import { Scopes } from './scope.js';
import { openFrom, openTo, unitsFile } from './units.file.js';

const unit = z.strictObject({
  code,
  name: z.string(),
  level: z.enum(LEVELS),
  parent: code.nullable(),
  valid_from: optionalDay,
  valid_to: optionalDay,
});
const listQuery = pageQuery.extend({
  as_of: day.optional(),
  level: z.enum(LEVELS).optional(),
  parent: code.optional(),
});
const oneQuery = z.strictObject({ as_of: day.optional() });
const unitRows = rowsBody(unitsFile);

/** Places for programs: as in units.csv. */
@Controller('api/v1/units')
export class UnitsApiController {
  constructor(
    private readonly scopes: Scopes,
    private readonly runner: RowsRunner,
  ) {}

  @Can('territory.read')
  @Get()
  @Api({
    summary: 'Places, by code and first day; with as_of those of that day',
    query: listQuery,
    response: listOf(unit),
  })
  async list(@Query(valid(listQuery)) query: z.infer<typeof listQuery>): Promise<JsonAnswer> {
    const scope = await this.scopes.mine();
    const after = readCursor(query.cursor) ?? '';
    const rows = scope.territory.places
      .filter((place) => scope.covers(place.id) && wanted(place, query) && keyOf(place) > after)
      .slice(0, query.limit + 1);
    return new JsonAnswer(pageOf(rows, query.limit, keyOf, shape));
  }

  @Can('territory.read')
  @Get(':code')
  @Api({ summary: 'The place that has a code on a day (today)', query: oneQuery, params: { code }, response: unit })
  async one(
    @Param('code') wantedCode: string,
    @Query(valid(oneQuery)) query: z.infer<typeof oneQuery>,
  ): Promise<JsonAnswer> {
    const scope = await this.scopes.mine();
    const place = scope.territory.placeAt(wantedCode, query.as_of ?? today());
    if (!place || !scope.covers(place.id)) throw new NotFound();
    return new JsonAnswer(shape(place));
  }

  @Can('territory.write')
  @Post()
  @Api({ summary: 'Adds or changes places, by the rules of units.csv', body: unitRows, response: importReport })
  async bring(@Body(valid(unitRows)) body: z.infer<typeof unitRows>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.runner.run('units', body.rows, body));
  }
}

function wanted(place: Place, { as_of, level, parent }: z.infer<typeof listQuery>): boolean {
  return (
    (as_of === undefined || standsOn(place, as_of)) &&
    (level === undefined || place.level === level) &&
    (parent === undefined || place.parent_code === parent)
  );
}

function keyOf({ code: own, valid_from }: Place): string {
  return `${own}\u0000${valid_from}`;
}

function shape({ code: own, name, level, parent_code, valid_from, valid_to }: Place): z.infer<typeof unit> {
  return { code: own, name, level, parent: parent_code, valid_from: openFrom(valid_from), valid_to: openTo(valid_to) };
}
