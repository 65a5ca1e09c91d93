import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import type { Engine } from './engines.ts';

export interface Bare {
  /** Rows of a statement, by the driver alone. */
  rows(sql: string, params: (string | number)[]): Promise<unknown[]>;
  /** Runs a statement and commits it, flushed. */
  run(sql: string, params: (string | number)[]): Promise<void>;
  close(): Promise<void>;
}

/** The database of an installation by nothing but its driver. */
export async function openBare({ env }: Engine): Promise<Bare> {
  return env.DATABASE_URL === undefined ? openSqlite(env.DATA_DIR) : await openMariadb(env.DATABASE_URL);
}

function openSqlite(folder: string): Bare {
  const database = new BetterSqlite3(join(folder, 'lan-toa.sqlite'));
  database.pragma('synchronous = FULL');
  database.pragma('busy_timeout = 10000');
  return {
    rows: async (sql, params) => database.prepare(sql).all(...params),
    run: async (sql, params) => void database.prepare(sql).run(...params),
    close: async () => void database.close(),
  };
}

async function openMariadb(url: string): Promise<Bare> {
  const connection = await createConnection(url.replace(/^mariadb:/, 'mysql:'));
  return {
    rows: async (sql, params) => (await connection.query(sql, params))[0] as unknown[],
    run: async (sql, params) => void (await connection.query(sql, params)),
    close: () => connection.end(),
  };
}
