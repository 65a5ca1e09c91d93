import { Injectable } from '@nestjs/common';
import type { ListedActivity } from '../activities/activity-list.js';
import { ActivityRecords } from '../activities/activity-records.js';
import { ActivityWords } from '../activities/activity-words.js';
import { AttachedFiles } from '../activities/attached-files.js';
import { CollisionStore } from '../activities/collision.store.js';
import type { Gathering } from '../activities/collisions.js';
import { fromHundredths } from '../activities/files.js';
import { type PlanningFacts, PlanningReader } from '../activities/planning-facts.js';
import { Trainers } from '../activities/trainers.js';
import { DomainError, NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { indicatorsOf, type PlanView, PlanViews } from '../plans/plan-views.js';
import { Plans } from '../plans/plans.js';
import { standsOn } from '../territory/place.js';
import { placeLabel, readCode } from '../territory/place-choice.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { readDay } from '../web/day.js';
import { newFormKey } from '../web/form-key.js';
import { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { type Choices, FURTHER_TRAINERS, TEST_REQUIRED, type TrainerChoice } from './activity-form.js';
import { activityFormPage, codesOf, type FormValues, type PlanningForm } from './activity-form.page.js';
import { differing, plannedOf } from './planned-facts.js';
import { standingFacts } from './planned-facts.page.js';
import type { ActivityInput } from './plannings.js';
import { type SessionFields, sessionFields, timeOf } from './session-fields.js';

/** A form that was opened: everything but what stands in its way. */
export interface Opened extends Omit<PlanningForm, 'collisions'> {
  words: ActivityWords;
}

const NO_SESSION: SessionFields = { date: '', start: '', end: '', venue: '' };

/** Opens the form of planning: blank, copied from an activity, of one that is there, or as it was sent. */
@Injectable()
export class PlanningForms {
  constructor(
    private readonly views: PlanViews,
    private readonly plans: Plans,
    private readonly records: ActivityRecords,
    private readonly reader: PlanningReader,
    private readonly trainers: Trainers,
    private readonly attached: AttachedFiles,
    private readonly collisions: CollisionStore,
    private readonly scopes: Scopes,
  ) {}

  /** A new activity of a plan, of a kind, for an indicator and a place: as the address says. @throws NotFound where there is no plan */
  async blank(given: Record<string, unknown>, locale: Locale): Promise<Opened> {
    const indicator = textAsked(given.indicator);
    const values = {
      ...newForm(),
      unit: await this.usualUnit(textAsked(given.unit)),
      // A trainer mostly plans what they train themselves.
      trainer: actor()?.role === 'trainer' ? String(actor()?.user_id) : '',
      indicators: indicator === '' ? [] : [indicator],
      tasks: [],
    };
    return this.open(await this.planAsked(given), kindAsked(given), values, locale, { sessions: [NO_SESSION] });
  }

  /** What was sent, with everything that was typed. */
  async sent(given: Record<string, unknown>, form: Form, locale: Locale): Promise<Opened> {
    const values = { ...form.typed(), indicators: form.many('indicators'), tasks: form.many('tasks') };
    return this.open(await this.planAsked(given), kindAsked(given), values, locale, { sessions: sessionFields(form) });
  }

  /** A new activity like one that is there: its facts and sessions without days, with its materials, not its roster. @throws NotFound */
  async copy(code: string, locale: Locale): Promise<Opened> {
    const activity = await this.activity(code);
    const sessions = (await this.records.sessions(activity.id))
      .filter(({ status, makes_up }) => status !== 'cancelled' && makes_up === null)
      .map(({ start, end, venue }) => ({ date: '', start: start ?? '', end: end ?? '', venue: venue ?? '' }));
    const copied = (await this.attached.materialsOf(activity)).length > 0 ? { copied: code, materials: code } : {};
    // Of the trainers those who have an account: the form it becomes is sent without the activity it was copied from.
    const facts = await this.reader.of(activity.id);
    const values = {
      ...(await this.valuesOf(activity, facts, await this.trainerChoices([]))),
      ...newForm(),
      ...copied,
    };
    const more = { sessions: sessions.length > 0 ? sessions : [NO_SESSION] };
    return this.open(activity.plan_code, kindOf(activity.kind), values, locale, more);
  }

  /** An activity that is there, with what was typed where it was sent. @throws NotFound */
  async existing(code: string, locale: Locale, form?: Form): Promise<Opened> {
    const activity = await this.activity(code);
    const typed = form && { ...form.typed(), indicators: form.many('indicators'), tasks: form.many('tasks') };
    const facts = await this.reader.of(activity.id);
    const choices = await this.trainerChoices([
      ...(activity.trainer === null ? [] : [activity.trainer]),
      ...facts.trainers,
    ]);
    const values = typed ?? (await this.valuesOf(activity, facts, choices));
    const { title, version } = activity;
    const more = { sessions: null, activity: { code, title, version }, trainers: choices };
    return this.open(activity.plan_code, kindOf(activity.kind), values, locale, more);
  }

  /** One that somebody else changed meanwhile: what was typed, and what stands now where that is not the same. */
  async conflicting(code: string, locale: Locale, form: Form, input: ActivityInput): Promise<Opened> {
    const opened = await this.existing(code, locale, form);
    const activity = await this.activity(code);
    const now = plannedOf(activity, await this.reader.of(activity.id));
    const others = standingFacts(opened.words, activity, now, opened.choices, differing(now, input));
    return { ...opened, values: { ...opened.values, version: activity.version }, others };
  }

  /** The page, with the collisions of those sessions that have a day. */
  async model(opened: Opened): Promise<object> {
    const collisions = await this.collisions.of(gatheringsOf(opened));
    return activityFormPage(opened.words, { ...opened, collisions });
  }

  private async open(
    plan: string,
    kind: Choices['kind'],
    values: FormValues,
    locale: Locale,
    {
      trainers: written,
      ...more
    }: { sessions: SessionFields[] | null; activity?: PlanningForm['activity']; trainers?: TrainerChoice[] },
  ): Promise<Opened> {
    const scope = await this.scopes.mine();
    const view = await this.viewAt(plan, unitOf(values, scope), locale);
    const plans = (await this.plans.all()).map((each) => ({
      code: each.code,
      title: view.words.local(each.title_vi, each.title_en),
    }));
    const trainers = written ?? (await this.trainerChoices([]));
    const indicators = indicatorsOf(view.content).map(({ code }) => code);
    const choices = { plan, kind, trainers, indicators, ...codesOf(view.content) };
    const words = new ActivityWords(locale, scope);
    return { words, view, choices, values, plans, activity: null, ...more };
  }

  /** The plan's figures at the place, else of the whole plan. */
  private async viewAt(plan: string, unit: string, locale: Locale): Promise<PlanView> {
    try {
      return await this.views.open(plan, unit === '' ? {} : { unit }, locale, { atHome: true });
    } catch (error) {
      if (unit === '' || !(error instanceof DomainError)) throw error;
      return this.views.open(plan, {}, locale, { atHome: true });
    }
  }

  /** The accounts that can train, and those of the addresses that are written down and no account of these has. */
  private async trainerChoices(written: readonly string[]): Promise<TrainerChoice[]> {
    const known = (await this.trainers.choices()).map(({ id, email, name }) => ({ value: String(id), email, name }));
    const others = [...new Set(written)].filter((address) => !known.some(({ email }) => email === address));
    const names = await Promise.all(others.map((email) => this.trainers.shown(email)));
    return [...known, ...others.map((email, at) => ({ value: `written${at + 1}`, email, name: names[at] ?? '–' }))];
  }

  private async valuesOf(
    activity: ListedActivity,
    { indicators, tasks, trainers, budget, budget_source }: PlanningFacts,
    choices: readonly TrainerChoice[],
  ): Promise<FormValues> {
    const valueOf = (email: string | null): string => choices.find((each) => each.email === email)?.value ?? '';
    const more = FURTHER_TRAINERS.map((field, at): [string, string] => [field, valueOf(trainers[at] ?? null)]);
    const { territory } = await this.scopes.mine();
    const place = activity.place_id === null ? undefined : territory.placeById(activity.place_id);
    const further: Record<string, string> = Object.fromEntries(more);
    return {
      title: activity.title,
      agency: activity.agency_code,
      unit: place ? placeLabel(place) : activity.unit_code,
      min_attendance: fromHundredths(activity.min_attendance),
      test: activity.test_required === 1 ? TEST_REQUIRED : '',
      capacity: activity.capacity,
      trainer: valueOf(activity.trainer),
      ...further,
      ...{ indicators, tasks, budget, budget_source },
    };
  }

  /** An activity of the own territory: of others not even the form exists, nor of a course, which is planned by its lessons. */
  private async activity(code: string): Promise<ListedActivity> {
    const activity = await this.records.activity(code);
    if (activity.kind === 'course') throw new NotFound();
    (await this.scopes.mine()).require(activity.place_id);
    return activity;
  }

  private async planAsked(given: Record<string, unknown>): Promise<string> {
    const asked = textAsked(given.plan);
    if (asked !== '') return (await this.plans.byCode(asked)).code;
    const [latest] = await this.plans.all();
    if (!latest) throw new NotFound('planning.no_plan');
    return latest.code;
  }

  /** The place of the address, else the one of the reader's rights, where it still stands. */
  private async usualUnit(asked: string): Promise<string> {
    const scope = await this.scopes.mine();
    const own = scope.territory.placeById(actor()?.place_id ?? 0);
    const place = asked === '' ? own : scope.territory.placesOfCode(asked).findLast(({ id }) => scope.covers(id));
    return place && standsOn(place, scope.day) ? placeLabel(place) : '';
  }
}

/** What every new form has: its key, and how often a session is repeated. */
function newForm(): { form_key: string; weeks: string } {
  return { form_key: newFormKey(), weeks: '3' };
}

function kindOf(kind: ListedActivity['kind']): Choices['kind'] {
  return kind === 'campaign' ? 'campaign' : 'training';
}

function kindAsked({ kind }: Record<string, unknown>): Choices['kind'] {
  return kind === 'campaign' ? 'campaign' : 'training';
}

/** The code of the place that stands in the form, '' while it cannot be read. */
function unitOf(values: FormValues, scope: Scope): string {
  const form = new Form({ unit: values.unit });
  const code = readCode(form, 'unit', scope);
  return form.errors.length > 0 ? '' : code;
}

function gatheringsOf({ sessions, values, choices, words }: Opened): Gathering[] {
  const emails = ['trainer', ...FURTHER_TRAINERS].flatMap(
    (field) => choices.trainers.find(({ value }) => value === values[field])?.email ?? [],
  );
  const unit = unitOf(values, words.scope);
  return (sessions ?? []).flatMap(({ date, start, end, venue }, at): Gathering[] => {
    const day = readDay(date);
    if (typeof day !== 'string') return [];
    const place = words.scope.territory.placeAt(unit, day);
    const times = { start: timeOf(start), end: timeOf(end) };
    const where = { venue: venue === '' ? null : venue, place_id: place?.id ?? null };
    return [{ activity_id: 0, title: '', code: '', number: at + 1, date: day, ...times, ...where, trainers: emails }];
  });
}
