/**
 * Where a message stands: `waiting` for its turn; `stopped` with its batch; `sent`; `failed` for good, given up;
 * `suppressed`, its address is not written to; `cancelled` before it left, or because it got nowhere and is written anew;
 * `expired`, too late to be of use.
 */
export const STATES = ['waiting', 'stopped', 'sent', 'failed', 'suppressed', 'cancelled', 'expired'] as const;
export type MessageState = (typeof STATES)[number];

/** What stands as the last answer of a message that is `sent` because somebody passed it on by hand. */
export const PASSED_ON = 'passed_on';

/** Whether some process is sending it. */
export function isOnItsWay({ leased_until }: { leased_until: string | null }, at: string): boolean {
  return leased_until !== null && leased_until > at;
}
