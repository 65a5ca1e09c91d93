import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Connection, Param } from './connection.js';
import { CHUNK, filled } from './chunks.js';
import { withSentence } from './engine-errors.js';
import type { Fence } from './fence.js';
import { Inserts } from './inserts.js';
import { writtenOut } from './long-lists.js';
import { placeholders } from './placeholders.js';
import type { Pulse } from './pulse.js';
import { ReplicaReads } from './replica-reads.js';
import type { Server } from './server.js';
import { ServerReads } from './server-reads.js';
import { SqliteReaders } from './sqlite-readers.js';
import type { Transaction } from './transaction.js';
import { Writers } from './writers.js';

export type Engine = 'sqlite' | 'mariadb';

type Scope = { transaction: Transaction } | { snapshot: Connection };

/**
 * The one door to the database.
 *
 * TypeORM shares a single SQLite connection between all callers: without a door one request's rollback takes another's
 * rows with it. Here writers queue, nested transactions join the outer one, a write outside a transaction throws, and
 * reads outside a transaction see committed rows only.
 */
export class Database {
  readonly engine: Engine;
  private readonly scope = new AsyncLocalStorage<Scope>();
  private readonly writers: Writers;
  private readonly readers: SqliteReaders | ServerReads | ReplicaReads;
  private readonly fences = new AsyncLocalStorage<Fence>();
  private readonly pulse: Pulse | undefined;
  private readonly inserts: Inserts;

  /**
   * @param of where SQLite keeps everything, or the pulse of the server
   * @param onGalera the server is a node of a Galera cluster
   * @param copy connects to a copy of the server that may be read from; undefined: there is none
   */
  constructor(
    readonly source: DataSource,
    of: string | Pulse,
    readonly onGalera = false,
    copy?: () => Promise<Server>,
  ) {
    this.engine = typeof of === 'string' ? 'sqlite' : 'mariadb';
    this.pulse = typeof of === 'string' ? undefined : of;
    const home = typeof of === 'string' ? new SqliteReaders(of) : new ServerReads(source, of);
    this.readers = copy && home instanceof ServerReads ? new ReplicaReads(home, copy, this.fences) : home;
    this.inserts = new Inserts(source, this.engine);
    const enter = <R>(transaction: Transaction, work: () => R): R => this.scope.run({ transaction }, work);
    this.writers = new Writers(source, this.pulse, onGalera, enter, copy && (() => this.fences.getStore()));
  }

  /** Runs a request: what it reads may come from a copy as far as its fence allows, and what it writes is noted there. */
  behind<T>(fence: Fence, work: () => T): T {
    return this.fences.run(fence, work);
  }

  /** Is told when the database server goes away (true) and when it answers again (false); SQLite is always there. */
  onAway(listener: (away: boolean) => void): void {
    this.pulse?.onChange(listener);
  }

  /** Rows of a parameterised SELECT; inside a transaction it sees what that transaction wrote. */
  async rows<T>(asked: string, given: Param[] = []): Promise<T[]> {
    const [sql, params] = this.written(asked, given);
    const scope = this.scope.getStore();
    if (scope && 'transaction' in scope) {
      return scope.transaction.statement(async (runner) => (await runner.query(sql, params)) as T[]);
    }
    try {
      return await (scope ? scope.snapshot : this.readers).rows<T>(sql, params);
    } catch (error) {
      throw withSentence(error);
    }
  }

  /** The first row, or undefined. */
  async row<T>(sql: string, params: Param[] = []): Promise<T | undefined> {
    return (await this.rows<T>(sql, params))[0];
  }

  /**
   * Rows that nobody else may change or hold before this transaction ends (SQLite has one writer anyhow): also not at another
   * node of a cluster, for which their `id` is selected and their table named first.
   */
  async rowsForUpdate<T>(sql: string, params: Param[] = []): Promise<T[]> {
    const rows = await this.rows<T>(this.locking(sql, 'FOR UPDATE'), params);
    this.current().locks.lock(sql, rows);
    return rows;
  }

