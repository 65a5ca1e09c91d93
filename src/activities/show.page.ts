import { groupText } from '../people/history.page.js';
import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import type { ActivityStatus, AttendanceStatus, SessionStatus } from './activities.entities.js';
import type { ListedActivity } from './activity-list.js';
import type { ActivityRecord, Marks, OnRoster } from './activity-records.js';
import type { ActivityWords } from './activity-words.js';
import type { Collision } from './collisions.js';
import { collisionWords } from './collisions.page.js';
import { statusCell } from './index.page.js';
import type { PlanningFacts } from './planning-facts.js';
import { BEST_FIRST, isThere } from './qualification.js';

/**
 * The page of one activity: facts, sessions, who is on the roster and how far they are.
 * @param trainers names of those who train beside the trainer
 */
export function activityPage(
  words: ActivityWords,
  record: ActivityRecord,
  mayReadRoster: boolean,
  { planning, trainers }: { planning: PlanningFacts; trainers: readonly string[] },
): object {
  const { activity } = record;
  return {
    title: activity.title,
    crumbs: [{ text: words.say('title'), href: paths.activities() }, { text: activity.title }],
    heading: activity.title,
    lede: ledeOf(words, record),
    tabs: tabsOf(words, activity, 'show', mayReadRoster),
    facts: [...factsOf(words, record), ...planningOf(words, planning, trainers)],
    standing: standingTally(words, record),
    ...(activity.kind === 'course' ? { isCourse: true } : sessionTable(words, record)),
    groups: groupTable(words, record),
  };
}

/** The tabs of an activity. */
export function tabsOf(
  words: ActivityWords,
  activity: ListedActivity,
  current: string,
  mayReadRoster: boolean,
): object {
  const { code, people } = activity;
  const roster = { text: words.say('tab.roster'), href: paths.activityRoster(code), count: words.num(people) };
  const certificates = { text: words.say('tab.certificates'), href: paths.activityCertificates(code) };
  return {
    label: words.say('tabs'),
    items: [
      { text: words.say('tab.show'), href: paths.activity(code), current: current === 'show' },
      ...(mayReadRoster ? [{ ...roster, current: current === 'roster' }] : []),
      ...(mayReadRoster && activity.kind !== 'campaign'
        ? [{ ...certificates, current: current === 'certificates' }]
        : []),
    ],
  };
}

/** "Lớp tập huấn, 5 buổi, xã Bản Bo. Có 12 người trong danh sách." */
export function ledeOf(words: ActivityWords, { activity }: ActivityRecord): string {
  const place = words.place(activity.place_id, activity.unit_code).text;
  const { sessions, people } = activity;
  if (activity.kind === 'course') return words.say('lede_course', { kind: words.say('kind.course'), place, people });
  return words.say('lede', { kind: words.say(`kind.${activity.kind}`), sessions, place, people });
}

function factsOf(words: ActivityWords, { activity, trainer }: ActivityRecord): object[] {
  const place = words.place(activity.place_id, activity.unit_code);
  const fact = (name: string, value: object): object => ({ term: words.say(`fact.${name}`), ...value });
  return [
    fact('status', status(words, activity)),
    fact('plan', { value: activity.plan_code, href: paths.plan(activity.plan_code) }),
    fact('organizer', { value: words.organizer(activity) }),
    fact('place', { value: place.text, href: place.href }),
    ...(activity.kind === 'course' ? [] : [fact('days', { value: words.days(activity) })]),
    ...(activity.kind === 'training'
      ? [fact('min_attendance', { value: words.percent(activity.min_attendance), note: minNote(words, activity) })]
      : []),
    ...(activity.test_required === 1 ? [fact('test', { value: words.say('test_required') })] : []),
    ...(activity.capacity === null ? [] : [fact('capacity', { value: words.num(activity.capacity) })]),
    ...(trainer === null ? [] : [fact('trainer', { value: trainer })]),
    fact('code', { value: activity.code }),
  ];
}

/** What is planned beside the facts; nothing where nothing was said. */
function planningOf(words: ActivityWords, planning: PlanningFacts, trainers: readonly string[]): object[] {
  const { indicators, tasks, budget, budget_source } = planning;
  const said = [
    ['more_trainers', trainers.join(', ')],
    ['indicators', indicators.join(', ')],
    ['tasks', tasks.join(', ')],
    ['budget', budget === null ? '' : words.say('money', { amount: words.num(budget) })],
    ['budget_source', budget_source ?? ''],
  ] as const;
  return said.filter(([, value]) => value !== '').map(([name, value]) => ({ term: words.say(`fact.${name}`), value }));
}

/** What somebody who plans can do with an activity, and what stands in the way of its sessions. */
export function plannerPart(
  words: ActivityWords,
  { activity }: ActivityRecord,
  collisions: readonly Collision[],
): object {
  const { code, version, kind } = activity;
  // A course is planned where its lessons are made, and has no sessions.
  const planned = {
    editHref: paths.activityEdit(code),
    copyHref: paths.activityNew({ kind, copy: code }),
    addSessionHref: paths.activitySessionNew(code),
  };
  return {
    ...(kind === 'course' ? {} : planned),
    lettersHref: actorMay('letter.send') ? paths.activityLetters(code) : undefined,
    statusAction: paths.activityStatus(code),
    version,
    statuses: NEXT_STATUSES[activity.status].map((value) => ({ value, text: words.say(`to_status.${value}`) })),
    collisions: collisions.map((each) => collisionWords(words, each)),
  };
}

