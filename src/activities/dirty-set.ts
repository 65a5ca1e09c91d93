import type { Database } from '../database/database.js';

/**
 * Numbers that wait for the end of a transaction: whatever touches them, the work on them is done once, just before
 * the commit. Each transaction has its own.
 */
export class DirtySet {
  private readonly waiting = new WeakMap<object, Set<number>>();

  constructor(
    private readonly database: Database,
    private readonly name: string,
    private readonly settle: (ids: number[]) => Promise<unknown>,
  ) {}

  /** Adds ids to those of the running transaction. */
  touch(ids: Iterable<number>): void {
    const key = this.database.transactionKey();
    const set = this.waiting.get(key) ?? new Set<number>();
    for (const id of ids) set.add(id);
    if (set.size === 0) return;
    this.waiting.set(key, set);
    this.database.beforeCommit(this.name, () => this.work(key));
  }

  private async work(key: object): Promise<void> {
    const ids = [...(this.waiting.get(key) ?? [])].sort((a, b) => a - b);
    this.waiting.delete(key);
    await this.settle(ids);
  }
}
