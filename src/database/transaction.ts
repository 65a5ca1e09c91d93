import type { EntityManager, QueryRunner } from 'typeorm';
import { breath } from './breath.js';
import { mayRunAgain } from './engine-errors.js';
import { NodeLocks } from './node-locks.js';

type Work<T> = () => Promise<T>;

/** What waits for the commit under one key: work, and what it is to be done for. */
interface Waiting {
  readonly items: Set<unknown>;
  work(items: unknown[]): Promise<void>;
}

/** One running transaction of the door (database.ts): its connection, and what waits for its end. */
export class Transaction {
  readonly locks = new NodeLocks();
  private readonly waiting = new Map<string, Waiting>();
  private readonly following: (() => void | Promise<void>)[] = [];
  private savepoints = 0;
  /** Nested parts that run just now. */
  private depth = 0;
  /** What they have changed of `waiting`, each as the step that takes it back. */
  private readonly steps: (() => void)[] = [];
  /** The engine has undone everything: whatever came now would stand alone, outside any transaction. */
  private doomed: { error: unknown } | null = null;

  /** @param isOpen whether the engine still has the transaction, asked after an error */
  constructor(
    private readonly runner: QueryRunner,
    private readonly manager: EntityManager,
    private readonly isOpen: () => boolean,
  ) {}

  /** Of its connection, which no other transaction has meanwhile; 0 on SQLite, where there is but one. */
  async connectionId(): Promise<number> {
    const { threadId } = (await this.runner.connect()) as { threadId?: number };
    return threadId ?? 0;
  }

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

  /** Runs `work` so that nothing of it stays where it fails: no row, and nothing that it made wait or took from what waits. */
  async nested<T>(work: Work<T>): Promise<T> {
    this.savepoints += 1;
    const name = `nested_${this.savepoints}`;
    await this.statement((runner) => runner.query(`SAVEPOINT ${name}`));
    const [steps, following] = [this.steps.length, this.following.length];
    this.depth += 1;
    try {
      const result = await work();
      await this.statement((runner) => runner.query(`RELEASE SAVEPOINT ${name}`));
      return result;
    } catch (error) {
      // An engine that has undone everything (a deadlock, a full disk) knows the savepoint no more.
      await this.runner.query(`ROLLBACK TO SAVEPOINT ${name}`).catch(() => (this.doomed ??= { error }));
      for (const back of this.steps.splice(steps).reverse()) back();
      this.following.length = following;
      throw error;
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.steps.length = 0;
    }
  }

  /** Keeps `work` for just before the commit, once under a key, for all `items` that were named under it until then. */
  beforeCommit<I>(key: string, work: (items: I[]) => Promise<void>, items: Iterable<I> = []): void {
    const known = this.waiting.get(key);
    const { items: all } = known ?? { items: new Set<unknown>() };
    if (!known) {
      this.waiting.set(key, { items: all, work: (named) => work(named as I[]) });
      this.note(() => this.waiting.delete(key));
    }
    for (const item of items) {
      if (all.has(item)) continue;
      all.add(item);
      this.note(() => all.delete(item));
    }
  }

  /** Keeps `work` for after the commit. */
  afterCommit(work: () => void | Promise<void>): void {
    this.following.push(work);
  }

  /** Runs what waits for the commit, and what that makes wait in turn. */
  async flush(): Promise<void> {
    for (let next = first(this.waiting); next; next = first(this.waiting)) {
      const [key, waiting] = next;
      this.waiting.delete(key);
      // A nested part that fails takes back what the work has written: it waits again.
      this.note(() => this.waiting.set(key, waiting));
      await waiting.work([...waiting.items]);
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

  private note(back: () => void): void {
    if (this.depth > 0) this.steps.push(back);
  }

  private refuseIfDoomed(): void {
    if (this.doomed) throw this.doomed.error;
  }
}

const first = <K, V>(map: ReadonlyMap<K, V>): [K, V] | undefined => map.entries().next().value;