/** What an activity can become; whatever was done can be taken back. */
const NEXT_STATUSES: Record<ActivityStatus, readonly ActivityStatus[]> = {
  draft: ['open', 'cancelled'],
  open: ['running', 'done', 'draft', 'cancelled'],
  running: ['done', 'open', 'cancelled'],
  done: ['running'],
  cancelled: ['open'],
};

function status(words: ActivityWords, activity: ListedActivity): object {
  const cell = statusCell(words, activity.status);
  const left = activity.status === 'draft' || activity.status === 'cancelled';
  return { status: cell.status, value: cell.text, ...(left ? { note: words.say('not_counted') } : {}) };
}

function minNote(words: ActivityWords, activity: ListedActivity): string | undefined {
  return activity.min_attendance === null ? words.say('by_default') : undefined;
}

/** How many people reached it, still can, no longer can, where there are any; nothing for a campaign. */
function standingTally(words: ActivityWords, { standings }: ActivityRecord): object[] | null {
  if (standings.size === 0) return null;
  const states = ['reached', 'possible', 'no_longer'] as const;
  const all = [...standings.values()];
  const counts = states.map((state) => ({ state, count: all.filter((each) => each.state === state).length }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => ({ status: state, text: words.say(`standing.${state}`, { count }) }));
}

/** How many people have each mark at a session. */
export function tallyOf(marks: Marks, sessionId: number): Record<AttendanceStatus, number> {
  const tally = { present: 0, late: 0, excused: 0, absent: 0 };
  for (const own of marks.values()) {
    const mark = own.get(sessionId);
    if (mark !== undefined) tally[mark] += 1;
  }
  return tally;
}

function sessionTable(words: ActivityWords, record: ActivityRecord): object {
  const { activity, sessions, marks, headcounts } = record;
  const columns = ['session', 'when', 'venue', 'there', 'headcount', 'state'];
  const numbers = new Set<string>(['there', 'headcount']);
  return {
    sessionColumns: columns.map((name) => ({ text: words.say(`column.${name}`), num: numbers.has(name) })),
    sessionRows: sessions.map((session) => {
      const tally = tallyOf(marks, session.id);
      const heads = headcounts.filter(({ session_id }) => session_id === session.id);
      return {
        cells: [
          {
            text: words.say('session', { number: String(session.number) }),
            href: paths.activitySession(activity.code, session.number),
            ...(session.makes_up === null ? {} : { sub: words.say('makes_up', { number: String(session.makes_up) }) }),
          },
          { text: words.when(session) },
          { text: session.venue ?? '–' },
          thereCell(words, tally, activity.people),
          { text: heads.length === 0 ? '–' : words.num(heads.reduce((sum, { count }) => sum + count, 0)) },
          sessionState(words, session.status),
        ],
      };
    }),
  };
}

/** "8/12", and under it "6 có mặt, 2 muộn, 2 có phép"; a dash where nobody was marked. */
function thereCell(words: ActivityWords, tally: Record<AttendanceStatus, number>, people: number): object {
  const marked = BEST_FIRST.filter((mark) => tally[mark] > 0);
  if (marked.length === 0) return { text: '–' };
  const parts = marked.map((mark) => words.say(`tally.${mark}`, { count: tally[mark] }));
  return { text: `${words.num(tally.present + tally.late)}/${words.num(people)}`, sub: parts.join(', ') };
}

/** The state of a session as a pill. */
export function sessionState(words: ActivityWords, state: SessionStatus): object {
  const shapes = { planned: 'no_baseline', held: 'met', cancelled: 'revoked' };
  return { status: shapes[state], text: words.say(`session_status.${state}`) };
}

/** The roster by group: how many are on it, and how many were there at least once. */
function groupTable(words: ActivityWords, record: ActivityRecord): object | null {
  const { activity, roster, marks, groups } = record;
  if (roster.length === 0) return null;
  const byGroup = Map.groupBy(roster, ({ group_code }) => group_code);
  const isCourse = activity.kind === 'course';
  const columns = ['group', 'people', isCourse ? 'completed' : 'came'];
  const isIn = (person: OnRoster): boolean =>
    isCourse ? completedIn(record, person) !== null : cameOnce(marks, person.person_id);
  return {
    columns: columns.map((name) => ({ text: words.say(`column.${name}`), num: name !== 'group' })),
    rows: [...byGroup].map(([code, people]) => ({
      cells: [
        { text: groupText(words.locale, groups, code) },
        { text: words.num(people.length) },
        { text: words.num(people.filter(isIn).length) },
      ],
    })),
  };
}

/** The day on which somebody completed the course in the group of a line of its roster. */
export function completedIn({ activity, completed }: ActivityRecord, line: OnRoster): string | null {
  const { person_id: survivor_id, group_code } = line;
  return completed.of({ activity_id: activity.id, survivor_id, group_code });
}

function cameOnce(marks: Marks, personId: number): boolean {
  return [...(marks.get(personId)?.values() ?? [])].some(isThere);
}
