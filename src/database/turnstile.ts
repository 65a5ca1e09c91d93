/** Lets one pass at a time, in the order of coming. */
export class Turnstile {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everybody before has left, whether they succeeded or not. */
  pass<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work, work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
