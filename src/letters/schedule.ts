import { createHash } from 'node:crypto';
import type { ActivityStatus, Session } from '../activities/activities.entities.js';

/** A session as people are told it. */
export type ToldSession = Pick<Session, 'number' | 'date' | 'start' | 'end' | 'venue'>;

/** When and where an activity takes place. */
export interface Schedule {
  /** Without sessions that were cancelled, by date. */
  sessions: ToldSession[];
  isCancelled: boolean;
}

/** What became of a session that somebody was told of. */
export interface ScheduleChange {
  kind: 'added' | 'moved' | 'cancelled';
  before: ToldSession | null;
  after: ToldSession | null;
}

/** The schedule that stands. */
export function scheduleOf(status: ActivityStatus, sessions: readonly Session[]): Schedule {
  const told = sessions
    .filter((session) => session.status !== 'cancelled')
    .map(({ number, date, start, end, venue }) => ({ number, date, start, end, venue }))
    .sort((a, b) => (a.date === b.date ? a.number - b.number : a.date < b.date ? -1 : 1));
  return { sessions: told, isCancelled: status === 'cancelled' };
}

/** Names a schedule: the same for the same days, times and venues. */
export function fingerprint(schedule: Schedule): string {
  return createHash('sha256').update(JSON.stringify(schedule)).digest('base64url').slice(0, 12);
}

/**
 * What is different from what was told, in the order of the sessions as they stand; what is over by `day` in both is no news.
 * @param day ISO day
 */
export function changesSince(told: Schedule, now: Schedule, day: string): ScheduleChange[] {
  const before = new Map(told.sessions.map((session) => [session.number, session]));
  const after = new Map(now.sessions.map((session) => [session.number, session]));
  const changes: ScheduleChange[] = [];
  for (const session of now.sessions) {
    const known = before.get(session.number);
    if (!known) changes.push({ kind: 'added', before: null, after: session });
    else if (!isSame(known, session)) changes.push({ kind: 'moved', before: known, after: session });
  }
  for (const session of told.sessions) {
    if (!after.has(session.number)) changes.push({ kind: 'cancelled', before: session, after: null });
  }
  return changes.filter((change) => [change.before, change.after].some((session) => session && session.date >= day));
}

function isSame(one: ToldSession, other: ToldSession): boolean {
  return one.date === other.date && one.start === other.start && one.end === other.end && one.venue === other.venue;
}
