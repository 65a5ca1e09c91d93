import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Scopes, type Scope } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { importReport, listOf } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { ofActivityQuery, participationItem } from './activities.schemas.js';
import { ActivityLists, type ListedParticipation } from './activity-lists.js';
import { participationsFile } from './files.js';
import { RosterRemovals } from './roster-removals.js';

const postBody = rowsBody(participationsFile);
const removed = z.strictObject({ activity: z.string(), person: z.string(), group: z.string() });

/** Who is on which roster, for programs. */
@Controller('api/v1')
export class ParticipationsApiController {
  constructor(
    private readonly lists: ActivityLists,
    private readonly removals: RosterRemovals,
    private readonly rows: RowsRunner,
    private readonly scopes: Scopes,
  ) {}

  @Api({
    summary: 'List participations, in the order of recording',
    query: ofActivityQuery,
    response: listOf(participationItem),
  })
  @Can('roster.read')
  @Get('participations')
  async all(@Query(valid(ofActivityQuery)) query: z.infer<typeof ofActivityQuery>): Promise<JsonAnswer> {
    const { activity, limit, cursor } = query;
    const found = await this.lists.participations({ activity, after: readNumericCursor(cursor), limit: limit + 1 });
    const scope = await this.scopes.mine();
    return new JsonAnswer(
      pageOf(
        found,
        limit,
        ({ id }) => id,
        (row) => itemOf(row, scope),
      ),
    );
  }

  @Api({ summary: 'Put people on rosters, by activity, person and group', body: postBody, response: importReport })
  @Can('activity.write')
  @Post('participations')
  async post(@Body(valid(postBody)) body: z.infer<typeof postBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('participations', body.rows, { partial: body.partial }));
  }

  @Api({ summary: 'Take a person off the roster of one group, with the attendance', response: removed })
  @Can('activity.write')
  @Delete('activities/:code/participations/:person/:group')
  async remove(
    @Param('code') activity: string,
    @Param('person') person: string,
    @Param('group') group: string,
  ): Promise<JsonAnswer> {
    await this.removals.removeByRef(activity, person, group);
    return new JsonAnswer({ activity, person, group });
  }
}

function itemOf(row: ListedParticipation, { territory }: Scope): z.infer<typeof participationItem> {
  const { activity, person, group_code, organisation, unit_code, place_id, merged_into } = row;
  const place = place_id === null ? null : (territory.placeById(place_id)?.code ?? null);
  return { activity, person, group: group_code, organisation, unit: unit_code, place, merged_into };
}
