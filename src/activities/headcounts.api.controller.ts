import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { importReport, listOf } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { headcountItem, ofActivityQuery, sessionNumber } from './activities.schemas.js';
import { ActivityLists } from './activity-lists.js';
import { Corrections } from './corrections.js';
import { headcountsFile } from './files.js';
import type { WrittenHeadcount } from './headcount-rows.js';

const postBody = rowsBody(headcountsFile);
const removed = z.strictObject({
  activity: z.string(),
  session: z.number().int(),
  unit: z.string(),
  group: z.string(),
});

/** People without a name, for programs. */
@Controller('api/v1')
export class HeadcountsApiController {
  constructor(
    private readonly lists: ActivityLists,
    private readonly corrections: Corrections,
    private readonly rows: RowsRunner,
  ) {}

  @Api({
    summary: 'List headcounts, in the order of recording',
    query: ofActivityQuery,
    response: listOf(headcountItem),
  })
  @Can('activity.read')
  @Get('headcounts')
  async all(@Query(valid(ofActivityQuery)) query: z.infer<typeof ofActivityQuery>): Promise<JsonAnswer> {
    const { activity, limit, cursor } = query;
    const found = await this.lists.headcounts({ activity, after: readNumericCursor(cursor), limit: limit + 1 });
    return new JsonAnswer(pageOf(found, limit, ({ id }) => id, itemOf));
  }

  @Api({ summary: 'Set headcounts, by activity, session, unit and group', body: postBody, response: importReport })
  @Can('attendance.record')
  @Post('headcounts')
  async post(@Body(valid(postBody)) body: z.infer<typeof postBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('headcounts', body.rows, { partial: body.partial }));
  }

  @Api({ summary: 'Take a headcount back', params: { number: sessionNumber }, response: removed })
  @Can('attendance.record')
  @Delete('activities/:code/sessions/:number/headcounts/:unit/:group')
  async remove(
    @Param('code') activity: string,
    @Param('number', valid(sessionNumber)) session: number,
    @Param('unit') unit: string,
    @Param('group') group: string,
  ): Promise<JsonAnswer> {
    await this.corrections.removeHeadcount(activity, session, unit, group);
    return new JsonAnswer({ activity, session, unit, group });
  }
}

function itemOf(headcount: WrittenHeadcount): z.infer<typeof headcountItem> {
  const { activity, session, unit, group_code, count, method, note } = headcount;
  return { activity, session, unit, group: group_code, count, method, note };
}
