import { createHash } from 'node:crypto';
import type { ActivityStatus, Session } from '../activities/activities.entities.js';

/** A session as people are told it. */
export type ToldSession = Pick<Session, 'number' | 'date' | 'start' | 'end' | 'venue'>;

/** When and where an activity takes place. */
export interface Schedule {
  /** Without sessions that were cancelled, by date. */
  sessions: ToldSession[];
  isCancelled: boolean;
  /** The code of the place. Of what was told before letters kept it: not known. */
  place?: string;
}

/** What became of what somebody was told of. */
export type ScheduleChange = SessionChange | PlaceChange;

/** The whole takes place elsewhere: codes of places. */
export interface PlaceChange {
  kind: 'place';
  before: string;
  after: string;
}

/** What became of a session that somebody was told of. */
export interface SessionChange {
  kind: 'added' | 'moved' | 'cancelled';
  before: ToldSession | null;
  after: ToldSession | null;
}

/** The schedule that stands. @param place the code of the place of the activity */
export function scheduleOf(status: ActivityStatus, sessions: readonly Session[], place: string): Schedule {
  const told = sessions
    .filter((session) => session.status !== 'cancelled')
    .map(({ number, date, start, end, venue }) => ({ number, date, start, end, venue }))
    .sort((a, b) => (a.date === b.date ? a.number - b.number : a.date < b.date ? -1 : 1));
  return { sessions: told, isCancelled: status === 'cancelled', place };
}

/** The sessions that are not over. @param day ISO day */
export function sessionsToCome({ sessions }: Pick<Schedule, 'sessions'>, day: string): ToldSession[] {
  return sessions.filter(({ date }) => date >= day);
}

/** Whether no session is left to invite to. @param day ISO day */
export function isOver(schedule: Schedule, day: string): boolean {
  return schedule.isCancelled || sessionsToCome(schedule, day).length === 0;
}

/** The instant at which the last session ends; null: there is none. A session without an end lasts until midnight. */
export function endOf({ sessions }: Schedule): string | null {
  const ends = sessions.map(({ date, end }) => new Date(`${date}T${end ?? '23:59'}:00+07:00`).toISOString());
  return ends.sort().at(-1) ?? null;
}

/** Names what is told of one session: the same for the same day, times, venue and place. */
export function sessionPrint({ date, start, end, venue }: ToldSession, place: string | undefined): string {
  return digest([date, start, end, venue, place]);
}

/** Names a schedule: the same for the same days, times, venues and place. */
export function fingerprint(schedule: Schedule): string {
  return digest(schedule);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);
}

/**
 * Whether there is something to tell somebody: of a cancellation, or of its end, only while a session is still to come that
 * they were, or would be, told of. @param day ISO day
 */
export function isNews(told: Schedule, now: Schedule, day: string): boolean {
  if (now.isCancelled) return !told.isCancelled && sessionsToCome(told, day).length > 0;
  if (told.isCancelled && sessionsToCome(now, day).length > 0) return true;
  return changesSince(told, now, day).length > 0;
}

/**
 * What is different from what was told, the place first, then in the order of the sessions as they stand; what is over by `day`
 * in both is no news.
 * @param day ISO day
 */
export function changesSince(told: Schedule, now: Schedule, day: string): ScheduleChange[] {
  const before = new Map(told.sessions.map((session) => [session.number, session]));
  const after = new Map(now.sessions.map((session) => [session.number, session]));
  const changes: SessionChange[] = [];
  for (const session of now.sessions) {
    const known = before.get(session.number);
    if (!known) changes.push({ kind: 'added', before: null, after: session });
    else if (!isSame(known, session)) changes.push({ kind: 'moved', before: known, after: session });
  }
  for (const session of told.sessions) {
    if (!after.has(session.number)) changes.push({ kind: 'cancelled', before: session, after: null });
  }
  const news = changes.filter((change) =>
    [change.before, change.after].some((session) => session && session.date >= day),
  );
  const isElsewhere = told.place !== undefined && now.place !== undefined && told.place !== now.place;
  if (!isElsewhere || sessionsToCome(now, day).length === 0) return news;
  return [{ kind: 'place', before: told.place ?? '', after: now.place ?? '' }, ...news];
}

function isSame(one: ToldSession, other: ToldSession): boolean {
  return one.date === other.date && one.start === other.start && one.end === other.end && one.venue === other.venue;
}
