import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { type Flash, formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt, orWarning } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { pageAsked, textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ChildReads } from './child-reads.js';
import type { Pair } from './distinct-people.js';
import { duplicatePairPage } from './duplicate-pair.page.js';
import { DuplicatesList } from './duplicates.list.js';
import { DECIDED, duplicatesPage } from './duplicates.page.js';
import { placeAsked } from './homes.js';
import { REASONS } from './likeness.js';
import { type MergedPair, PairDesk, personOf } from './pair-desk.js';
import { PairRecords } from './pair-records.js';

const VIEW = 'people/duplicate';

/** Records that may be one person: to find, to look at side by side, and to decide. */
@Controller('people/duplicates')
export class DuplicatesController {
  constructor(
    private readonly list: DuplicatesList,
    private readonly desk: PairDesk,
    private readonly records: PairRecords,
    private readonly reads: ChildReads,
    private readonly scopes: Scopes,
  ) {}

  @Can('person.merge')
  @Get()
  async index(@ReaderLocale() locale: Locale, @Query() given: Record<string, unknown>): Promise<PageAnswer> {
    const scope = await this.scopes.mine();
    const [text, unit, number] = [textAsked(given.reason), textAsked(given.unit), pageAsked(given.page)];
    const placeId = placeAsked(scope, unit);
    const reason = REASONS.find((each) => each === text) ?? null;
    const list = text === DECIDED ? this.list.decided(placeId, number) : this.list.page({ reason, placeId }, number);
    const asked = { reason: text === DECIDED ? DECIDED : (reason ?? ''), unit, page: number } as const;
    return page('people/duplicates', duplicatesPage(locale, scope, asked, await list));
  }

  @Can('person.merge')
  @Get(':one/:other')
  async show(
    @ReaderLocale() locale: Locale,
    @Param('one') one: string,
    @Param('other') other: string,
  ): Promise<PageAnswer | RedirectAnswer> {
    const held = await this.desk.open(pairAsked(one, other));
    const [first, second] = held.map(personOf) as [number, number];
    // Whoever comes back to a pair that was merged comes to whom it is now.
    if (first === second) return redirect(paths.person(first));
    if (held.some((each) => each.merged_into_id !== null)) return redirect(paths.duplicatePair(first, second));
    for (const { id } of held) await this.reads.note(id);
    return page(VIEW, duplicatePairPage(locale, await this.scopes.mine(), await this.records.of(held)));
  }

  @Can('person.merge')
  @Post(':one/:other/merge')
  async merge(
    @ReaderLocale() locale: Locale,
    @Param('one') one: string,
    @Param('other') other: string,
    @Body() body: unknown,
  ): Promise<PageAnswer | RedirectAnswer> {
    const pair = pairAsked(one, other);
    const held = await this.desk.open(pair);
    const form = new Form(body);
    const keep = form.choice('keep', pair.map(String));
    const reason = form.optionalText('reason');
    return orWarning(paths.duplicatePair(...pair), async () => {
      const done = await attempt(form, () => this.desk.merge(pair, Number(keep), versionsOf(form), reason));
      if (done) return redirect(paths.person(done.into_id), mergedFlash(done));
      const model = duplicatePairPage(locale, await this.scopes.mine(), await this.records.of(held), form.typed());
      return formAgain(VIEW, model, form.errors);
    });
  }

  @Can('person.merge')
  @Post(':one/:other/distinction')
  async part(@Param('one') one: string, @Param('other') other: string, @Body() body: unknown): Promise<RedirectAnswer> {
    const pair = pairAsked(one, other);
    return orWarning(paths.duplicatePair(...pair), async () => {
      await this.desk.part(pair, versionsOf(new Form(body)));
      const undo = paths.duplicateDistinctionWithdrawal(...pair);
      return redirect(paths.duplicates(), { kind: 'done', key: 'people.parted', undo });
    });
  }

  @Can('person.merge')
  @Post(':one/:other/distinction/withdrawal')
  async unpart(@Param('one') one: string, @Param('other') other: string): Promise<RedirectAnswer> {
    const pair = pairAsked(one, other);
    await this.desk.unpart(pair);
    return redirect(paths.duplicatePair(...pair), { kind: 'done', key: 'people.parted_withdrawn' });
  }
}

/** The two of an address, the one recorded first before the other. */
function pairAsked(one: string, other: string): Pair {
  const [first, second] = [addressNumber(one), addressNumber(other)].sort((a, b) => a - b) as [number, number];
  if (first === second) throw new NotFound();
  return [first, second];
}

/** The versions of the two records as the form showed them. */
function versionsOf(form: Form): string[] {
  return form.raw('versions').split(' ');
}

function mergedFlash({ ref, merge }: MergedPair): Flash {
  if (merge === null) return { kind: 'done', key: 'people.merged_before', params: { ref } };
  return { kind: 'done', key: 'people.merged_now', params: { ref }, undo: paths.personMergeUndoing(merge) };
}
