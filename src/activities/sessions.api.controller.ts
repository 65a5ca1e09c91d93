import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { importReport, listOf } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { sessionOf } from './activities.api.controller.js';
import { ofActivityQuery, sessionItem } from './activities.schemas.js';
import { ActivityLists } from './activity-lists.js';
import { sessionsFile } from './files.js';

const postBody = rowsBody(sessionsFile);

/** Sessions for programs. */
@Controller('api/v1/sessions')
export class SessionsApiController {
  constructor(
    private readonly lists: ActivityLists,
    private readonly rows: RowsRunner,
  ) {}

  @Api({ summary: 'List sessions, in the order of recording', query: ofActivityQuery, response: listOf(sessionItem) })
  @Can('activity.read')
  @Get()
  async all(@Query(valid(ofActivityQuery)) query: z.infer<typeof ofActivityQuery>): Promise<JsonAnswer> {
    const { activity, limit, cursor } = query;
    const found = await this.lists.sessions({ activity, after: readNumericCursor(cursor), limit: limit + 1 });
    return new JsonAnswer(pageOf(found, limit, ({ id }) => id, sessionOf));
  }

  @Api({ summary: 'Add or change sessions, by activity and number', body: postBody, response: importReport })
  @Can('activity.write')
  @Post()
  async post(@Body(valid(postBody)) body: z.infer<typeof postBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('sessions', body.rows, { partial: body.partial }));
  }
}
