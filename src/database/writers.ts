import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { begin } from './begin.js';
import { DomainError } from '../errors.js';
import { isAway, isDuplicate, mayRunAgain, withSentence } from './engine-errors.js';
import type { Fence } from './fence.js';
import { GroupCommit } from './group-commit.js';
import { DatabaseAway, type Pulse } from './pulse.js';
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
  private readonly groups: GroupCommit;

  /**
   * @param pulse of the server; undefined: SQLite
   * @param onGalera what is locked is to be told to other nodes
   * @param enter runs work so that whatever it calls finds the transaction
   * @param fence of the request that writes, where a copy may be read from afterwards
   */
  constructor(
    private readonly source: DataSource,
    private readonly pulse: Pulse | undefined,
    private readonly onGalera: boolean,
    private readonly enter: <R>(transaction: Transaction, work: () => R) => R,
    private readonly fence: (() => Fence | undefined) | undefined,
  ) {
    this.groups = new GroupCommit(() => source.createQueryRunner());
  }

  /**
   * Runs `work` as one transaction, again from the start where the engine asks for it.
   * @param apart it is long: others should not have to wait for it in one group
   */
  async run<T>(work: () => Promise<T>, apart: boolean): Promise<Committed<T>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await (this.pulse ? this.alone(this.pulse, work) : this.inGroup(work, apart));
      } catch (error) {
        if (await this.pulse?.isAwayAfter(error)) throw new DatabaseAway();
        if (!this.shouldRunAgain(error) || attempt === TRIES) throw withSentence(error);
        // Whoever was quicker is through at the first time; where many meet again and again they draw apart.
        await sleep(Math.random() * Math.min(1000, 5 * 4 ** (attempt - 1)));
      }
    }
  }

  /**
   * Of two that insert the same new key at once MariaDB refuses the second, which could not see the first's row. A lost
   * connection before the commit has left nothing behind.
   */
  private shouldRunAgain(error: unknown): boolean {
    return mayRunAgain(error) || isAway(error) || (this.pulse !== undefined && isDuplicate(error));
  }

  private inGroup<T>(work: () => Promise<T>, apart: boolean): Promise<Committed<T>> {
    return this.groups.run(() => this.within(this.source.createQueryRunner(), work), apart);
  }

  private async alone<T>(pulse: Pulse, work: () => Promise<T>): Promise<Committed<T>> {
    const runner = this.source.createQueryRunner();
    const connecting = runner.connect();
    try {
      await pulse.leaving(() => connecting);
      return await pulse.watched(() => this.onServer(runner, work));
    } finally {
      // Where nobody waited for the connection any more it may still come.
      void connecting.then(() => runner.release()).catch(() => undefined);
    }
  }

  private async onServer<T>(runner: QueryRunner, work: () => Promise<T>): Promise<Committed<T>> {
    try {
      await begin(runner, 'mariadb');
      const done = await this.within(runner, work);
      await this.commit(runner);
      const fence = this.fence?.();
      if (fence) fence.note(await positionOf(runner));
      return done;
    } catch (error) {
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  /** Where the answer of the server is lost it may have committed: nothing is run again then, and whoever asked has to look. */
  private async commit(runner: QueryRunner): Promise<void> {
    try {
      await runner.query('COMMIT');
    } catch (error) {
      throw isAway(error) ? new DomainError('database.unsure', {}, 'unavailable') : error;
    }
  }

  /** All of a transaction but its BEGIN and its COMMIT. */
  private async within<T>(runner: QueryRunner, work: () => Promise<T>): Promise<Committed<T>> {
    const transaction = new Transaction(runner, this.source.createEntityManager(runner), () => this.isOpen());
    try {
      const result = await this.enter(transaction, async () => {
        const value = await work();
        await transaction.flush();
        if (this.onGalera) await transaction.tellNodes();
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
    return this.pulse !== undefined || handle?.inTransaction === true;
  }
}

/** How far the server had written with this commit; undefined where it does not say any more. */
async function positionOf(runner: QueryRunner): Promise<string | undefined> {
  try {
    const [row] = (await runner.query('SELECT @@last_gtid AS position')) as { position: string }[];
    return row?.position;
  } catch {
    return undefined;
  }
}
