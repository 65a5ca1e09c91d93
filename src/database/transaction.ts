import type { EntityManager, QueryRunner } from 'typeorm';
import { breath } from './breath.js';
import { mayRunAgain } from './engine-errors.js';
import { NodeLocks } from './node-locks.js';

type Work<T> = () => Promise<T>;

/** One running transaction of the door (database.ts): its connection, and what waits for its end. */
export class Transaction {
  readonly locks = new NodeLocks();
  private readonly waiting = new Map<string, Work<void>>();
  private readonly following: (() => void | Promise<void>)[] = [];
  private savepoints = 0;
  /** The engine has undone everything: whatever came now would stand alone, outside any transaction. */
  private doomed: { error: unknown } | null = null;

  /** @param isOpen whether the engine still has the transaction, asked after an error */
  constructor(
    private readonly runner: QueryRunner,
    private readonly manager: EntityManager,
    private readonly isOpen: () => boolean,
  ) {}

  /** Runs one statement; where the engine has undone everything none is taken any more, also where its error was caught. */
  async statement<T>(run: (runner: QueryRunner, manager: EntityManager) => Promise<T>): Promise<T> {
    await breath();
    this.refuseIfDoomed();
    try {
      return await run(this.runner, this.manager);
    } catch (error) {
      if (mayRunAgain(error) || !this.isOpen()) this.doomed ??= { error };
      throw error;
    }
  }

  /** Runs `work` so that nothing of it stays where it fails. */
  async nested<T>(work: Work<T>): Promise<T> {
    this.savepoints += 1;
    const name = `nested_${this.savepoints}`;
    await this.statement((runner) => runner.query(`SAVEPOINT ${name}`));
    try {
      const result = await work();
      await this.statement((runner) => runner.query(`RELEASE SAVEPOINT ${name}`));
      return result;
    } catch (error) {
      // An engine that has undone everything (a deadlock, a full disk) knows the savepoint no more.
      await this.runner.query(`ROLLBACK TO SAVEPOINT ${name}`).catch(() => (this.doomed ??= { error }));
      throw error;
    }
  }

  /** Keeps `work` for just before the commit, once under a key. */
  beforeCommit(key: string, work: Work<void>): void {
    if (!this.waiting.has(key)) this.waiting.set(key, work);
  }

  /** Keeps `work` for after the commit. */
  afterCommit(work: () => void | Promise<void>): void {
    this.following.push(work);
  }

  /** Runs what waits for the commit, and what that makes wait in turn. */
  async flush(): Promise<void> {
    while (this.waiting.size > 0) {
      const works = [...this.waiting.values()];
      this.waiting.clear();
      for (const work of works) await work();
    }
  }

  /** Makes its locks known to the other nodes of a cluster, as the last that it writes. */
  async tellNodes(): Promise<void> {
    for (const slots of this.locks.statements()) await this.statement((runner) => runner.query(slots));
  }

  /** The end of its work, before the commit. @returns what is to be done after that */
  finish(): readonly (() => void | Promise<void>)[] {
    this.refuseIfDoomed();
    return this.following;
  }

  /** @returns why it failed: of a doomed transaction the engine's answer counts, whatever was thrown after it */
  reason(error: unknown): unknown {
    return this.doomed ? this.doomed.error : error;
  }

  private refuseIfDoomed(): void {
    if (this.doomed) throw this.doomed.error;
  }
}
