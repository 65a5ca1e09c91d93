import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import { NotFound } from '../errors.js';
import { Timeline } from '../events/timeline.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { readDay } from '../web/day.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { BaselineStore } from './baseline.store.js';
import { Groups } from './groups.js';
import { placeTimeline } from './place-timeline.page.js';
import { placeLabel } from './place-choice.js';
import { placeFormPage, readCorrection, readPlace, typedPlace } from './place.form.js';
import { dayFor, placePage } from './place.page.js';
import { Places } from './places.js';
import { ReformBook } from './reform-book.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { Scopes } from './scope.js';
import { actorMay } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import { attempt, orWarning } from '../web/form-answers.js';
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
    private readonly reforms: ReformBook,
    private readonly timeline: Timeline,
  ) {}

  @Can('territory.read')
  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query('as_of') asOf: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const scope = await this.scopes.mine();
    scope.require(addressNumber(id));
    const place = scope.territory.placeById(addressNumber(id));
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
    const latest = rights.write ? await this.reforms.latestOf(place.id) : undefined;
    const reform = latest === undefined ? undefined : await this.reforms.one(scope.territory, latest);
    const words = new Words(locale);
    const events = rights.baseline ? await this.timeline.of([{ type: 'place', ids: [place.id] }]) : [];
    const model = placePage({ ...sources, reform }, words, rights);
    return page('territory/place', { ...model, timeline: placeTimeline(words, groups, events) });
  }

  @Can('territory.write')
  @Get('new')
  async blank(@Query('parent') parent: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const scope = await this.scopes.mine();
    const above = typeof parent === 'string' ? scope.territory.placeAt(parent, today()) : undefined;
    const typed = { parent: above && scope.covers(above.id) ? placeLabel(above) : '', level: 'commune' };
    return page(FORM, placeFormPage(new Words(locale), scope, typed));
  }

  @Can('territory.write')
  @Post('new')
  async add(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const scope = await this.scopes.mine();
    const fields = readPlace(form, scope);
    const id = await attempt(form, () => this.places.add(fields));
    if (id === undefined) return formAgain(FORM, placeFormPage(new Words(locale), scope, form.typed()), form.errors);
    return redirect(paths.place(id), { kind: 'done', key: 'territory.done.added', params: { name: fields.name } });
  }

  @Can('territory.write')
  @Get(':id/edit')
  async edit(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const row = await this.places.row(addressNumber(id));
    const scope = await this.scopes.mine();
    return page(FORM, placeFormPage(new Words(locale), scope, typedPlace(row, scope), row));
  }

  @Can('territory.write')
  @Post(':id/edit')
  async correct(
    @Param('id') id: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const row = await this.places.row(addressNumber(id));
    const form = new Form(body);
    const scope = await this.scopes.mine();
    const fields = readCorrection(form, scope);
    const version = form.integer('version', 1, Number.MAX_SAFE_INTEGER);
    const done = await attempt(form, async () => {
      await this.places.correct(row.id, version, fields);
      return true;
    });
    if (!done) {
      const model = placeFormPage(new Words(locale), scope, form.typed(), { ...row, version });
      return formAgain(FORM, model, form.errors);
    }
    return redirect(paths.place(row.id), {
      kind: 'done',
      key: 'territory.done.corrected',
      params: { name: fields.name },
    });
  }

  @Can('territory.write')
  @Post(':id/removal')
  async remove(@Param('id') id: string): Promise<RedirectAnswer> {
    const place = addressNumber(id);
    return orWarning(paths.placeEdit(place), async () => {
      const { name, code } = await this.places.remove(place);
      return redirect(paths.territory(), { kind: 'done', key: 'territory.done.place_removed', params: { name, code } });
    });
  }
}

function chosenDay(typed: unknown): string | null {
  const day = typeof typed === 'string' && typed !== '' ? readDay(typed) : null;
  return typeof day === 'string' ? day : null;
}
