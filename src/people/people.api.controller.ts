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
import { SettingsHolder } from '../web/settings-holder.js';
import { ChildReads } from './child-reads.js';
import { placeAsked } from './homes.js';
import { MergeNotes } from './merge-notes.js';
import { PersonMerges } from './person-merges.js';
import { PeopleList, type ShownPerson } from './people.list.js';
import { peopleFile } from './people.file.js';
import { mergeBody, mergeItem, peopleQuery, personItem, personRecord } from './people.schemas.js';

/** Rows as in the file; where ethnicity is not kept it is ignored, as in a file. */
const postBody = rowsBody(peopleFile);

/** People for programs. */
@Controller('api/v1/people')
export class PeopleApiController {
  constructor(
    private readonly people: PeopleList,
    private readonly notes: MergeNotes,
    private readonly merges: PersonMerges,
    private readonly rows: RowsRunner,
    private readonly scopes: Scopes,
    private readonly holder: SettingsHolder,
    private readonly reads: ChildReads,
  ) {}

  @Api({ summary: 'List people, by ref', query: peopleQuery, response: listOf(personItem) })
  @Can('person.read')
  @Get()
  async list(@Query(valid(peopleQuery)) query: z.infer<typeof peopleQuery>): Promise<JsonAnswer> {
    const filter = { q: query.q, placeId: placeAsked(await this.scopes.mine(), query.unit) };
    const people = await this.people.after(filter, readCursor(query.cursor) ?? '', query.limit + 1);
    return new JsonAnswer(
      pageOf(
        people,
        query.limit,
        ({ ref }) => ref,
        (person) => this.item(person, null),
      ),
    );
  }

  @Api({ summary: 'Add or change people, by ref', body: postBody, response: importReport })
  @Can('person.write')
  @Post()
  async post(@Body(valid(postBody)) body: z.infer<typeof postBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('people', body.rows, { partial: body.partial }));
  }

  @Api({ summary: 'Read one person', response: personRecord })
  @Can('person.read')
  @Get(':ref')
  async one(@Param('ref') ref: string): Promise<JsonAnswer> {
    const person = await this.people.one({ ref });
    if (!person) throw new NotFound();
    await this.reads.note(person.id);
    const { merged_into_id: into } = person;
    const survivor = into === null ? undefined : await this.people.one({ id: into });
    const merges = (await this.notes.of(person.id)).map(({ name: _, ...note }) => note);
    return new JsonAnswer({ ...this.item(person, survivor?.ref ?? null), merges });
  }

  @Api({ summary: 'Say that this person is the same as another', body: mergeBody, response: mergeItem, status: 201 })
  @Can('person.merge')
  @Post(':ref/merge')
  async merge(@Param('ref') ref: string, @Body(valid(mergeBody)) body: z.infer<typeof mergeBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.merges.merge(ref, body.into, body.reason), 201);
  }

  private item(person: ShownPerson, survivorRef: string | null): z.infer<typeof personItem> {
    const { ref, full_name, sex, birth_date, birth_year, unit_code, phone, email } = person;
    const { national_id_tail, ethnicity, consent_on, consent_by } = person;
    return {
      ...{ ref, full_name, sex, birth_date, birth_year, unit: unit_code, phone, email, national_id_tail },
      ...(this.holder.settings.ethnicity ? { ethnicity } : {}),
      ...{ consent_on, consent_by, merged_into: survivorRef },
    };
  }
}
