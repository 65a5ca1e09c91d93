import { Controller, Get, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { actorMay } from '../web/actor.js';
import { file, type FileAnswer, page, type PageAnswer } from '../web/answers.js';
import { csvLine } from '../interchange/writer.js';
import { Form } from '../web/form.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { Scopes } from './scope.js';
import { standsOn } from './place.js';
import { treePage } from './tree.page.js';
import { unitRow, unitsFile } from './units.file.js';
import { Words } from './words.js';

/** The tree as it stood on any day, and a search through it. */
@Controller('territory')
export class TerritoryController {
  constructor(private readonly scopes: Scopes) {}

  @Can('territory.read')
  @Get()
  async index(@Query() query: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const form = new Form(query);
    const asOf = form.optionalDay('as_of') ?? today();
    const scope = await this.scopes.mine();
    const asked = { asOf, typed: form.raw('as_of'), q: form.raw('q').slice(0, 100) };
    const model = treePage(scope, scope.territory.view(asOf), asked, new Words(locale), actorMay('territory.write'));
    return page('territory/index', model, form.errors.length > 0 ? { status: 422, errors: form.errors } : {});
  }

  /** The places of that day, by the columns of units.csv. */
  @Can('territory.read')
  @Get('list.csv')
  async csv(@Query() query: unknown): Promise<FileAnswer> {
    const asOf = new Form(query).optionalDay('as_of') ?? today();
    const scope = await this.scopes.mine();
    const places = scope.territory.places.filter((place) => standsOn(place, asOf) && scope.covers(place.id));
    const lines = [Object.keys(unitsFile.columns), ...places.map(unitRow)].map(csvLine);
    return file(`\ufeff${lines.join('')}`, 'text/csv; charset=utf-8', `units-${asOf}.csv`);
  }
}
