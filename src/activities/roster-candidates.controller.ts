import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { readCode } from '../territory/place-choice.js';
import { Scopes } from '../territory/scope.js';
import { Can } from '../web/access.js';
import { formAgain, page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { attempt } from '../web/form-answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ActivityList, type ListedActivity } from './activity-list.js';
import { type ActivityRecord, ActivityRecords } from './activity-records.js';
import { ActivityWords } from './activity-words.js';
import { putAllFlash } from './put-words.js';
import { groupAsked, groupsOfPersons } from './roster-groups.js';
import { type Candidate, MOST_CANDIDATES, RosterCandidates, type Source } from './roster-candidates.js';
import { candidatesPage } from './roster-candidates.page.js';
import { RosterDesk } from './roster-desk.js';

const VIEW = 'activities/roster-candidates';
const ANY = { plan: '', kind: '', status: '', placeId: null, from: null, to: null };

interface Open {
  words: ActivityWords;
  record: ActivityRecord;
  others: readonly ListedActivity[];
}

/** A whole cohort, or everybody of another activity, onto a roster. */
@Controller('activities/:code/roster/candidates')
export class RosterCandidatesController {
  constructor(
    private readonly records: ActivityRecords,
    private readonly candidates: RosterCandidates,
    private readonly desk: RosterDesk,
    private readonly list: ActivityList,
    private readonly scopes: Scopes,
  ) {}

  @Can('activity.write')
  @Get()
  async show(
    @Param('code') code: string,
    @Query() given: Record<string, unknown>,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer> {
    const open = await this.open(code, locale);
    const form = new Form(given);
    const found = await this.found(form, open);
    const model = this.model(open, form, found);
    return page(VIEW, model, form.errors.length > 0 ? { status: 422, errors: form.errors } : {});
  }

  @Can('activity.write')
  @Post()
  async add(
    @Param('code') code: string,
    @Body() body: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<PageAnswer | RedirectAnswer> {
    const open = await this.open(code, locale);
    const form = new Form(body);
    const found = (await this.found(form, open)) ?? [];
    const keys = new Set(form.many('chosen'));
    const chosen = found.filter(({ key }) => keys.has(key));
    if (chosen.length === 0) form.refuse('chosen', 'activities.nobody_chosen');
    const told = { kind: 'participation.together', detail: { from: form.raw('from_activity') || form.raw('unit') } };
    const put = await attempt(form, () => this.desk.putAll(code, chosen, told));
    if (!put) return formAgain(VIEW, this.model(open, form, found, keys), form.errors);
    return redirect(paths.activityRoster(code), putAllFlash(put));
  }

  private model({ words, record, others }: Open, form: Form, found: Candidate[] | null, keys?: Set<string>): object {
    const typed = form.typed();
    const group = groupAsked(record, form.raw('group'));
    return candidatesPage(words, record, { others, typed: { ...typed, group }, found, chosen: keys ?? null });
  }

  /** Null where nothing was asked for yet, or it cannot be read. */
  private async found(form: Form, { words, record, others }: Open): Promise<Candidate[] | null> {
    const source = sourceOf(form, words, record, others);
    const found = source && (await this.candidates.of(source));
    if (!found || found.length <= MOST_CANDIDATES) return found;
    form.refuse('unit', 'activities.too_many_candidates', { most: MOST_CANDIDATES });
    return null;
  }

  private async open(code: string, locale: Locale): Promise<Open> {
    const record = await this.records.own(code, true);
    const { activities } = await this.list.page(ANY, 1);
    const others = activities.filter((each) => each.code !== code && each.people > 0);
    return { words: new ActivityWords(locale, await this.scopes.mine()), record, others };
  }
}

function sourceOf(
  form: Form,
  { scope }: ActivityWords,
  { groups }: ActivityRecord,
  others: readonly ListedActivity[],
): Source | null {
  if (form.raw('from_activity') !== '') {
    const codes = others.map(({ code }) => code);
    const activity = form.choice('from_activity', codes);
    return form.errors.length > 0 ? null : { activity };
  }
  if (form.raw('unit') === '') return null;
  const code = readCode(form, 'unit', scope);
  const group = form.choice(
    'group',
    groupsOfPersons(groups).map((each) => each.code),
  );
  const place = scope.territory.placesOfCode(code).findLast(({ id }) => scope.covers(id));
  if (!place && form.errors.length === 0) form.refuse('unit', 'territory.no_such_name', { name: code });
  return place && form.errors.length === 0 ? { placeId: place.id, group } : null;
}
