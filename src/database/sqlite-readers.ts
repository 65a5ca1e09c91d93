import BetterSqlite3 from 'better-sqlite3';
import { breath } from './breath.js';
import type { Connection, Param } from './connection.js';

/**
 * Read-only connections beside the writing one: in WAL mode a reader sees only what is committed, so no request can
 * see another's half-done work. One connection serves all single statements; a snapshot takes one for itself.
 */
export class SqliteReaders implements Connection {
  private readonly shared: Reader;
  private readonly idle: Reader[] = [];

  constructor(private readonly path: string) {
    this.shared = this.open();
  }

  private open(): Reader {
    return new Reader(this.path);
  }

  rows<T>(sql: string, params: Param[]): Promise<T[]> {
    return this.shared.rows<T>(sql, params);
  }

  /** Runs `work` on a connection whose view of the data does not move. */
  async snapshot<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const reader = this.idle.pop() ?? this.open();
    reader.begin();
    try {
      return await work(reader);
    } finally {
      reader.end();
      this.idle.push(reader);
    }
  }

  close(): void {
    this.shared.close();
    for (const reader of this.idle) reader.close();
  }
}

class Reader implements Connection {
  private readonly handle: BetterSqlite3.Database;
  private readonly statements = new Map<string, BetterSqlite3.Statement<unknown[]>>();

  constructor(path: string) {
    this.handle = new BetterSqlite3(path, { readonly: true, timeout: 5000 });
    this.handle.pragma('query_only = ON');
  }

  async rows<T>(sql: string, params: Param[]): Promise<T[]> {
    await breath();
    return this.statement(sql).all(...params) as T[];
  }

  begin(): void {
    this.handle.exec('BEGIN');
  }

  end(): void {
    this.handle.exec('COMMIT');
  }

  close(): void {
    this.handle.close();
  }

  private statement(sql: string): BetterSqlite3.Statement<unknown[]> {
    const known = this.statements.get(sql);
    if (known) return known;
    // Lists of ids make statements of many lengths: the cache must not grow with them.
    if (this.statements.size >= 200) this.statements.clear();
    const made = this.handle.prepare<unknown[]>(sql);
    this.statements.set(sql, made);
    return made;
  }
}
