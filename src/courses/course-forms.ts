import { Injectable } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import { Trainers } from '../activities/trainers.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { placeLabel, placeSuggestions, readCode } from '../territory/place-choice.js';
import { standsOn } from '../territory/place.js';
import { type Scope, Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { newFormKey } from '../web/form-key.js';
import type { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { CourseAbout, CourseInput } from './course-activities.js';
import type { CourseRecord } from './course-records.js';
import { courseEditPage } from './course.page.js';

/** Stands for a trainer who is written down and has no account that the reader knows. */
const KEPT_TRAINER = 'kept';
const LANGUAGES = ['vi', 'en'] as const;

interface Titled {
  code: string;
  title_vi: string;
  title_en: string | null;
}

/** What the form of a new course offers. */
export interface Offered {
  plan: string;
  plans: Titled[];
  agencies: Titled[];
  trainers: { id: number; email: string; name: string }[];
}

/** The form of a new course: of which plan, for which place, and what it says of itself. */
@Injectable()
export class CourseForms {
  constructor(
    private readonly database: Database,
    private readonly scopes: Scopes,
    private readonly trainers: Trainers,
  ) {}

  /**
   * What was sent, read; faults are noted in the form.
   * @param kept the trainer that is written down, where the form may keep somebody who has no account here
   */
  async read(form: Form, given: Record<string, unknown>, kept: string | null = null): Promise<CourseInput> {
    const { plan, agencies, trainers } = await this.offered(given);
    const codes = agencies.map(({ code }) => code);
    const known = trainers.map(({ id, email }) => ({ value: String(id), email }));
    const choices = kept === null ? known : [...known, { value: KEPT_TRAINER, email: kept }];
    const typed = form.raw('trainer');
    const trainer =
      typed === ''
        ? null
        : form.choice(
            'trainer',
            choices.map(({ value }) => value),
          );
    return {
      plan,
      title: form.text('title', 190),
      unit: readCode(form, 'unit', await this.scopes.mine()),
      agency: form.raw('agency') === '' ? null : form.choice('agency', codes),
      trainer: choices.find(({ value }) => value === trainer)?.email ?? null,
      ...readAbout(form),
    };
  }

  /** The page, blank or with what was typed. @throws NotFound where there is no plan yet */
  async page(given: Record<string, unknown>, locale: Locale, form?: Form): Promise<object> {
    const scope = await this.scopes.mine();
    const words = new ActivityWords(locale, scope);
    const { plan, plans, agencies, trainers } = await this.offered(given);
    const blank = {
      form_key: newFormKey(),
      language: 'vi',
      unit: ownPlace(scope),
      trainer: actor()?.role === 'trainer' ? String(actor()?.user_id) : '',
    };
    const title = words.t('courses.new');
    return {
      ...{ title, narrow: true, values: form?.typed() ?? blank },
      crumbs: [{ text: words.t('courses.title'), href: paths.courses() }, { text: title }],
      ...planChoice({ plan, plans }, locale, paths.courseNew),
      action: paths.courseNew(plan),
      importHref: paths.courseNewImport({ plan }),
      agencies: agencies.map((each) => ({ value: each.code, text: titleIn(locale, each) })),
      trainers: trainers.map(({ id, name }) => ({ value: String(id), text: name })),
      places: placeSuggestions(scope, locale),
      languages: languageOptions(words),
    };
  }

  /** The page of a course that is there, with what it is or what was typed. */
  async existing(record: CourseRecord, locale: Locale, form?: Form): Promise<object> {
    const scope = await this.scopes.mine();
    const words = new ActivityWords(locale, scope);
    const { activity, about } = record;
    const { agencies, trainers } = await this.offered({ plan: activity.plan_code });
    const known = trainers.find(({ email }) => email === activity.trainer);
    const stranger = activity.trainer !== null && !known;
    const place = activity.place_id === null ? undefined : scope.territory.placeById(activity.place_id);
    const values = {
      ...{ title: activity.title, agency: activity.agency_code, ...about },
      unit: place ? placeLabel(place) : activity.unit_code,
      trainer: stranger ? KEPT_TRAINER : String(known?.id ?? ''),
    };
    return {
      ...courseEditPage(words, record),
      values: form?.typed() ?? values,
      agencies: agencies.map((each) => ({ value: each.code, text: titleIn(locale, each) })),
      trainers: [
        ...trainers.map(({ id, name }) => ({ value: String(id), text: name })),
        ...(stranger ? [{ value: KEPT_TRAINER, text: (await this.trainers.shown(activity.trainer)) ?? '–' }] : []),
      ],
      places: placeSuggestions(scope, locale),
      languages: languageOptions(words),
    };
  }

  /** What a new course can be of, as the address asks for it. @throws NotFound where there is no such plan, or none yet */
  async offered(given: Record<string, unknown>): Promise<Offered> {
    const scope = await this.scopes.mine();
    const all = await this.database.rows<Titled & { place_id: number }>(
      'SELECT code, title_vi, title_en, place_id FROM plans ORDER BY id DESC',
    );
    const plans = all.filter(({ place_id }) => scope.meets(place_id));
    const asked = textAsked(given.plan);
    const plan = asked === '' ? plans[0] : plans.find(({ code }) => code === asked);
    if (!plan && asked === '') throw new NotFound('courses.no_plan');
    if (!plan) throw new NotFound();
    const agencies = await this.database.rows<Titled>(
      `SELECT g.code, g.title_vi, g.title_en FROM agencies g JOIN plans p ON p.id = g.plan_id WHERE p.code = ?
       ORDER BY g.id`,
      [plan.code],
    );
    return { plan: plan.code, plans, agencies, trainers: await this.trainers.choices() };
  }
}

/** The plan that a new course is for, and the ways to the same page for another. */
export function planChoice(
  { plan, plans }: Pick<Offered, 'plan' | 'plans'>,
  locale: Locale,
  pageOf: (plan: string) => string,
): object {
  const named = plans.map((each) => ({ code: each.code, text: titleIn(locale, each) }));
  return {
    planText: named.find(({ code }) => code === plan)?.text ?? '',
    otherPlans: named.filter(({ code }) => code !== plan).map(({ code, text }) => ({ text, href: pageOf(code) })),
  };
}

/** The place of the reader's rights, as forms write it; '' where it does not stand any more. */
export function ownPlace(scope: Scope): string {
  const own = scope.territory.placeById(actor()?.place_id ?? 0);
  return own && standsOn(own, scope.day) ? placeLabel(own) : '';
}

function titleIn(locale: Locale, { title_vi, title_en }: Titled): string {
  return locale === 'en' && title_en ? title_en : title_vi;
}

/** What a course says of itself, as its forms send it. */
function readAbout(form: Form): CourseAbout {
  return {
    language: form.choice('language', LANGUAGES),
    summary: form.optionalText('summary', 5000),
    minutes: form.optionalInteger('minutes', 1, 10_000),
  };
}

/** The languages that a course can be written in. */
function languageOptions(words: ActivityWords): object[] {
  return LANGUAGES.map((value) => ({ value, text: words.t(`courses.language.${value}`) }));
}
