import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Timeline } from '../events/timeline.js';
import { Groups } from '../territory/groups.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { Can } from '../web/access.js';
import { file, type FileAnswer, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ChildReads } from './child-reads.js';
import { DuplicatesList } from './duplicates.list.js';
import { History } from './history.js';
import { placeAsked } from './homes.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { addressNumber } from '../web/address-number.js';
import { paths } from '../web/paths.js';
import { csvStream } from '../interchange/csv-stream.js';
import { MergeNotes } from './merge-notes.js';
import { peopleCsv } from './people.csv.js';
import { PeopleList } from './people.list.js';
import { PersonMerges } from './person-merges.js';
import { peoplePage } from './people.page.js';
import { personPage } from './person.page.js';
import { PersonSections } from './person-sections.js';

type Asked = Record<string, unknown>;

/** The people of the reader's territory, to find and to look at. */
@Controller('people')
export class PeopleController {
  constructor(
    private readonly people: PeopleList,
    private readonly history: History,
    private readonly notes: MergeNotes,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
    private readonly merges: PersonMerges,
    private readonly reads: ChildReads,
    private readonly timeline: Timeline,
    private readonly sections: PersonSections,
    private readonly duplicates: DuplicatesList,
  ) {}

  @Can('person.read')
  @Get()
  async list(@ReaderLocale() locale: Locale, @Query() given: Asked): Promise<PageAnswer> {
    const scope = await this.scopes.mine();
    const asked = { ...textsAsked(given), page: pageAsked(given.page) };
    const filter = { ...asked, placeId: placeAsked(scope, asked.unit) };
    const list = await this.people.page(filter, asked.page);
    const may = { load: actorMay('import.run'), merge: actorMay('person.merge') };
    const model = peoplePage(locale, scope, asked, list, may);
    return page('people/index', { ...model, add: actorMay('person.write') ? paths.personNew(asked.q) : undefined });
  }

  @Can('person.read')
  @Get('list.csv')
  async csv(@Query() given: Asked): Promise<FileAnswer> {
    const scope = await this.scopes.mine();
    const asked = textsAsked(given);
    const filter = { ...asked, placeId: placeAsked(scope, asked.unit) };
    return file(csvStream(peopleCsv(this.people.all(filter))), 'text/csv; charset=utf-8', 'people.csv');
  }

  @Can('person.read')
  @Get(':id')
  async show(@ReaderLocale() locale: Locale, @Param('id') id: string): Promise<PageAnswer> {
    const person = await this.people.one({ id: addressNumber(id) });
    if (!person) throw new NotFound();
    await this.reads.note(person.id);
    const merged = person.merged_into_id !== null;
    const survivor = merged ? await this.people.one({ id: person.merged_into_id ?? 0 }) : undefined;
    const record = {
      person,
      merged,
      survivor: survivor ? { id: survivor.id, name: survivor.full_name, ref: survivor.ref } : null,
      notes: await this.notes.of(person.id),
      alike: !merged && actorMay('person.merge') ? await this.duplicates.beside(person.id) : [],
      history: merged ? [] : await this.history.ofPerson(person.id),
      groups: await this.groups.all(),
      // Who read and changed what is for those who answer for the register.
      events: actorMay('person.merge') ? await this.timeline.of([{ type: 'person', ids: [person.id] }]) : [],
    };
    const model = personPage(locale, await this.scopes.mine(), record, actorMay('person.merge'));
    return page('people/show', { ...model, ...(await this.sections.of(person, locale)) });
  }

  @Can('person.merge')
  @Post('merges/:id/undoing')
  async undo(@Param('id') id: string): Promise<RedirectAnswer> {
    const { into_id, ref } = await this.merges.undo(addressNumber(id));
    return redirect(paths.person(into_id), { kind: 'done', key: 'people.merge_undone', params: { ref } });
  }
}

function textsAsked(given: Asked): { q: string; unit: string; consent: string } {
  return { q: textAsked(given.q), unit: textAsked(given.unit), consent: textAsked(given.consent) };
}