  /**
   * Inside a transaction the newest rows, not those of its snapshot, and nobody else changes them meanwhile: what was
   * committed while this transaction waited for a lock counts. Outside as `rows`. Between nodes of a cluster only what
   * `rowsForUpdate` locked keeps others away: lock what these rows belong to.
   */
  async rowsNow<T>(sql: string, params: Param[] = []): Promise<T[]> {
    return this.rows<T>(this.inTransaction() ? this.locking(sql, 'FOR UPDATE') : sql, params);
  }

  /**
   * As `rowsNow` of rows that are only read here, such as the people of a roster: several may read them so at the same time. Who
   * would also write them waits for the others, who may wait for him: that is for `rowsNow`.
   */
  async rowsNowShared<T>(sql: string, params: Param[] = []): Promise<T[]> {
    return this.rows<T>(this.inTransaction() ? this.locking(sql, 'LOCK IN SHARE MODE') : sql, params);
  }

  /**
   * As `rowsForUpdate`, but passing over the rows that somebody else holds: of several who take work each gets another. On a
   * cluster two nodes may get the same: what is taken must be written in the same transaction, which only one of them then ends.
   */
  async rowsSkipLocked<T>(sql: string, params: Param[] = []): Promise<T[]> {
    const locking = this.locking(sql, 'FOR UPDATE');
    return this.rows<T>(this.engine === 'mariadb' ? `${locking} SKIP LOCKED` : sql, params);
  }

  /** Rows that nobody may lock before this transaction ends, while others may hold them too; selected as in `rowsForUpdate`. */
  async rowsHeld<T>(sql: string, params: Param[] = []): Promise<T[]> {
    const { locks } = this.current();
    const rows = await this.rows<T>(this.locking(sql, 'LOCK IN SHARE MODE'), params);
    locks.hold(sql, rows);
    return rows;
  }

  /**
   * Rows for a list of values of any length: the list is cut into pieces.
   * @param sql a SELECT whose last `(?)` is where the list stands, as in `… WHERE ref IN (?)`, with no parameter behind it
   * @param before the parameters that stand before the list
   */
  async rowsIn<T>(sql: string, values: Param[], before: Param[] = []): Promise<T[]> {
    const found: T[] = [];
    const list = sql.lastIndexOf('(?)');
    if (list < 0) throw new Error('a list without its place in the statement');
    for (let at = 0; at < values.length; at += CHUNK) {
      const piece = filled(values.slice(at, at + CHUNK));
      const whole = `${sql.slice(0, list)}(${placeholders(piece)})${sql.slice(list + 3)}`;
      for (const row of await this.rows<T>(whole, [...before, ...piece])) found.push(row);
    }
    return found;
  }

  /** Several reads that must agree with each other: they see the data as of one moment. */
  async snapshot<T>(work: () => Promise<T>): Promise<T> {
    if (this.scope.getStore()) return work();
    try {
      return await this.readers.snapshot((connection) => this.scope.run({ snapshot: connection }, work));
    } catch (error) {
      throw withSentence(error);
    }
  }

  /** Stands for the running snapshot, so that something can be remembered for as long as it lasts; undefined outside. */
  snapshotKey(): object | undefined {
    const scope = this.scope.getStore();
    return scope && 'snapshot' in scope ? scope : undefined;
  }

  /** Whether the caller stands inside a transaction. */
  inTransaction(): boolean {
    const scope = this.scope.getStore();
    return scope !== undefined && 'transaction' in scope;
  }

  /** Stands for the running transaction, so that something can be remembered for as long as it lasts. */
  transactionKey(): object {
    return this.current();
  }

  /** Of so many rows of which any will do one that no other transaction writes meanwhile; nodes of a cluster may meet. */
  async lane(many: number): Promise<number> {
    return this.onGalera ? Math.floor(Math.random() * many) : (await this.current().connectionId()) % many;
  }

  /**
   * Runs `work` as one transaction: all of it or nothing. Inside another transaction it joins that one: the outer one decides
   * in the end, but a nested one that fails leaves nothing behind, also where its failure is caught.
   * It may be run again from the start: when the engine asks for it, and where somebody else was quicker with the same new
   * key, whose row it then finds. So it must have no effect outside the database.
   * @param apart it takes long, as a piece of a file does: on SQLite short ones of others do not wait for its end before theirs
   */
  async transaction<T>(work: () => Promise<T>, { apart = false } = {}): Promise<T> {
    if (this.inTransaction()) return this.current().nested(work);
    if (this.scope.getStore()) throw new Error('a snapshot only reads');
    const { result, following } = await this.writers.run(work, apart);
    for (const after of following) await after();
    return result;
  }

