import type { ActivityWords } from '../activities/activity-words.js';
import { lessonsOf } from '../courses/outline.js';
import { homeWords, placeOptions } from '../people/homes.js';
import { type Group, groupName } from '../territory/groups.js';
import type { Scope } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import type { EnrolledLearner, EnrolmentRecord } from './enrolment-records.js';

/** Which learners are looked at. */
export const STANDS = ['all', 'not_begun', 'behind', 'learning', 'done'] as const;
export type Stand = (typeof STANDS)[number];

/** What the grid is narrowed to. */
export interface EnrolmentFilter {
  stand: Stand;
  place: string;
  group: string;
}

interface Shown {
  filter: EnrolmentFilter;
  below: Scope | null;
  groups: readonly Group[];
  /** How many requests wait. */
  waiting: number;
  typed: { ticked: ReadonlySet<number>; due: string };
}

/** More than these are not shown as a grid: they are narrowed down, or taken as a file. */
const MOST_ROWS = 500;

/** What an address asks for. */
export function filterOf(asked: Record<string, unknown>): EnrolmentFilter {
  const stand = STANDS.find((each) => each === asked.stand) ?? 'all';
  return { stand, place: textAsked(asked.place), group: textAsked(asked.group) };
}

/** The learners that a filter keeps. @param below the territory of the place asked for; null: none was */
export function shownLearners(
  { learners }: EnrolmentRecord,
  { stand, group }: EnrolmentFilter,
  below: Scope | null,
): EnrolledLearner[] {
  return learners.filter(
    (each) =>
      isIn(stand, each) &&
      (group === '' || each.groups.includes(group)) &&
      (below === null || below.coversCode(each.person.unit_code)),
  );
}

/** The grid: learners by lessons, with what is done to those who are ticked. */
export function enrolmentsPage(words: ActivityWords, record: EnrolmentRecord, shown: Shown): object {
  const { activity, newest } = record;
  const { filter, groups, waiting, typed } = shown;
  const say = (key: string, params = {}): string => words.t(`enrolments.${key}`, params);
  const learners = shownLearners(record, filter, shown.below);
  const lessons = newest ? lessonsOf(newest.content) : [];
  const asked = { stand: filter.stand === 'all' ? undefined : filter.stand, place: filter.place, group: filter.group };
  return {
    title: say('title_of', { title: activity.title }),
    heading: say('title'),
    lede: activity.title,
    crumbs: [
      { text: words.say('title'), href: paths.activities() },
      { text: activity.title, href: paths.activity(activity.code) },
      { text: say('title') },
    ],
    code: activity.code,
    notPublished: newest === undefined,
    mayWrite: actorMay('enrolment.write'),
    links: linksOf(words, record, waiting),
    action: paths.enrolments(activity.code),
    filter,
    stands: STANDS.map((value) => ({ value, text: say(`stand.${value}`) })),
    places: placeOptions(words.scope, words.locale),
    groups: groups.map((each) => ({ value: each.code, text: groupName(each, words.locale) })),
    sum: say('sum', sums(record)),
    csvHref: paths.enrolmentsCsv(activity.code, asked),
    tooMany: learners.length > MOST_ROWS ? say('too_many', { most: MOST_ROWS }) : null,
    lessons: lessons.map(({ title, key }, at) => ({ title, key, number: at + 1 })),
    rows: learners.slice(0, MOST_ROWS).map((each) => rowOf(words, record, each, typed.ticked)),
    dueAction: paths.enrolmentDue(activity.code),
    movesAction: paths.enrolmentMoves(activity.code),
    due: typed.due,
    older:
      newest && learners.some((each) => isOlder(each, newest.number)) ? say('move', { number: newest.number }) : null,
  };
}

/** How somebody stands, as the shape and the word of a pill. */
export function standOf(words: Pick<ActivityWords, 't'>, { enrolment, progress, behind }: EnrolledLearner): object {
  if (enrolment.completed_on !== null) return { status: 'met', text: words.t('enrolments.stand.done') };
  if (behind) return { status: 'not_met', text: words.t('enrolments.stand.behind') };
  const key = progress.touched_at === null ? 'not_begun' : 'learning';
  return { status: key === 'learning' ? 'uncertain' : 'no_baseline', text: words.t(`enrolments.stand.${key}`) };
}

function rowOf(
  words: ActivityWords,
  { activity, newest }: EnrolmentRecord,
  learner: EnrolledLearner,
  ticked: ReadonlySet<number>,
): object {
  const { enrolment, person, name, progress, version } = learner;
  const lessons = new Map(
    progress.sections.flatMap(({ lessons: each }) => each).map((each) => [each.lesson.key, each]),
  );
  return {
    id: enrolment.id,
    name,
    href: paths.enrolment(activity.code, enrolment.id),
    place: homeWords(words.scope, person.unit_code).text,
    due: enrolment.due_on === null ? '' : words.date(enrolment.due_on),
    percent: `${progress.percent}%`,
    ...standOf(words, learner),
    ticked: ticked.has(enrolment.id),
    version:
      newest && version.number !== newest.number ? words.t('enrolments.version', { number: version.number }) : '',
    cells: (newest ? lessonsOf(newest.content) : []).map(({ key, title }) => {
      const state = lessons.get(key)?.state;
      return { title, mark: state ? MARKS[state] : '', text: state ? words.t(`enrolments.lesson.${state}`) : '–' };
    }),
  };
}

const MARKS = { done: '✓', begun: '…', to_do: '·' };

function linksOf(words: ActivityWords, { activity }: EnrolmentRecord, waiting: number): object[] {
  if (!actorMay('enrolment.write')) return [];
  const say = (key: string, params = {}): string => words.t(`enrolments.${key}`, params);
  return [
    { text: say('add_one'), href: paths.enrolmentAdditions(activity.code) },
    { text: say('add_group'), href: paths.enrolmentCandidates(activity.code) },
    { text: say('link'), href: paths.enrolmentLink(activity.code) },
    { text: say('requests', { count: waiting }), href: paths.enrolmentRequests(activity.code) },
    { text: say('codes'), href: paths.enrolmentCodes(activity.code) },
  ];
}

function sums({ learners }: EnrolmentRecord): Record<string, number> {
  const count = (stand: Stand): number => learners.filter((each) => isIn(stand, each)).length;
  return { all: learners.length, done: count('done'), behind: count('behind'), not_begun: count('not_begun') };
}

function isIn(stand: Stand, { enrolment, progress, behind }: EnrolledLearner): boolean {
  const isDone = enrolment.completed_on !== null;
  switch (stand) {
    case 'all':
      return true;
    case 'done':
      return isDone;
    case 'behind':
      return behind;
    case 'not_begun':
      return !isDone && progress.touched_at === null;
    case 'learning':
      return !isDone && progress.touched_at !== null;
  }
}

function isOlder({ enrolment }: EnrolledLearner, newest: number): boolean {
  return enrolment.completed_on === null && enrolment.version_number !== null && enrolment.version_number < newest;
}
