import { Injectable } from '@nestjs/common';
import { ActivityWords } from '../activities/activity-words.js';
import { Trainers } from '../activities/trainers.js';
import { Database } from '../database/database.js';
import { NotFound } from '../errors.js';
import type { Locale } from '../i18n/locale.js';
import { placeLabel, placeSuggestions, readCode } from '../territory/place-choice.js';
import { standsOn } from '../territory/place.js';
import { Scopes } from '../territory/scope.js';
import { actor } from '../web/actor.js';
import { newFormKey } from '../web/form-key.js';
import type { Form } from '../web/form.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { CourseAbout, CourseInput } from './course-activities.js';

const LANGUAGES = ['vi', 'en'] as const;

interface Titled {
  code: string;
  title_vi: string;
  title_en: string | null;
}

/** What the form of a new course offers. */
interface Offered {
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

  /** What was sent, read; faults are noted in the form. */
  async read(form: Form, given: Record<string, unknown>): Promise<CourseInput> {
    const { plan, agencies, trainers } = await this.offered(given);
    const codes = agencies.map(({ code }) => code);
    const ids = trainers.map(({ id }) => String(id));
    const trainer = form.raw('trainer') === '' ? null : form.choice('trainer', ids);
    return {
      plan,
      title: form.text('title', 190),
      unit: readCode(form, 'unit', await this.scopes.mine()),
      agency: form.raw('agency') === '' ? null : form.choice('agency', codes),
      trainer: trainers.find(({ id }) => String(id) === trainer)?.email ?? null,
      ...readAbout(form),
    };
  }

  /** The page, blank or with what was typed. @throws NotFound where there is no plan yet */
  async page(given: Record<string, unknown>, locale: Locale, form?: Form): Promise<object> {
    const scope = await this.scopes.mine();
    const words = new ActivityWords(locale, scope);
    const { plan, plans, agencies, trainers } = await this.offered(given);
    const text = ({ title_vi, title_en }: Titled): string => (locale === 'en' && title_en ? title_en : title_vi);
    const own = scope.territory.placeById(actor()?.place_id ?? 0);
    const blank = {
      form_key: newFormKey(),
      language: 'vi',
      unit: own && standsOn(own, scope.day) ? placeLabel(own) : '',
      trainer: actor()?.role === 'trainer' ? String(actor()?.user_id) : '',
    };
    const title = words.t('courses.new');
    return {
      ...{ title, narrow: true, values: form?.typed() ?? blank },
      crumbs: [{ text: words.t('courses.title'), href: paths.courses() }, { text: title }],
      planText: plans
        .filter(({ code }) => code === plan)
        .map(text)
        .join(''),
      otherPlans: plans
        .filter(({ code }) => code !== plan)
        .map((each) => ({ text: text(each), href: paths.courseNew(each.code) })),
      action: paths.courseNew(plan),
      agencies: agencies.map((each) => ({ value: each.code, text: text(each) })),
      trainers: trainers.map(({ id, name }) => ({ value: String(id), text: name })),
      places: placeSuggestions(scope, locale),
      languages: languageOptions(words),
    };
  }

  private async offered(given: Record<string, unknown>): Promise<Offered> {
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

/** What a course says of itself, as its forms send it. */
export function readAbout(form: Form): CourseAbout {
  return {
    language: form.choice('language', LANGUAGES),
    summary: form.optionalText('summary', 5000),
    minutes: form.optionalInteger('minutes', 1, 10_000),
  };
}

/** The languages that a course can be written in. */
export function languageOptions(words: ActivityWords): object[] {
  return LANGUAGES.map((value) => ({ value, text: words.t(`courses.language.${value}`) }));
}
