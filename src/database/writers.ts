import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { begin } from './begin.js';
import { DomainError } from '../errors.js';
import { isDuplicate, isLost, mayRunAgain, withSentence } from './engine-errors.js';
import { GroupCommit } from './group-commit.js';
import { Transaction } from './transaction.js';

/** How often a transaction is run before somebody is told to try again later. */
const TRIES = 8;

/** What a committed transaction returned, and what is to be done now that it is committed. */
export interface Committed<T> {
  result: T;
  following: readonly (() => void | Promise<void>)[];
}

/** Who writes: on SQLite one after another, sharing commits; on MariaDB side by side. */
export class Writers {
  private readonly groups: GroupCommit | undefined;

  /** @param enter runs work so that whatever it calls finds the transaction */
  constructor(
    private readonly source: DataSource,
    engine: 'sqlite' | 'mariadb',
    private readonly enter: <R>(transaction: Transaction, work: () => R) => R,
  ) {
    if (engine === 'sqlite') this.groups = new GroupCommit(() => source.createQueryRunner());
  }

  /**
   * Runs `work` as one transaction, again from the start where the engine asks for it.
   * @param apart it is long: others should not have to wait for it in one group
   */
  async run<T>(work: () => Promise<T>, apart: boolean): Promise<Committed<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await (this.groups ? this.inGroup(this.groups, work, apart) : this.alone(work));
      } catch (error) {
        if (!this.shouldRunAgain(error) || attempt === TRIES) throw withSentence(error);
        await sleep(Math.random() * Math.min(1000, 20 * 2 ** attempt));
      }
    }
  }

  /**
   * Of two that insert the same new key at once MariaDB refuses the second, which could not see the first's row. A lost
   * connection before the commit has left nothing behind.
   */
  private shouldRunAgain(error: unknown): boolean {
    return mayRunAgain(error) || isLost(error) || (this.groups === undefined && isDuplicate(error));
  }

  private inGroup<T>(groups: GroupCommit, work: () => Promise<T>, apart: boolean): Promise<Committed<T>> {
    return groups.run(() => this.within(this.source.createQueryRunner(), work), apart);
  }

  private async alone<T>(work: () => Promise<T>): Promise<Committed<T>> {
    const runner = this.source.createQueryRunner();
    try {
      await begin(runner, 'mariadb');
      const done = await this.within(runner, work);
      await this.commit(runner);
      return done;
    } catch (error) {
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Where the answer of the server is lost it may have committed: nothing is run again then, and whoever asked has to look. */
  private async commit(runner: QueryRunner): Promise<void> {
    try {
      await runner.query('COMMIT');
    } catch (error) {
      throw isLost(error) ? new DomainError('database.unsure', {}, 'unavailable') : error;
    }
  }

  /** All of a transaction but its BEGIN and its COMMIT. */
  private async within<T>(runner: QueryRunner, work: () => Promise<T>): Promise<Committed<T>> {
    const transaction = new Transaction(runner, this.source.createEntityManager(runner), () => this.isOpen());
    try {
      const result = await this.enter(transaction, async () => {
        const value = await work();
        await transaction.flush();
        return value;
      });
      return { result, following: transaction.finish() };
    } catch (error) {
      throw transaction.reason(error);
    }
  }

  /** SQLite undoes everything at some errors, a full disk among them, and takes what follows by itself. */
  private isOpen(): boolean {
    const { databaseConnection: handle } = this.source.driver as { databaseConnection?: { inTransaction: boolean } };
    return this.groups === undefined || handle?.inTransaction === true;
  }
}
