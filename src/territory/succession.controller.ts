import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { today } from '../config/clock.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { attempt, daysAsTyped, rowId } from './form-answers.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { REFORM_KINDS, type ReformDraft } from './reform.js';
import { partCount, readReform, typedReform } from './reform.form.js';
import { reformPage, reformSentences } from './reform.page.js';
import { Reforms } from './reforms.js';
import { Scopes } from './scope.js';
import { successionListPage, successionPage } from './succession.page.js';
import { actorMay } from './territory.controller.js';
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
    const typed = typedReform(kind, place && scope.covers(place.id) ? place : undefined);
    return page(
      FORM,
      reformPage({ kind, typed, parts: partCount(new Form(typed), kind), preview: null }, new Words(locale)),
    );
  }

  @Can('territory.write')
  @Post('new')
  async carryOut(@Body() body: unknown, @ReaderLocale() locale: Locale): Promise<PageAnswer | RedirectAnswer> {
    const form = new Form(body);
    const request = readReform(form);
    const { kind } = request;
    const typed = form.typed();
    const shown = { kind, typed, parts: partCount(form, kind) };
    const words = new Words(locale);
    if (form.raw('act') === 'more') return page(FORM, reformPage({ ...shown, preview: null }, words));
    // Saved is only what was read as a preview: after a change the new preview comes first.
    const seen = JSON.stringify(request);
    if (form.raw('act') === 'save' && form.raw('seen') === seen) {
      const done = await attempt(form, async () => {
        await this.reforms.carryOut(request);
        return true;
      });
      if (done) return redirect(paths.successions(), { kind: 'done', key: `territory.done.${kind}` });
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
    const row = await this.reforms.succession(rowId(id));
    const scope = await this.scopes.mine();
    return page('territory/succession', successionPage(scope, row, new Words(locale), actorMay('territory.write')));
  }

  @Can('territory.write')
  @Post(':id/main')
  async makeMain(@Param('id') id: string): Promise<RedirectAnswer> {
    await this.reforms.makeMain(rowId(id));
    return redirect(paths.succession(rowId(id)), { kind: 'done', key: 'territory.done.main' });
  }

  @Can('territory.write')
  @Post(':id/removal')
  async remove(@Param('id') id: string): Promise<RedirectAnswer> {
    await this.reforms.remove(rowId(id));
    return redirect(paths.successions(), { kind: 'done', key: 'territory.done.removed' });
  }

  private async sentences(draft: ReformDraft, words: Words): Promise<string[]> {
    return reformSentences(draft, (await this.scopes.mine()).territory, words);
  }
}
