import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { readDay } from '../web/day.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { BaselineStore } from './baseline.store.js';
import { attempt, rowId } from './form-answers.js';
import { Groups } from './groups.js';
import { placeFormPage, readCorrection, readPlace, typedPlace } from './place.form.js';
import { dayFor, placePage } from './place.page.js';
import { Places } from './places.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { Scopes } from './scope.js';
import { actorMay } from './territory.controller.js';
import { TerritoryStore } from './territory.store.js';
import { Words } from './words.js';

const FORM = 'territory/place-form';

/** One place: to see, to add, to correct. */
@Controller('territory/places')
export class PlaceController {
  constructor(
    private readonly places: Places,
    private readonly scopes: Scopes,
    private readonly store: TerritoryStore,
    private readonly groups: Groups,
    private readonly figures: BaselineStore,
  ) {}

  @Can('territory.read')
  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query('as_of') asOf: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const scope = await this.scopes.mine();
    scope.require(rowId(id));
    const place = scope.territory.placeById(rowId(id));
    if (!place) throw new NotFound();
    const view = scope.territory.view(chosenDay(asOf) ?? dayFor(place, today()));
    const [groups, baselines] = [await this.groups.all(), await this.figures.baselines()];
    const result = (code: string) => (view.stands(place) ? baselines.baseline(view, place, code) : null);
    const sources = {
      scope,
      view,
      place,
      successions: await this.store.successions(),
      groups: groups.map((group) => ({
        group,
        result: result(group.code),
        above: baselines.isCountedAbove(place, group.code),
      })),
      figures: await this.figures.figuresOf(place),
    };
    const rights = { write: actorMay('territory.write'), baseline: actorMay('baseline.write') };
    return page('territory/place', placePage(sources, new Words(locale), rights));
  }

  @Can('territory.write')
  @Get('new')
  async blank(@Query('parent') parent: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const typed = { parent: typeof parent === 'string' ? parent : '', level: 'commune' };
    return page(FORM, placeFormPage(new Words(locale), typed));
  }

  @Can('territory.write')
  @Post('new')
  async add(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const fields = readPlace(form);
    const id = await attempt(form, () => this.places.add(fields));
    if (id === undefined) return formAgain(FORM, placeFormPage(new Words(locale), form.typed()), form.errors);
    return redirect(paths.place(id), { kind: 'done', key: 'territory.done.added', params: { name: fields.name } });
  }

  @Can('territory.write')
  @Get(':id/edit')
  async edit(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const row = await this.places.row(rowId(id));
    return page(FORM, placeFormPage(new Words(locale), typedPlace(row), row));
  }

  @Can('territory.write')
  @Post(':id/edit')
  async correct(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const row = await this.places.row(rowId(id));
    const form = new Form(body);
    const fields = readCorrection(form);
    const version = form.integer('version', 1, Number.MAX_SAFE_INTEGER);
    const done = await attempt(form, async () => {
      await this.places.correct(row.id, version, fields);
      return true;
    });
    if (!done) return formAgain(FORM, placeFormPage(new Words(locale), form.typed(), { ...row, version }), form.errors);
    return redirect(paths.place(row.id), {
      kind: 'done',
      key: 'territory.done.corrected',
      params: { name: fields.name },
    });
  }
}

function chosenDay(typed: unknown): string | null {
  const day = typeof typed === 'string' && typed !== '' ? readDay(typed) : null;
  return typeof day === 'string' ? day : null;
}
