import type { Session } from '../activities/activities.entities.js';
import type { ActivityRecord } from '../activities/activity-records.js';
import type { ActivityWords } from '../activities/activity-words.js';
import type { Collision } from '../activities/collisions.js';
import { activityCrumbs, sessionCrumbs } from '../activities/crumbs.js';
import { collisionWords } from '../activities/collisions.page.js';
import type { SessionEffect, Shift } from '../activities/session-effects.js';
import { paths } from '../web/paths.js';
import type { StandingFact } from './planned-facts.page.js';
import { valuesOf } from './session-form.js';
import { nextNumber, type PlannedSession, SESSION_PARTS } from './session-plans.js';

/** What the form of one session shows. */
export interface SessionForm {
  /** Null: one that is added. */
  session: Session | null;
  values: Record<string, unknown>;
  collisions: readonly Collision[];
  /** What the change does to the roster, to be agreed to; null where nothing was asked or nothing follows. */
  effect: SessionEffect | null;
  agreement: string;
  /** What somebody else wrote meanwhile and this form would change. */
  others?: readonly StandingFact[];
}

/** Adding a session, or changing one. */
export function sessionFormPage(words: ActivityWords, record: ActivityRecord, form: SessionForm): object {
  const { activity, sessions } = record;
  const { session, effect } = form;
  const number = session?.number ?? nextNumber(sessions);
  const heading = session
    ? words.t('planning.session.edit', { number: String(session.number) })
    : words.t('planning.session.add');
  return {
    ...headOf(words, record, session, heading),
    action: session ? paths.activitySessionEdit(activity.code, number) : paths.activitySessionNew(activity.code),
    number,
    version: session ? (form.values.version ?? session.version) : null,
    values: form.values,
    others: form.others,
    makeUps: sessions
      .filter((each) => each.number !== number && each.status !== 'cancelled')
      .map((each) => ({ value: String(each.number), text: sessionText(words, each) })),
    collisions: form.collisions.map((each) => collisionWords(words, each)),
    effects: effect && effectLines(words, effect),
    agreement: effect === null ? null : form.agreement,
    save: words.t(effect === null ? 'planning.save' : 'planning.session.agree'),
    cancel: backOf(record, session),
    cancellation:
      session && session.status !== 'cancelled' ? paths.activitySessionCancellation(activity.code, number) : null,
    restoration: session?.status === 'cancelled' ? paths.activitySessionRestoration(activity.code, number) : null,
  };
}

/** Cancelling a session: what follows is said before. */
export function cancellationPage(
  words: ActivityWords,
  record: ActivityRecord,
  session: Session,
  effect: SessionEffect | null,
): object {
  const { activity } = record;
  const number = String(session.number);
  const marked = [...record.marks.values()].filter((own) => own.has(session.id)).length;
  const heads = record.headcounts
    .filter(({ session_id }) => session_id === session.id)
    .reduce((sum, { count }) => sum + count, 0);
  return {
    ...headOf(words, record, session, words.t('planning.session.cancel', { number })),
    when: sessionText(words, session),
    effects: [
      ...(marked === 0 ? [] : [words.t('planning.effect.marked', { count: marked })]),
      ...(heads === 0 ? [] : [words.t('planning.effect.heads', { count: heads })]),
      ...(effect === null ? [] : effectLines(words, effect)),
    ],
    action: paths.activitySessionCancellation(activity.code, session.number),
    version: session.version,
    makeUpHref: paths.activitySessionNew(activity.code, { makes_up: session.number }),
    editHref: paths.activitySessionEdit(activity.code, session.number),
    cancel: backOf(record, session),
  };
}

/** What stands now of a session where a form says something else. */
export function standingOfSession(words: ActivityWords, session: Session, input: PlannedSession): StandingFact[] {
  const now = valuesOf(session);
  const parts = SESSION_PARTS.filter((part) => session[part] !== input[part]);
  const cancelled = { label: words.say('column.state'), text: words.say('session_status.cancelled') };
  return [
    ...parts.map((part) => ({ label: words.t(PART_LABELS[part]), text: now[part] || '–' })),
    ...(session.status === 'cancelled' ? [cancelled] : []),
  ];
}

const PART_LABELS = {
  date: 'planning.date',
  start: 'planning.start',
  end: 'planning.end',
  venue: 'planning.venue',
  makes_up: 'planning.session.makes_up',
} as const;

function headOf(words: ActivityWords, { activity }: ActivityRecord, session: Session | null, heading: string): object {
  return {
    title: `${heading}: ${activity.title}`,
    narrow: true,
    crumbs: [
      ...(session ? sessionCrumbs(words, activity, session) : activityCrumbs(words, activity)),
      { text: heading },
    ],
    heading,
    lede: activity.title,
  };
}

function backOf({ activity }: ActivityRecord, session: Session | null): string {
  return session ? paths.activitySession(activity.code, session.number) : paths.activity(activity.code);
}

function sessionText(words: ActivityWords, session: Session): string {
  return `${words.say('session', { number: String(session.number) })}, ${words.when(session)}`;
}

/** "Đủ điều kiện: 10 → 7 người", each of what changes. */
function effectLines(words: ActivityWords, effect: SessionEffect): string[] {
  const { planned, needed, standings, informed, redated } = effect;
  const moved = ({ before, after }: Shift): boolean => before !== after;
  const shown = ({ before, after }: Shift): Record<string, string> => ({
    before: words.num(before),
    after: words.num(after),
  });
  const rule = {
    ...{ planned: planned.before, needed: needed.before },
    ...{ planned_after: planned.after, needed_after: needed.after },
  };
  const states = standings === null ? [] : (['reached', 'possible', 'no_longer'] as const);
  return [
    ...(standings !== null && (moved(planned) || moved(needed)) ? [words.t('planning.effect.rule', rule)] : []),
    ...states.flatMap((state) =>
      standings && moved(standings[state]) ? [words.t(`planning.effect.${state}`, shown(standings[state]))] : [],
    ),
    ...(moved(informed) ? [words.t('planning.effect.informed', shown(informed))] : []),
    ...(redated > 0 ? [words.t('planning.effect.redated', { count: redated })] : []),
  ];
}
