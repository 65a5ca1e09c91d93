import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { baselineFormPage, baselineListPage, historyPage, lackingPlaces, PAGE_SIZE } from './baseline.page.js';
import { BaselineStore } from './baseline.store.js';
import { BaselineBook } from './baselines.js';
import { MOST_SUBJECTS, YEARS } from './baselines.importer.js';
import { attempt, rowId } from './form-answers.js';
import { type Group, Groups } from './groups.js';
import type { Place } from './place.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { Scopes } from './scope.js';
import { actorMay } from './territory.controller.js';
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
  ) {}

  @Can('baseline.read')
  @Get()
  async index(@Query() query: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const form = new Form(query);
    const typed = { unit: form.raw('unit'), group: form.raw('group'), year: form.raw('year') };
    const year = form.optionalInteger('year', YEARS.min, YEARS.max) ?? undefined;
    const filter = { unit: typed.unit || undefined, group: typed.group || undefined, year };
    const missing = form.ticked('missing');
    const groups = await this.groups.all();
    const number = form.optionalInteger('page', 1, 1_000_000) ?? 1;
    const scope = await this.scopes.mine();
    const list = {
      typed,
      missing,
      groups,
      page: number,
      total: missing ? 0 : await this.book.count(filter),
      figures: missing ? [] : await this.book.list(filter, PAGE_SIZE, (number - 1) * PAGE_SIZE),
      lacking: missing ? await this.lacking(groups.filter(({ code }) => !typed.group || code === typed.group)) : [],
    };
    const model = baselineListPage(list, scope, new Words(locale), actorMay('baseline.write'));
    return page('territory/baselines', model, form.errors.length > 0 ? { status: 422, errors: form.errors } : {});
  }

  @Can('baseline.write')
  @Get('new')
  async blank(@Query() query: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const form = new Form(query);
    const [unit, group] = [form.raw('unit'), form.raw('group')];
    const year = form.optionalInteger('year', YEARS.min, YEARS.max) ?? Number(today().slice(0, 4));
    const place = await this.placeFor(unit, year);
    const [latest] = place ? await this.store.versions(unit, group, year) : [];
    const known = latest
      ? { value: String(latest.value), source: latest.source, revision: String(latest.revision) }
      : {};
    const typed = { unit, group, year: String(year), ...known };
    return page(FORM, baselineFormPage(typed, await this.groups.all(), new Words(locale), place));
  }

  @Can('baseline.write')
  @Post('new')
  async enter(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const groups = await this.groups.all();
    const entry = readEntry(form, groups);
    const done = await attempt(form, async () => {
      await this.book.enter(entry);
      return true;
    });
    if (!done) {
      const place = await this.placeFor(entry.unit, entry.year);
      return formAgain(FORM, baselineFormPage(form.typed(), groups, new Words(locale), place), form.errors);
    }
    const { unit, group, year } = entry;
    return redirect(paths.baselineHistory(unit, group, year), { kind: 'done', key: 'territory.done.baseline' });
  }

  @Can('baseline.read')
  @Get(':unit/:group/:year')
  async history(
    @Param() { unit = '', group = '', year = '' }: Record<string, string>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const versions = await this.book.versions(unit, group, rowId(year));
    const scope = await this.scopes.mine();
    const known = await this.groups.byCode(group);
    const model = historyPage(versions, known, scope, new Words(locale), actorMay('baseline.write'));
    return page('territory/baseline-history', model);
  }

  private async placeFor(unit: string, year: number): Promise<Place | undefined> {
    const place = await this.store.placeFor(unit, year);
    return place && (await this.scopes.mine()).covers(place.id) ? place : undefined;
  }

  private async lacking(groups: readonly Group[]): Promise<{ group: Group; places: Place[] }[]> {
    const scope = await this.scopes.mine();
    const baselines = await this.store.baselines();
    const view = scope.territory.view(today());
    return groups.map((group) => ({ group, places: lackingPlaces(scope, view, baselines, group.code) }));
  }
}

function readEntry(form: Form, groups: readonly Group[]) {
  return {
    unit: form.text('unit', 64),
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
