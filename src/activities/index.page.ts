import { placeOptions } from '../people/homes.js';
import type { CsvValue } from '../interchange/writer.js';
import { pager, pagesOf } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { ActivityKind, ActivityStatus } from './activities.entities.js';
import { STATUSES, type ListedActivity } from './activity-list.js';
import type { ActivityWords } from './activity-words.js';

/** What the address of the list asks for, as it was typed. */
export interface ActivitiesAsked {
  plan: string;
  kind: string;
  status: string;
  unit: string;
  from: string;
  to: string;
  page: number;
}

/** A plan that the list can be narrowed to. */
export interface PlanOption {
  code: string;
  title_vi: string;
  title_en: string;
}

const KINDS: readonly ActivityKind[] = ['training', 'campaign', 'course'];

/** The list of activities. */
export function activitiesPage(
  words: ActivityWords,
  asked: ActivitiesAsked,
  plans: PlanOption[],
  list: { activities: ListedActivity[]; total: number },
  may: { load: boolean; plan: boolean },
): object {
  const { page, ...filter } = asked;
  const csv = paths.activitiesCsv(filter);
  const columns = ['activity', 'organizer', 'days', 'sessions', 'people', 'status'];
  return {
    titleKey: 'activities.title',
    asked,
    newTraining: may.plan ? paths.activityNew({ kind: 'training' }) : undefined,
    newCampaign: may.plan ? paths.activityNew({ kind: 'campaign' }) : undefined,
    loadHref: may.load ? paths.imports() : undefined,
    filtered: Object.values(filter).some((value) => value !== ''),
    total: list.total,
    plans: plans.map((plan) => ({
      value: plan.code,
      text: words.locale === 'en' && plan.title_en !== '' ? plan.title_en : plan.title_vi,
    })),
    severalPlans: plans.length > 1,
    kinds: KINDS.map((value) => ({ value, text: words.say(`kind.${value}`) })),
    statuses: STATUSES.map((value) => ({ value, text: words.say(`status.${value}`) })),
    units: placeOptions(words.scope, words.locale),
    columns: columns.map((name) => ({
      text: words.say(`column.${name}`),
      num: name === 'sessions' || name === 'people',
    })),
    rows: list.activities.map((activity) => ({ cells: cellsOf(words, activity) })),
    pager: pager({ page, total: list.total }, pagesOf(paths.activities(), filter), csv),
  };
}

function cellsOf(words: ActivityWords, activity: ListedActivity): object[] {
  const { code, title, kind, status, sessions, people, unnamed } = activity;
  const organizer = words.organizer(activity);
  const place = words.place(activity.place_id, activity.unit_code).text;
  return [
    { text: title, href: paths.activity(code), sub: words.say(`kind.${kind}`) },
    { text: organizer, ...(place === organizer ? {} : { sub: place }) },
    { text: kind === 'course' ? '–' : words.days(activity) },
    { text: kind === 'course' ? '–' : words.num(sessions) },
    { text: words.num(people), ...(unnamed > 0 ? { sub: words.say('unnamed', { count: unnamed }) } : {}) },
    statusCell(words, status),
  ];
}

/** A status as shape and word: the shape says whether it is over, under way, not yet, or off. */
export function statusCell(words: ActivityWords, status: ActivityStatus): { status: string; text: string } {
  const shapes = { draft: 'no_baseline', open: 'no_baseline', running: 'uncertain', done: 'met', cancelled: 'revoked' };
  return { status: shapes[status], text: words.say(`status.${status}`) };
}

/** The columns of the list as a file. */
export const LIST_HEADER = [
  'code',
  'plan',
  'kind',
  'title',
  'unit',
  'agency',
  'status',
  'first_date',
  'last_date',
  'sessions',
  'people',
];

/** The list as rows of a file. */
export async function* listRows(activities: AsyncIterable<ListedActivity>): AsyncGenerator<CsvValue[]> {
  yield LIST_HEADER;
  for await (const a of activities) {
    const { code, plan_code, kind, title, unit_code, agency_code, status, first_date, last_date, sessions, people } = a;
    yield [code, plan_code, kind, title, unit_code, agency_code, status, first_date, last_date, sessions, people];
  }
}
