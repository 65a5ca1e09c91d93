import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { type Flash, formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReformBook } from './reform-book.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { placeSuggestions } from './place-choice.js';
import { REFORM_KINDS, type ReformDraft } from './reform.js';
import { partCount, readReform, typedReform } from './reform.form.js';
import { reformPage, reformParams, reformSentences } from './reform.page.js';
import { Reforms } from './reforms.js';
import { Scopes } from './scope.js';
import { successionListPage, successionPage } from './succession.page.js';
import { actorMay } from '../web/actor.js';
import { addressNumber } from '../web/address-number.js';
import { attempt, daysAsTyped } from '../web/form-answers.js';
import { TerritoryStore } from './territory.store.js';
import { Words } from './words.js';

const FORM = 'territory/reform';

/** Mergers, new names, splits and ends of places: the list, the form with its preview, and mending them. */
@Controller('territory/successions')
export class SuccessionController {
  constructor(
    private readonly reforms: Reforms,
    private readonly scopes: Scopes,
    private readonly store: TerritoryStore,
    private readonly book: ReformBook,
  ) {}

  @Can('territory.read')
  @Get()
  async index(@ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const scope = await this.scopes.mine();
    const model = successionListPage(
      scope,
      await this.store.successions(),
      new Words(locale),
      actorMay('territory.write'),
    );
    return page('territory/successions', model);
  }

  @Can('territory.write')
  @Get('new')
  async blank(@Query() query: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const form = new Form(query);
    const kind = form.choice('kind', REFORM_KINDS);
    const scope = await this.scopes.mine();
    const place = scope.territory.placeAt(form.raw('from'), today());
    const typed = typedReform(kind, scope, place && scope.covers(place.id) ? place : undefined);
    const places = placeSuggestions(scope, locale);
    const shown = { kind, typed, places, parts: partCount(new Form(typed), kind), preview: null };
    return page(FORM, reformPage(shown, new Words(locale)));
  }

  @Can('territory.write')
  @Post('new')
  async carryOut(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const scope = await this.scopes.mine();
    const request = readReform(form, scope);
    const { kind } = request;
    const typed = form.typed();
    const shown = { kind, typed, places: placeSuggestions(scope, locale), parts: partCount(form, kind) };
    const words = new Words(locale);
    if (form.raw('act') === 'more') return page(FORM, reformPage({ ...shown, preview: null }, words));
    // Saved is only what was read as a preview: after a change the new preview comes first.
    const seen = JSON.stringify(request);
    if (form.raw('act') === 'save' && form.raw('seen') === seen) {
      const done = await attempt(form, () => this.reforms.carryOut(request));
      if (done) return redirect(paths.successions(), doneFlash(done.id, done.draft, words));
    }
    const draft = await attempt(form, () => this.reforms.draft(request));
    form.errors.push(...daysAsTyped(draft?.faults ?? []));
    if (!draft || form.errors.length > 0) {
      return formAgain(FORM, reformPage({ ...shown, preview: null }, words), form.errors);
    }
    return page(
      FORM,
      reformPage({ ...shown, preview: { sentences: await this.sentences(draft, words), seen } }, words),
    );
  }

  @Can('territory.read')
  @Get(':id')
  async show(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const row = await this.reforms.succession(addressNumber(id));
    const scope = await this.scopes.mine();
    const mayWrite = actorMay('territory.write');
    const reform = mayWrite && row.reform_id !== null ? await this.book.one(scope.territory, row.reform_id) : undefined;
    const all = await this.store.successions();
    return page('territory/succession', successionPage({ scope, row, all, reform }, new Words(locale), mayWrite));
  }

  @Can('territory.write')
  @Post(':id/main')
  async makeMain(@Param('id') id: string): Promise<RedirectAnswer> {
    await this.reforms.makeMain(addressNumber(id));
    return redirect(paths.succession(addressNumber(id)), { kind: 'done', key: 'territory.done.main' });
  }

  @Can('territory.write')
  @Post(':id/removal')
  async remove(@Param('id') id: string): Promise<RedirectAnswer> {
    await this.reforms.remove(addressNumber(id));
    return redirect(paths.successions(), { kind: 'done', key: 'territory.done.removed' });
  }

  private async sentences(draft: ReformDraft, words: Words): Promise<string[]> {
    return reformSentences(draft, (await this.scopes.mine()).territory, words);
  }
}

function doneFlash(id: number, { request, predecessors, successors }: ReformDraft, words: Words): Flash {
  const params = reformParams({ from: predecessors, to: successors, date: request.date }, words);
  const key = `territory.done.${request.lives_on ? 'give' : request.kind}`;
  return { kind: 'done', key, params, undo: paths.reformUndoing(id) };
}
