import type { Database } from './database.js';

interface Kept<T> {
  of: readonly unknown[];
  value: T;
}

/**
 * One thing made from what is recorded, kept in memory as long as what it was made of is the same. What a transaction makes is
 * its own until it has committed: it may rest on rows that come to nothing, and the stamp they had is given a second time then.
 */
export class Remembered<T> {
  private shared: Kept<T> | undefined;
  private readonly mine = new WeakMap<object, Kept<T>>();

  constructor(private readonly database: Database) {}

  /** What everybody shares, if it was made of this; undefined if not. */
  known(of: readonly unknown[]): T | undefined {
    return fits(this.shared, of) ? this.shared.value : undefined;
  }

  /** @param of what it is made of, stamps or other things that are compared with `===` */
  async get(of: readonly unknown[], make: () => Promise<T>): Promise<T> {
    if (fits(this.shared, of)) return this.shared.value;
    const transaction = this.database.inTransaction() ? this.database.transactionKey() : undefined;
    const own = transaction && this.mine.get(transaction);
    if (fits(own, of)) return own.value;
    const made = { of, value: await make() };
    const share = (): void => void (this.shared = made);
    if (transaction) {
      this.mine.set(transaction, made);
      this.database.afterCommit(share);
    } else share();
    return made.value;
  }
}

function fits<T>(kept: Kept<T> | undefined, of: readonly unknown[]): kept is Kept<T> {
  return kept !== undefined && kept.of.every((part, at) => part === of[at]);
}
