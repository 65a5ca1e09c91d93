import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { placeAsked } from '../people/homes.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { importReport, listOf } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import type { Session } from './activities.entities.js';
import {
  activitiesQuery,
  activityItem,
  activityPatch,
  activityRecord,
  sessionItem,
  sessionNumber,
  sessionPatch,
} from './activities.schemas.js';
import { ActivityList, type ListedActivity } from './activity-list.js';
import { ActivityRecords } from './activity-records.js';
import { Corrections } from './corrections.js';
import { activitiesFile } from './files.js';
import { mayReadRoster } from './visible.js';

const postBody = rowsBody(activitiesFile);

/** Activities with their sessions for programs. */
@Controller('api/v1/activities')
export class ActivitiesApiController {
  constructor(
    private readonly list: ActivityList,
    private readonly records: ActivityRecords,
    private readonly corrections: Corrections,
    private readonly rows: RowsRunner,
    private readonly scopes: Scopes,
  ) {}

  @Api({
    summary: 'List activities, in the order of recording',
    query: activitiesQuery,
    response: listOf(activityItem),
  })
  @Can('activity.read')
  @Get()
  async all(@Query(valid(activitiesQuery)) query: z.infer<typeof activitiesQuery>): Promise<JsonAnswer> {
    const { plan, kind = '', status = '', unit, from = null, to = null, limit, cursor } = query;
    const placeId = placeAsked(await this.scopes.mine(), unit);
    const filter = { plan, kind, status, placeId, from, to };
    const found = await this.list.after(filter, readNumericCursor(cursor), limit + 1);
    return new JsonAnswer(pageOf(found, limit, ({ id }) => id, itemOf));
  }

  @Api({ summary: 'Add or change activities, by code', body: postBody, response: importReport })
  @Can('activity.write')
  @Post()
  async post(@Body(valid(postBody)) body: z.infer<typeof postBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('activities', body.rows, { partial: body.partial }));
  }

  @Api({ summary: 'Read one activity with its sessions', response: activityRecord })
  @Can('activity.read')
  @Get(':code')
  async one(@Param('code') code: string): Promise<JsonAnswer> {
    const activity = await this.records.activity(code);
    const sessions = await this.records.sessions(activity.id);
    return new JsonAnswer({
      ...itemOf(activity),
      sessions: sessions.map((each) => sessionOf({ ...each, activity: code })),
    });
  }

  @Api({ summary: 'Change an activity', body: activityPatch, response: activityItem })
  @Can('activity.write')
  @Patch(':code')
  async change(
    @Param('code') code: string,
    @Body(valid(activityPatch)) { version, min_attendance, test, ...patch }: z.infer<typeof activityPatch>,
  ): Promise<JsonAnswer> {
    const hundredths =
      min_attendance === undefined ? {} : { min_attendance: min_attendance && Math.round(min_attendance * 100) };
    const required = test === undefined ? {} : { test_required: test ? 1 : 0 };
    await this.corrections.changeActivity(code, version, { ...patch, ...hundredths, ...required });
    return new JsonAnswer(itemOf(await this.records.activity(code)));
  }

  @Api({
    summary: 'Change a session',
    params: { number: sessionNumber },
    body: sessionPatch,
    response: sessionItem,
  })
  @Can('activity.write')
  @Patch(':code/sessions/:number')
  async changeSession(
    @Param('code') code: string,
    @Param('number', valid(sessionNumber)) number: number,
    @Body(valid(sessionPatch)) { version, ...patch }: z.infer<typeof sessionPatch>,
  ): Promise<JsonAnswer> {
    await this.corrections.changeSession(code, number, version, patch);
    const activity = await this.records.activity(code);
    const sessions = await this.records.sessions(activity.id);
    const changed = sessions.filter((each) => each.number === number);
    return new JsonAnswer(changed.map((each) => sessionOf({ ...each, activity: code }))[0]);
  }
}

function itemOf(activity: ListedActivity): z.infer<typeof activityItem> {
  const { code, plan_code, kind, title, unit_code, agency_code, min_attendance, capacity } = activity;
  const { trainer, status, test_required, first_date, version } = activity;
  return {
    ...{ code, plan: plan_code, kind, title, unit: unit_code, agency: agency_code },
    min_attendance: min_attendance === null ? null : min_attendance / 100,
    ...{ capacity, trainer: mayReadRoster() ? trainer : null, status, test: test_required === 1, first_date, version },
  };
}

/** A session as programs read it. */
export function sessionOf(session: Session & { activity: string }): z.infer<typeof sessionItem> {
  const { activity, number, date, start, end, venue, makes_up, status, version } = session;
  return { activity, number, date, start, end, venue, makes_up, status, version };
}