  /**
   * Runs once just before this transaction commits, however often it is asked for under the same key, with all `items` that
   * were named under it. What a nested transaction that fails has named does not count.
   */
  beforeCommit<I>(key: string, work: (items: I[]) => Promise<void>, items: Iterable<I> = []): void {
    this.current().beforeCommit(key, work, items);
  }

  /** Runs now what waits for the commit, so that its refusals can be answered inside the transaction. */
  async flush(): Promise<void> {
    await this.current().flush();
  }

  /** Runs once after this transaction has committed; not at all if it does not. Others may write meanwhile. */
  afterCommit(work: () => void | Promise<void>): void {
    this.current().afterCommit(work);
  }

  /** Inserts rows, in chunks of one statement. Their generated ids are read back by their natural key. */
  async insert<E extends ObjectLiteral>(entity: EntityTarget<E>, values: Partial<E>[]): Promise<void> {
    await this.inserts.insert(this.current(), entity, values);
  }

  /**
   * Inserts rows; where one with the same `keys` (the columns of a unique index) is there already, it takes the other given
   * values, and columns that no row gives stay as they are. A column must be given by all rows, or by none if it has a default.
   * No other unique index may refuse a row: SQLite would refuse the statement, MariaDB change the row of that other index.
   */
  async put<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    values: Partial<E>[],
    keys: readonly (keyof E & string)[],
  ): Promise<void> {
    await this.inserts.put(this.current(), entity, values, keys);
  }

  /** As `put`, but the other given values, whole numbers, are added to those of the row that is there. */
  async add<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    values: Partial<E>[],
    keys: readonly (keyof E & string)[],
  ): Promise<void> {
    await this.inserts.add(this.current(), entity, values, keys);
  }

  /** Inserts one row. @returns its generated id */
  async insertOne<E extends ObjectLiteral>(entity: EntityTarget<E>, value: Partial<E>): Promise<number> {
    const done = await this.current().statement((_, manager) =>
      manager.createQueryBuilder().insert().into(entity).values(value).updateEntity(false).execute(),
    );
    const raw: unknown = done.raw;
    return Number(typeof raw === 'object' && raw !== null ? (raw as { insertId: number }).insertId : raw);
  }

  /** Changes the rows that match every column of `where`. @returns how many matched */
  async update<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    where: Partial<E>,
    patch: Partial<E>,
  ): Promise<number> {
    const done = await this.current().statement((_, manager) =>
      manager.createQueryBuilder().update(entity).set(patch).where(where).execute(),
    );
    return done.affected ?? 0;
  }

  /** Deletes the rows that match every column of `where`. @returns how many */
  async delete<E extends ObjectLiteral>(entity: EntityTarget<E>, where: Partial<E>): Promise<number> {
    const done = await this.current().statement((_, manager) =>
      manager.createQueryBuilder().delete().from(entity).where(where).execute(),
    );
    return done.affected ?? 0;
  }

  /** Runs a parameterised statement that writes. @returns how many rows it touched */
  async execute(asked: string, given: Param[] = []): Promise<number> {
    const [sql, params] = this.written(asked, given);
    const result = await this.current().statement(
      async (runner) => (await runner.query(sql, params, true)) as { affected?: number },
    );
    return result.affected ?? 0;
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    this.readers.close();
    if (this.source.isInitialized) await this.source.destroy();
  }

  private written(sql: string, params: Param[]): [sql: string, params: Param[]] {
    return this.engine === 'mariadb' ? writtenOut(sql, params) : [sql, params];
  }

  private locking(sql: string, how: 'FOR UPDATE' | 'LOCK IN SHARE MODE'): string {
    this.current();
    return this.engine === 'mariadb' ? `${sql} ${how}` : sql;
  }

  private current(): Transaction {
    const scope = this.scope.getStore();
    if (scope && 'transaction' in scope) return scope.transaction;
    throw new Error('a write outside a transaction');
  }
}
