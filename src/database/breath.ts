import { performance } from 'node:perf_hooks';
import { setImmediate as afterTurn } from 'node:timers';
import { setImmediate as turn } from 'node:timers/promises';

/** Statements in a row may take this long before everybody else has a turn. */
const LONGEST_MS = 10;

/** When the statements began that have been running since the event loop last went round; undefined: none have. */
let since: number | undefined;

/**
 * To be awaited, where there is something to await, before each statement of SQLite: it answers at once, so that a long import would
 * keep the event loop from ever going round, and no page would be answered before its end.
 */
export function breath(): Promise<void> | undefined {
  const now = performance.now();
  if (since === undefined) {
    since = now;
    afterTurn(() => (since = undefined));
  }
  return now - since < LONGEST_MS ? undefined : turn();
}
