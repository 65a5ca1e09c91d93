import type { DataSource, QueryRunner } from 'typeorm';
import type { Connection, Param } from './connection.js';
import { isAway } from './engine-errors.js';
import { DatabaseAway, type Pulse } from './pulse.js';

/** Reading is tried so often where a connection turns out to be dead, and the server is not. */
const TRIES = 3;

/** Reads outside transactions, of a database server. */
export class ServerReads implements Connection {
  constructor(
    private readonly source: DataSource,
    private readonly pulse: Pulse,
  ) {}

  rows<T>(sql: string, params: Param[]): Promise<T[]> {
    return this.again(() => this.source.query<T[]>(sql, params));
  }

  /** Runs `work` on a connection whose view of the data does not move. */
  async snapshot<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const runner = await this.again(() => this.begin());
    try {
      const connection = { rows: <R>(sql: string, params: Param[]) => runner.query(sql, params) as Promise<R[]> };
      const result = await this.pulse.watched(() => work(connection));
      await runner.query('COMMIT');
      return result;
    } catch (error) {
      await runner.query('ROLLBACK').catch(() => undefined);
      throw (await this.pulse.isAwayAfter(error)) ? new DatabaseAway() : error;
    } finally {
      await runner.release();
    }
  }

  close(): void {
    this.pulse.stop();
  }

  private async begin(): Promise<QueryRunner> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
      return runner;
    } catch (error) {
      await runner.release();
      throw error;
    }
  }

  private async again<T>(read: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.pulse.leaving(read);
      } catch (error) {
        if (await this.pulse.isAwayAfter(error)) throw new DatabaseAway();
        if (!isAway(error) || attempt === TRIES) throw error;
      }
    }
  }
}
