/**
 * Where a message stands: `waiting` for its turn; `stopped` with its batch; `sent`; `failed` for good, given up;
 * `suppressed`, its address is not written to; `cancelled` before it left; `expired`, too late to be of use.
 */
export const STATES = ['waiting', 'stopped', 'sent', 'failed', 'suppressed', 'cancelled', 'expired'] as const;
export type MessageState = (typeof STATES)[number];
