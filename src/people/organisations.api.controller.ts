import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { NotFound } from '../errors.js';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readCursor } from '../web/api/cursor.js';
import { importReport, listOf } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { placeAsked } from './homes.js';
import { type OrganisationRow, OrganisationsList } from './organisations.list.js';
import { organisationsFile } from './people.file.js';
import { organisationItem, organisationsQuery } from './people.schemas.js';

const postBody = rowsBody(organisationsFile);

/** Organisations for programs. */
@Controller('api/v1/organisations')
export class OrganisationsApiController {
  constructor(
    private readonly organisations: OrganisationsList,
    private readonly rows: RowsRunner,
    private readonly scopes: Scopes,
  ) {}

  @Api({ summary: 'List organisations, by ref', query: organisationsQuery, response: listOf(organisationItem) })
  @Can('organisation.read')
  @Get()
  async list(@Query(valid(organisationsQuery)) query: z.infer<typeof organisationsQuery>): Promise<JsonAnswer> {
    const { q, group, unit, limit } = query;
    const filter = { q, group, placeId: placeAsked(await this.scopes.mine(), unit) };
    const found = await this.organisations.after(filter, readCursor(query.cursor) ?? '', limit + 1);
    return new JsonAnswer(pageOf(found, limit, ({ ref }) => ref, item));
  }

  @Api({ summary: 'Add or change organisations, by ref', body: postBody, response: importReport })
  @Can('organisation.write')
  @Post()
  async post(@Body(valid(postBody)) body: z.infer<typeof postBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('organisations', body.rows, { partial: body.partial }));
  }

  @Api({ summary: 'Read one organisation', response: organisationItem })
  @Can('organisation.read')
  @Get(':ref')
  async one(@Param('ref') ref: string): Promise<JsonAnswer> {
    const organisation = await this.organisations.one({ ref });
    if (!organisation) throw new NotFound();
    return new JsonAnswer(item(organisation));
  }
}

function item(row: OrganisationRow): z.infer<typeof organisationItem> {
  const { ref, name, group_code, unit_code, craft_village } = row;
  return { ref, name, group: group_code, unit: unit_code, craft_village: craft_village === 1 };
}
