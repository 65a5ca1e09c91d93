import type { ActivityWords } from '../activities/activity-words.js';
import type { Collision } from '../activities/collisions.js';
import { activityCrumbs } from '../activities/crumbs.js';
import { collisionWords } from '../activities/collisions.page.js';
import { ALL_GROUPS } from '../coverage/count.js';
import { indicatorsOf, type PlanView } from '../plans/plan-views.js';
import type { PlanContent } from '../plans/plans.js';
import { rowAt } from '../plans/scoreboard-row.js';
import { placeSuggestions } from '../territory/place-choice.js';
import { paths } from '../web/paths.js';
import { type Choices, FURTHER_TRAINERS, TEST_REQUIRED } from './activity-form.js';
import type { StandingFact } from './planned-facts.page.js';
import type { SessionFields } from './session-fields.js';

/** What stands in the fields: text by the name of the field, ticked boxes by their codes. */
export interface FormValues extends Record<string, unknown> {
  indicators: readonly string[];
  tasks: readonly string[];
}

/** What the page of planning shows. */
export interface PlanningForm {
  view: PlanView;
  choices: Choices;
  values: FormValues;
  /** Null on the page that changes an activity: its sessions have pages of their own. */
  sessions: readonly SessionFields[] | null;
  collisions: readonly Collision[];
  /** The plans that can be chosen, each with its address. */
  plans: readonly { code: string; title: string }[];
  /** The activity that is changed; null: a new one. */
  activity: { code: string; title: string; version: number } | null;
  /** What somebody else wrote meanwhile and this form would change. */
  others?: readonly StandingFact[];
  /** The code of the activity that this form has planned already. */
  already?: string;
}

/** Planning a training or a campaign on one page. */
export function activityFormPage(words: ActivityWords, form: PlanningForm): object {
  const { choices, values, sessions, activity, view } = form;
  const { kind, plan } = choices;
  const title = view.words.t(activity ? 'planning.edit' : `planning.new_${kind}`);
  return {
    title,
    narrow: true,
    crumbs: [
      ...(activity ? activityCrumbs(words, activity) : [{ text: words.say('title'), href: paths.activities() }]),
      { text: title },
    ],
    heading: title,
    action: activity ? paths.activityEdit(activity.code) : paths.activityNew({ kind, plan }),
    cancel: activity ? paths.activity(activity.code) : paths.activities(),
    isNew: activity === null,
    isTraining: kind === 'training',
    version: activity?.version,
    others: form.others,
    already: form.already && { href: paths.activity(form.already), editHref: paths.activityEdit(form.already) },
    planText: view.words.local(view.content.plan.title_vi, view.content.plan.title_en),
    otherPlans: activity ? [] : otherPlans(form),
    values,
    agencies: agencyOptions(view),
    places: placeSuggestions(words.scope, words.locale),
    indicators: view.scope.indicators.map(({ code }) => indicatorOption(view, code, values)),
    lacksAt: view.words.t('planning.lacks_at', { place: view.place.name, as_of: words.date(view.dates.as_of) }),
    tasks: view.content.tasks.map((task) => ({
      value: task.code,
      text: `${task.code} ${view.words.local(task.title_vi, task.title_en)}`,
      checked: values.tasks.includes(task.code),
    })),
    materials: materialsOption(form),
    test: kind === 'training' ? [testOption(form)] : null,
    trainers: choices.trainers.map(({ value, name }) => ({ value, text: name })),
    moreTrainers: FURTHER_TRAINERS.map((id, at) => ({ id, number: String(at + 1), value: values[id] })),
    sessions: sessions?.map((session, at) => ({ number: at + 1, id: `s${at + 1}`, ...session })),
    count: sessions?.length,
    several: (sessions?.length ?? 0) > 1,
    collisions: form.collisions.map((each) => collisionWords(words, each)),
    save: view.words.t(activity ? 'planning.save' : 'planning.save_open'),
  };
}

/** Whether the test has to be passed, and what follows from that. */
function testOption({ values, view }: PlanningForm): object {
  const { words } = view;
  return {
    ...{ value: TEST_REQUIRED, text: words.t('planning.test'), hint: words.t('planning.test_hint') },
    checked: values.test === TEST_REQUIRED,
  };
}

/** Whether the materials of the activity that this one is like are attached to it too. */
function materialsOption({ values, view }: PlanningForm): object[] | null {
  const { copied, materials } = values;
  if (typeof copied !== 'string' || copied === '') return null;
  return [{ value: copied, text: view.words.t('planning.with_materials'), checked: materials === copied }];
}

function otherPlans({ plans, choices }: PlanningForm): object[] {
  return plans
    .filter(({ code }) => code !== choices.plan)
    .map(({ code, title }) => ({ text: title, href: paths.activityNew({ kind: choices.kind, plan: code }) }));
}

function agencyOptions({ content, words }: PlanView): object[] {
  return content.agencies.map(({ code, title_vi, title_en }) => ({
    value: code,
    text: words.local(title_vi, title_en),
  }));
}

/** "3.4 Hộ gia đình được tập huấn", and under it "còn thiếu 214 hộ; 60 chỗ có thể thêm nhiều nhất 60". */
function indicatorOption(view: PlanView, code: string, values: FormValues): object {
  const { words, content } = view;
  const found = indicatorsOf(content).find((each) => each.code === code);
  return {
    value: code,
    text: `${code} ${found ? words.local(found.title_vi, found.title_en) : ''}`.trim(),
    hint: lacksOf(view, code, Number(values.capacity)),
    checked: values.indicators.includes(code),
  };
}

function lacksOf(view: PlanView, code: string, capacity: number): string {
  const { words, scope } = view;
  const indicator = scope.indicators.find((each) => each.code === code);
  if (!indicator) return '';
  const { missing, population, floor } = rowAt(view, indicator, ALL_GROUPS);
  if (missing === null) return words.t('planning.no_baseline');
  const unit = words.unit(indicator.groups);
  const lacks = missing === 0 ? words.t('planning.lacks_none') : words.t('planning.lacks', { count: missing, unit });
  if (!Number.isSafeInteger(capacity) || capacity <= 0) return lacks;
  const most = Math.min(capacity, Math.max(0, (population ?? capacity) - floor));
  return words.t('planning.lacks_and_adds', { lacks, capacity, most });
}

/** The codes that the fields of a plan's form can say. */
export function codesOf(content: PlanContent): Pick<Choices, 'agencies' | 'tasks'> {
  return { agencies: content.agencies.map(({ code }) => code), tasks: content.tasks.map(({ code }) => code) };
}
