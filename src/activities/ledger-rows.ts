import type { LedgerMeasure } from '../ledger/measure.js';
import type { CompletionDays } from './completion-days.js';
import type { TestDays } from './test-days.js';
import { Schedule, type ActivityRules, type SessionFacts } from './qualification.js';

/** A participation as the ledger reads it: `survivor_id` is the person after merges. */
export interface LedgerParticipation {
  id: number;
  activity_id: number;
  survivor_id: number;
  group_code: string;
  organisation_id: number | null;
  place_id: number | null;
}

/** What an activity itself says of it; a minimum of null is the default. */
export type ActivityTerms = Omit<ActivityRules, 'min_attendance' | 'has_test'> & {
  min_attendance: number | null;
  /** 1: its test must be passed. */
  test_required: number;
};

/** Everything of one activity that decides who qualifies. `participations` in the order of recording. */
export interface LedgerSource {
  activity: ActivityTerms & { id: number; plan_id: number };
  sessions: readonly SessionFacts[];
  /** Whether there are headcounts of any of them. */
  has_heads: boolean;
  participations: readonly LedgerParticipation[];
  /** Where whom was there: present or late. */
  there: readonly { session_id: number; survivor_id: number }[];
  /** Who completed it, where it is a course. */
  completed: CompletionDays;
  /** Who passed its test, where it requires one. */
  tested: TestDays;
}

/** A row of the ledger. */
export interface Earned {
  participation_id: number;
  activity_id: number;
  plan_id: number;
  kind: ActivityRules['kind'];
  measure: LedgerMeasure;
  group_code: string;
  subject_id: number;
  place_id: number;
  date: string;
}

/** What an activity asks when it says nothing: 80% (counting method §2). */
export const DEFAULT_MIN_ATTENDANCE = 8000;

/**
 * The qualifications of one activity (counting method §2). Where records were merged, (activity, person, group) is one
 * participation: the first recorded one, with the attendance of all of them united.
 * @param outreach whether the plan has an indicator that switches trainings off: what informs without them is kept apart
 */
export function qualificationsOf(source: LedgerSource, outreach: boolean): Earned[] {
  const { activity, sessions, participations, there, completed, tested } = source;
  const schedule = scheduleOf(activity, sessions);
  const attended = new Map<number, number[]>();
  for (const { session_id, survivor_id } of there) {
    const list = attended.get(survivor_id);
    if (list) list.push(session_id);
    else attended.set(survivor_id, [session_id]);
  }
  const earned: Earned[] = [];
  for (const participation of firstRecorded(participations)) {
    if (participation.place_id === null) continue;
    const base = earnedBase(activity, participation, participation.place_id);
    const sessionIds = attended.get(participation.survivor_id) ?? [];
    const completion = schedule.completedOn(completed.of(participation));
    const informed = completion ?? schedule.informedOn(sessionIds);
    const trained = completion ?? schedule.trainedOn(sessionIds, tested.of(participation));
    if (informed !== null) earned.push({ ...base, measure: 'informed', date: informed });
    if (informed !== null && outreach && activity.kind !== 'training') {
      earned.push({ ...base, measure: 'outreach', date: informed });
    }
    if (trained !== null) earned.push({ ...base, measure: 'trained', date: trained });
  }
  return earned;
}

/** The rules of an activity's sessions, with the default minimum filled in. */
export function scheduleOf(activity: ActivityTerms, sessions: readonly SessionFacts[]): Schedule {
  const { kind, status, min_attendance, test_required } = activity;
  const has_test = test_required === 1;
  return new Schedule({ kind, status, has_test, min_attendance: min_attendance ?? DEFAULT_MIN_ATTENDANCE }, sessions);
}

/** Of the participations of one person in one group the first recorded. */
export function firstRecorded<P extends Pick<LedgerParticipation, 'survivor_id' | 'group_code'>>(
  participations: readonly P[],
): P[] {
  const seen = new Set<string>();
  return participations.filter(({ survivor_id, group_code }) => {
    const key = `${survivor_id} ${group_code}`;
    return !seen.has(key) && seen.add(key);
  });
}

function earnedBase(
  activity: LedgerSource['activity'],
  participation: LedgerParticipation,
  place_id: number,
): Omit<Earned, 'measure' | 'date'> {
  return {
    participation_id: participation.id,
    activity_id: activity.id,
    plan_id: activity.plan_id,
    kind: activity.kind,
    group_code: participation.group_code,
    subject_id: participation.organisation_id ?? participation.survivor_id,
    place_id,
  };
}
