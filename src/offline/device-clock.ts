/**
 * When something was done, by the clock of the server. A device may believe in another year: what counts is how long before
 * the sending it was, and nothing is done after it was sent. Pure.
 * @param at by the device @param sentAt its clock when it sent @param receivedAt the server's clock then
 */
export function doneAt(at: string, sentAt: string, receivedAt: string): string {
  const before = Math.max(0, Date.parse(sentAt) - Date.parse(at));
  const then = Date.parse(receivedAt) - before;
  // A clock that was set right in between: what would lie before all memory was done when it came.
  return then < 0 || before > LONGEST_MS ? receivedAt : new Date(then).toISOString();
}

/** Nothing waits longer on a device than this. */
const LONGEST_MS = 366 * 24 * 3_600_000;
