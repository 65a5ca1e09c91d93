import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import {
  file,
  type FileAnswer,
  formAgain,
  page,
  type PageAnswer,
  redirect,
  type RedirectAnswer,
} from '../web/answers.js';
import { csvStream } from '../interchange/csv-stream.js';
import type { CsvValue } from '../interchange/writer.js';
import { pageAsked } from '../web/pager.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { BaselineNeeds } from './baseline-needs.js';
import { baselineFormPage, type BaselineList, baselineListPage, figureParams, historyPage } from './baseline.page.js';
import { BaselineStore } from './baseline.store.js';
import { BaselineBook, type BaselineFilter, type ListedFigure } from './baselines.js';
import { baselinesFile, MOST_SUBJECTS, YEARS } from './baselines.importer.js';
import { type Group, Groups } from './groups.js';
import type { Place } from './place.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { placeLabel, readCode, readOptionalCode } from './place-choice.js';
import { type Scope, Scopes } from './scope.js';
import { actorMay } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Words } from './words.js';

const FORM = 'territory/baseline-form';

/** Baselines: the list with those that are missing, a figure to enter or correct, its versions. */
@Controller('territory/baselines')
export class BaselineController {
  constructor(
    private readonly book: BaselineBook,
    private readonly store: BaselineStore,
    private readonly groups: Groups,
    private readonly scopes: Scopes,
    private readonly needs: BaselineNeeds,
  ) {}

  @Can('baseline.read')
  @Get()
  async index(@Query() query: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const form = new Form(query);
    const scope = await this.scopes.mine();
    const typed = { unit: form.raw('unit'), group: form.raw('group'), year: form.raw('year') };
    const filter = readFilter(form, scope);
    const asked = pageAsked(form.raw('page'));
    const list = {
      ...{ typed, missing: false, page: asked, groups: await this.groups.all(), lacking: [] },
      ...(form.ticked('missing') ? await this.missing(typed.group) : await this.book.page(filter, asked)),
    };
    const rights = { write: actorMay('baseline.write'), load: actorMay('import.run') };
    const model = baselineListPage(list, scope, new Words(locale), rights);
    return page('territory/baselines', model, form.errors.length > 0 ? { status: 422, errors: form.errors } : {});
  }

  @Can('baseline.read')
  @Get('list.csv')
  async csv(@Query() query: unknown): Promise<FileAnswer> {
    const figures = this.book.all(readFilter(new Form(query), await this.scopes.mine()));
    return file(csvStream(figureRows(figures)), 'text/csv; charset=utf-8', 'baselines.csv');
  }

  @Can('baseline.write')
  @Get('new')
  async blank(@Query() query: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const form = new Form(query);
    const [unit, group] = [form.raw('unit'), form.raw('group')];
    const scope = await this.scopes.mine();
    const year = form.optionalInteger('year', YEARS.min, YEARS.max) ?? Number(today().slice(0, 4));
    const place = await this.placeFor(unit, year);
    const [latest] = place ? await this.store.versions(unit, group, year) : [];
    const known = latest
      ? { value: String(latest.value), source: latest.source, revision: String(latest.revision) }
      : {};
    const typed = { unit: place ? placeLabel(place) : unit, group, year: String(year), ...known };
    return page(FORM, baselineFormPage(typed, await this.groups.all(), scope, new Words(locale), place));
  }

  @Can('baseline.write')
  @Post('new')
  async enter(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const words = new Words(locale);
    const [groups, scope] = [await this.groups.all(), await this.scopes.mine()];
    const entry = readEntry(form, groups, scope);
    if (!form.hasError('unit') && !form.hasError('year')) {
      const fault = await this.book.faultOf(entry.unit, entry.year);
      if (fault) form.errors.push(fault);
    }
    const done = await attempt(form, () => this.book.enter(entry));
    if (!done) {
      const place = await this.placeFor(entry.unit, entry.year);
      return formAgain(FORM, baselineFormPage(form.typed(), groups, scope, words, place), form.errors);
    }
    const { unit, group, year, value } = entry;
    return redirect(paths.baselineHistory(unit, group, year), {
      ...{ kind: 'done', key: 'territory.done.baseline' },
      params: figureParams({ place: done.place, group: groups.find(({ code }) => code === group), year, value }, words),
      ...(done.revision > entry.revision ? { undo: paths.baselineWithdrawal(unit, group, year, done.revision) } : {}),
    });
  }

  @Can('baseline.write')
  @Post(':unit/:group/:year/versions/:revision/withdrawal')
  async withdraw(
    @Param() { unit = '', group = '', year = '', revision = '' }: Record<string, string>,
    @ReaderLocale() locale: Locale,
  ): Promise<RedirectAnswer> {
    const figure = { unit, group, year: addressNumber(year) };
    const history = paths.baselineHistory(unit, group, figure.year);
    return orWarning(history, async () => {
      const { taken, left } = await this.book.withdraw(figure, addressNumber(revision));
      const place = (await this.scopes.mine()).territory.placeById(taken.place_id);
      const about = { place, group: await this.groups.byCode(group), year: figure.year, value: taken.value };
      const params = figureParams(about, new Words(locale));
      const key = `territory.done.baseline_${left ? 'back' : 'gone'}`;
      return redirect(left ? history : paths.baselines(), {
        ...{ kind: 'done', key },
        params: { ...params, ...(left ? { left: left.value } : {}) },
      });
    });
  }

  @Can('baseline.read')
  @Get(':unit/:group/:year')
  async history(
    @Param() { unit = '', group = '', year = '' }: Record<string, string>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const versions = await this.book.readableVersions(unit, group, addressNumber(year));
    const scope = await this.scopes.mine();
    const known = await this.groups.byCode(group);
    const model = historyPage(versions, known, scope, new Words(locale), actorMay('baseline.write'));
    return page('territory/baseline-history', model);
  }

  /** What the list shows instead of figures: the places that lack one, of one group or of all. */
  private async missing(group: string): Promise<Pick<BaselineList, 'missing' | 'figures' | 'total' | 'lacking'>> {
    const lacking = await this.needs.lacking();
    const asked = lacking.filter((each) => group === '' || each.group.code === group);
    return { missing: true, figures: [], total: 0, lacking: asked };
  }

  private async placeFor(unit: string, year: number): Promise<Place | undefined> {
    const place = await this.store.placeFor(unit, year);
    return place && (await this.scopes.mine()).covers(place.id) ? place : undefined;
  }
}

function readFilter(form: Form, scope: Scope): BaselineFilter {
  return {
    unit: readOptionalCode(form, 'unit', scope) ?? undefined,
    group: form.raw('group') || undefined,
    year: form.optionalInteger('year', YEARS.min, YEARS.max) ?? undefined,
  };
}

async function* figureRows(figures: AsyncIterable<ListedFigure>): AsyncGenerator<readonly CsvValue[]> {
  yield Object.keys(baselinesFile.columns);
  for await (const { unit_code, group_code, year, value, source } of figures) {
    yield [unit_code, group_code, year, value, source];
  }
}

function readEntry(form: Form, groups: readonly Group[], scope: Scope) {
  return {
    unit: readCode(form, 'unit', scope),
    group: form.choice(
      'group',
      groups.map(({ code }) => code),
    ),
    year: form.integer('year', YEARS.min, YEARS.max),
    value: form.integer('value', 0, MOST_SUBJECTS),
    source: form.text('source', 2000),
    revision: form.optionalInteger('revision', 0, 1_000_000) ?? 0,
  };
}
