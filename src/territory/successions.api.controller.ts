import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { code, day, importReport, listOf, pageQuery } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import type { Succession } from './place.js';
import { Scopes } from './scope.js';
import { successionsFile } from './successions.file.js';
import { TerritoryStore } from './territory.store.js';

const succession = z.strictObject({ predecessor: code, successor: code, date: day, main: z.boolean() });
const successionRows = rowsBody(successionsFile);

/** Successions for programs: as in successions.csv. */
@Controller('api/v1/successions')
export class SuccessionsApiController {
  constructor(
    private readonly scopes: Scopes,
    private readonly store: TerritoryStore,
    private readonly runner: RowsRunner,
  ) {}

  @Can('territory.read')
  @Get()
  @Api({ summary: 'Successions in the order of recording', query: pageQuery, response: listOf(succession) })
  async list(@Query(valid(pageQuery)) query: z.infer<typeof pageQuery>): Promise<JsonAnswer> {
    const scope = await this.scopes.mine();
    const after = readNumericCursor(query.cursor);
    const codeOf = (id: number): string => scope.territory.placeById(id)?.code ?? '';
    const rows = (await this.store.successions())
      .filter(({ position }) => position > after)
      .filter(({ predecessor_id, successor_id }) => scope.covers(predecessor_id) || scope.covers(successor_id))
      .slice(0, query.limit + 1);
    const shape = ({ predecessor_id, successor_id, date, main }: Succession) => ({
      predecessor: codeOf(predecessor_id),
      successor: codeOf(successor_id),
      date,
      main,
    });
    return new JsonAnswer(pageOf(rows, query.limit, ({ position }) => position, shape));
  }

  @Can('territory.write')
  @Post()
  @Api({
    summary: 'Adds or changes successions, by the rules of successions.csv',
    body: successionRows,
    response: importReport,
  })
  async bring(@Body(valid(successionRows)) body: z.infer<typeof successionRows>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.runner.run('successions', body.rows, body));
  }
}
