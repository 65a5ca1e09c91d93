import { performance } from 'node:perf_hooks';
import type { QueryRunner } from 'typeorm';
import { begin } from './begin.js';

/** A writer's transaction that waits for its turn: what it does, and whom to tell how it went. */
export interface Writer {
  /** All of it but BEGIN and COMMIT. */
  work(): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * One transaction of SQLite that carries those of several writers, one after another: the disk is flushed once for all of
 * them. Each but the first stands behind a savepoint. Nobody hears how it went before the disk has it: a refusal may rest on
 * what somebody before has written, and that is not certain until then either.
 */
export class CommitGroup {
  private readonly done: { writer: Writer; tell: () => void }[] = [];
  private began = performance.now();

  constructor(private readonly runner: QueryRunner) {}

  /** Waits for SQLite's write lock. @throws what `begin` throws */
  async begin(): Promise<void> {
    await begin(this.runner, 'sqlite');
    this.began = performance.now();
  }

  /** How many writers it carries. */
  get size(): number {
    return this.done.length;
  }

  /** Milliseconds since its beginning. */
  get age(): number {
    return performance.now() - this.began;
  }

  /** Those it carries, in their order: to run them again where the group came to nothing. */
  get writers(): Writer[] {
    return this.done.map(({ writer }) => writer);
  }

  /**
   * Runs one more writer. Where that fails, nothing of it stays, and the others are not touched.
   * @throws where nothing of the group stays: its first writer failed, or the engine has undone everything (a full disk)
   */
  async carry(writer: Writer): Promise<void> {
    const savepoint = this.size === 0 ? undefined : `writer_${this.size}`;
    if (savepoint !== undefined) await this.runner.query(`SAVEPOINT ${savepoint}`);
    try {
      const value = await writer.work();
      this.done.push({ writer, tell: () => writer.resolve(value) });
    } catch (error) {
      this.done.push({ writer, tell: () => writer.reject(error) });
      if (savepoint === undefined) throw error;
      // Where the engine has undone everything it knows the savepoint no more: the error of the writer says why.
      await this.runner.query(`ROLLBACK TO SAVEPOINT ${savepoint}`).catch(() => Promise.reject(error as Error));
    }
    if (savepoint !== undefined) await this.runner.query(`RELEASE SAVEPOINT ${savepoint}`);
  }

  /** Flushes, then tells everybody. @throws where it could not be committed; nobody has been told anything then */
  async commit(): Promise<void> {
    await this.runner.query('COMMIT');
    for (const { tell } of this.done) tell();
  }

  /** Takes everything back. */
  async rollback(): Promise<void> {
    await this.runner.query('ROLLBACK').catch(() => undefined);
  }
}
