import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Can } from '../web/access.js';
import { actor } from '../web/actor.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { code, importReport, listOf, pageQuery } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { COUNTS, type Group, groupName, Groups } from './groups.js';
import { groupsFile } from './groups.importer.js';

const group = z.strictObject({ code, name: z.string(), counts: z.enum(COUNTS), built_in: z.boolean() });
const groupRows = rowsBody(groupsFile);

/** Groups for programs: as in groups.csv. */
@Controller('api/v1/groups')
export class GroupsApiController {
  constructor(
    private readonly groups: Groups,
    private readonly runner: RowsRunner,
  ) {}

  @Can('territory.read')
  @Get()
  @Api({ summary: 'Groups of subjects, the built-in ones first', query: pageQuery, response: listOf(group) })
  async list(@Query(valid(pageQuery)) query: z.infer<typeof pageQuery>): Promise<JsonAnswer> {
    const after = readNumericCursor(query.cursor);
    const numbered = (await this.groups.all()).map((each, index) => ({ each, number: index + 1 }));
    const rows = numbered.filter(({ number }) => number > after).slice(0, query.limit + 1);
    const locale = actor()?.locale ?? 'vi';
    const shape = ({ each }: { each: Group }) => ({ ...each, name: groupName(each, locale) });
    return new JsonAnswer(pageOf(rows, query.limit, ({ number }) => number, shape));
  }

  @Can('territory.write')
  @Post()
  @Api({ summary: 'Adds or renames groups, by the rules of groups.csv', body: groupRows, response: importReport })
  async bring(@Body(valid(groupRows)) body: z.infer<typeof groupRows>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.runner.run('groups', body.rows, body));
  }
}
