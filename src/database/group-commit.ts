import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { CommitGroup, type Writer } from './commit-group.js';
import { isIoError } from './engine-errors.js';

/** Writers of one group: those that were first should not wait for ever longer. */
const MOST = 100;
/** After so long nobody else is let in. */
const OPEN_MS = 25;

/** A writer in the queue; `apart`: it is long, and others should not have to wait for it in one group. */
interface Waiting extends Writer {
  apart: boolean;
}

/**
 * The writers of SQLite, one after another in the order of coming. With `synchronous = FULL` each commit waits for the disk:
 * whoever is waiting meanwhile shares the next commit (commit-group.ts). Nobody waits for others to come.
 */
export class GroupCommit {
  private readonly queue: Waiting[] = [];
  private leading = false;

  constructor(private readonly runner: () => QueryRunner) {}

  /**
   * Runs `work` inside a transaction that may carry others too. It may be run a second time, where the group came to nothing.
   * @param apart in a transaction of its own
   * @returns what it returned, once that is on the disk
   */
  run<T>(work: () => Promise<T>, apart: boolean): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // The group is led from wherever it began: each writer runs in the context of its own caller.
      this.queue.push({
        ...{ work: AsyncLocalStorage.bind(work), apart, reject },
        resolve: (value) => resolve(value as T),
      });
      if (!this.leading) void this.lead();
    });
  }

  private async lead(): Promise<void> {
    this.leading = true;
    for (let first = this.queue.shift(); first; first = this.queue.shift()) {
      const again = await this.together(first);
      for (const writer of again) await this.together({ ...writer, apart: true });
    }
    this.leading = false;
  }

  /** One group. @returns those that are to be run again, each by itself: of them it is not known who was to blame */
  private async together(first: Waiting): Promise<Writer[]> {
    const group = new CommitGroup(this.runner());
    try {
      await group.begin();
    } catch (error) {
      // Somebody else holds the file, or it cannot be written: it is the same for all who wait.
      for (const writer of [first, ...this.queue.splice(0)]) writer.reject(error);
      return [];
    }
    try {
      await group.carry(first);
      for (let next = await this.next(first, group); next; next = await this.next(next, group)) {
        await group.carry(next);
      }
      await group.commit();
      return [];
    } catch (error) {
      await group.rollback();
      const { writers } = group;
      // After an error of the disk nobody knows what it holds: nothing is tried again.
      if (writers.length > 1 && !isIoError(error)) return writers;
      for (const writer of writers) writer.reject(error);
      return [];
    }
  }

  private async next(before: Waiting, group: CommitGroup): Promise<Waiting | undefined> {
    if (before.apart || group.size >= MOST || group.age > OPEN_MS) return undefined;
    // One turn of the event loop: requests that have come in meanwhile join.
    if (this.queue.length === 0) await turn();
    return this.queue[0]?.apart === false ? this.queue.shift() : undefined;
  }
}
