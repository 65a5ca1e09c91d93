import { Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { NotFound } from '../errors.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { PersonMerges } from './person-merges.js';

const id = z.string().regex(/^\d{1,9}$/);
const undone = z.strictObject({ id: z.number().int(), undone: z.literal(true) });

/** Merges of people, to undo. */
@Controller('api/v1/merges')
export class MergesApiController {
  constructor(private readonly merges: PersonMerges) {}

  @Api({ summary: 'Separate two people that were merged', params: { id }, response: undone })
  @Can('person.merge')
  @Post(':id/undoing')
  async undo(@Param('id') given: string): Promise<JsonAnswer> {
    if (!id.safeParse(given).success) throw new NotFound();
    await this.merges.undo(Number(given));
    return new JsonAnswer({ id: Number(given), undone: true });
  }
}
