/**
 * When something was done, by the clock of the server. A device may believe in another year: what counts is how long before
 * the sending it was, and nothing is done after it was sent. Pure.
 * @param at by the device @param sentAt its clock when it sent @param receivedAt the server's clock then
 * @param earliest the day on which the device can first have had the session
 */
export function doneAt(at: string, sentAt: string, receivedAt: string, earliest: string): string {
  const before = Math.max(0, Date.parse(sentAt) - Date.parse(at));
  const then = Date.parse(receivedAt) - before;
  // A clock that was set right in between: what would lie before anybody could do it was done when it came.
  return then < Date.parse(earliest) ? receivedAt : new Date(then).toISOString();
}
