import type { Attempt } from './attempts.entities.js';

/** How long after its end an answer is still taken: what was sent in time may have been on its way. */
export const GRACE_MS = 15_000;

type Times = Pick<Attempt, 'started_at' | 'ends_at'>;

/** When an attempt that begins now is over; null: there is no time limit. */
export function endOf(startedAt: string, minutes: number | null): string | null {
  return minutes === null ? null : new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
}

/** Whether nothing more is taken, also nothing that was late on its way. @param now an instant by the server's clock */
export function isOver({ ends_at }: Times, now: string): boolean {
  return ends_at !== null && Date.parse(now) > Date.parse(ends_at) + GRACE_MS;
}

/** The whole seconds that are left; never below 0; null where there is no limit. */
export function secondsLeft({ ends_at }: Times, now: string): number | null {
  return ends_at === null ? null : Math.max(0, Math.ceil((Date.parse(ends_at) - Date.parse(now)) / 1000));
}

/**
 * When an attempt counts as handed in: at its end at the latest, and never before it began, also where the clock was set
 * back meanwhile.
 */
export function handedIn({ started_at, ends_at }: Times, now: string): string {
  const last = ends_at !== null && ends_at < now ? ends_at : now;
  return last < started_at ? started_at : last;
}

/** The largest number that the column of a moment holds: almost seven years. */
export const LAST_MOMENT = 2_147_483_647;

/**
 * Where an attempt is, in tenths of a second since it began. Each page counts on from the moment at which it was made,
 * by a watch that only goes forward, so that the answers of two tabs and two devices can be told apart by their order.
 * @param latest the latest moment that is known of it: a clock that was set back does not bring an earlier one
 */
export function momentOf({ started_at }: Pick<Times, 'started_at'>, now: string, latest: number): number {
  const since = Math.floor((Date.parse(now) - Date.parse(started_at)) / 100);
  return Math.min(LAST_MOMENT, Math.max(0, latest, since));
}
