import type { ActivityWords } from '../activities/activity-words.js';
import { lessonsOf } from '../courses/outline.js';
import { homeWords, placeOptions } from '../people/homes.js';
import { type Group, groupName } from '../territory/groups.js';
import type { Scope } from '../territory/scope.js';
import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import { askedOf, type EnrolmentFilter, isIn, shownLearners, type Stand, STANDS } from './enrolment-filter.js';
import type { EnrolledLearner, EnrolmentRecord } from './enrolment-records.js';

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

/** The grid: learners by lessons, with what is done to those who are ticked. */
export function enrolmentsPage(words: ActivityWords, record: EnrolmentRecord, shown: Shown): object {
  const { activity, newest } = record;
  const { filter, groups, waiting, typed } = shown;
  const say = (key: string, params = {}): string => words.t(`enrolments.${key}`, params);
  const learners = shownLearners(record, filter, shown.below);
  const lessons = newest ? lessonsOf(newest.content) : [];
  const asked = askedOf(filter);
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
    links: linksOf(words, record, filter, waiting),
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

function linksOf(
  words: ActivityWords,
  { activity }: EnrolmentRecord,
  filter: EnrolmentFilter,
  waiting: number,
): object[] {
  const say = (key: string, params = {}): string => words.t(`enrolments.${key}`, params);
  const letters = [
    {
      text: words.t('course_letters.message'),
      href: paths.enrolmentMessage(activity.code, askedOf(filter)),
    },
    { text: words.t('course_letters.reminders'), href: paths.enrolmentReminders(activity.code) },
  ];
  const enrolling = [
    { text: say('add_one'), href: paths.enrolmentAdditions(activity.code) },
    { text: say('add_group'), href: paths.enrolmentCandidates(activity.code) },
    { text: say('link'), href: paths.enrolmentLink(activity.code) },
    { text: say('requests', { count: waiting }), href: paths.enrolmentRequests(activity.code) },
    { text: say('codes'), href: paths.enrolmentCodes(activity.code) },
  ];
  return [...(actorMay('enrolment.write') ? enrolling : []), ...(actorMay('letter.send') ? letters : [])];
}

function sums({ learners }: EnrolmentRecord): Record<string, number> {
  const count = (stand: Stand): number => learners.filter((each) => isIn(stand, each)).length;
  return { all: learners.length, done: count('done'), behind: count('behind'), not_begun: count('not_begun') };
}

function isOlder({ enrolment }: EnrolledLearner, newest: number): boolean {
  return enrolment.completed_on === null && enrolment.version_number !== null && enrolment.version_number < newest;
}
