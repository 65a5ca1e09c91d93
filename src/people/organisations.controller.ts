import { Controller, Get, Param, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import type { CsvValue } from '../interchange/writer.js';
import { Groups } from '../territory/groups.js';
import { Scopes } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { Can } from '../web/access.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { History } from './history.js';
import { placeAsked } from './homes.js';
import { csvStream } from '../interchange/csv-stream.js';
import { addressNumber } from '../web/address-number.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { OrganisationSections } from './organisation-sections.js';
import { type OrganisationFilter, type OrganisationRow, OrganisationsList } from './organisations.list.js';
import { organisationPage, organisationsPage } from './organisations.page.js';
import { organisationsFile } from './people.file.js';

type Asked = Record<string, unknown>;

/** The organisations of the reader's territory, to find and to look at. */
@Controller('organisations')
export class OrganisationsController {
  constructor(
    private readonly organisations: OrganisationsList,
    private readonly history: History,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
    private readonly sections: OrganisationSections,
  ) {}

  @Can('organisation.read')
  @Get()
  async list(@ReaderLocale() locale: Locale, @Query() given: Asked): Promise<PageAnswer> {
    const scope = await this.scopes.mine();
    const asked = { ...textsAsked(given), page: pageAsked(given.page) };
    const filter = { ...asked, placeId: placeAsked(scope, asked.unit) };
    const list = await this.organisations.page(filter, asked.page);
    const groups = await this.groups.all();
    const model = organisationsPage(locale, scope, groups, asked, list, actorMay('import.run'));
    const add = actorMay('organisation.write') ? paths.organisationNew() : undefined;
    return page('people/organisations', { ...model, add });
  }

  @Can('organisation.read')
  @Get('list.csv')
  async csv(@Query() given: Asked): Promise<FileAnswer> {
    const asked = textsAsked(given);
    const filter = { ...asked, placeId: placeAsked(await this.scopes.mine(), asked.unit) };
    return file(csvStream(this.rows(filter)), 'text/csv; charset=utf-8', 'organisations.csv');
  }

  @Can('organisation.read')
  @Get(':id')
  async show(@ReaderLocale() locale: Locale, @Param('id') id: string): Promise<PageAnswer> {
    const organisation = await this.organisations.one({ id: addressNumber(id) });
    if (!organisation) throw new NotFound();
    const history = await this.history.ofOrganisation(organisation.id);
    const [scope, groups] = [await this.scopes.mine(), await this.groups.all()];
    const model = organisationPage(locale, scope, groups, organisation, history);
    const sections = await this.sections.of(organisation.id, { locale, scope, groups });
    return page('people/organisation', { ...model, ...sections });
  }

  private async *rows(filter: OrganisationFilter): AsyncGenerator<readonly CsvValue[]> {
    yield Object.keys(organisationsFile.columns);
    for await (const each of this.organisations.all(filter)) yield cells(each);
  }
}

function textsAsked(given: Asked): { q: string; unit: string; group: string } {
  return { q: textAsked(given.q), unit: textAsked(given.unit), group: textAsked(given.group) };
}

function cells(each: OrganisationRow): CsvValue[] {
  return [each.ref, each.name, each.group_code, each.unit_code, each.craft_village === 1];
}
