import type { Database } from '../database/database.js';

/**
 * Numbers that wait for the end of a transaction: whatever touches them, the work on them is done once, just before
 * the commit. Each transaction has its own.
 */
export class DirtySet {
  constructor(
    private readonly database: Database,
    private readonly name: string,
    private readonly settle: (ids: number[]) => Promise<unknown>,
  ) {}

  /** Adds ids to those of the running transaction. */
  touch(ids: Iterable<number>): void {
    const touched = [...ids];
    if (touched.length > 0) this.database.beforeCommit<number>(this.name, (all) => this.work(all), touched);
  }

  private async work(ids: number[]): Promise<void> {
    await this.settle(ids.sort((a, b) => a - b));
  }
}
