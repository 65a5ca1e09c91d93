import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { importReport, listOf } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { attendanceItem, ofActivityQuery, sessionNumber } from './activities.schemas.js';
import { ActivityLists } from './activity-lists.js';
import { Corrections } from './corrections.js';
import { attendanceFile } from './files.js';

const postBody = rowsBody(attendanceFile);
const removed = z.strictObject({ activity: z.string(), session: z.number().int(), person: z.string() });

/** Attendance for programs. */
@Controller('api/v1')
export class AttendanceApiController {
  constructor(
    private readonly lists: ActivityLists,
    private readonly corrections: Corrections,
    private readonly rows: RowsRunner,
  ) {}

  @Api({
    summary: 'List attendance, in the order of recording',
    query: ofActivityQuery,
    response: listOf(attendanceItem),
  })
  @Can('roster.read')
  @Get('attendance')
  async all(@Query(valid(ofActivityQuery)) query: z.infer<typeof ofActivityQuery>): Promise<JsonAnswer> {
    const { activity, limit, cursor } = query;
    const found = await this.lists.attendance({ activity, after: readNumericCursor(cursor), limit: limit + 1 });
    return new JsonAnswer(
      pageOf(
        found,
        limit,
        ({ id }) => id,
        ({ id: _, ...item }) => item,
      ),
    );
  }

  @Api({ summary: 'Mark people at sessions, by activity, session and person', body: postBody, response: importReport })
  @Can('attendance.record')
  @Post('attendance')
  async post(@Body(valid(postBody)) body: z.infer<typeof postBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('attendance', body.rows, { partial: body.partial }));
  }

  @Api({ summary: 'Take a mark back', params: { number: sessionNumber }, response: removed })
  @Can('attendance.record')
  @Delete('activities/:code/sessions/:number/attendance/:person')
  async remove(
    @Param('code') activity: string,
    @Param('number', valid(sessionNumber)) session: number,
    @Param('person') person: string,
  ): Promise<JsonAnswer> {
    await this.corrections.removeMark(activity, session, person);
    return new JsonAnswer({ activity, session, person });
  }
}
