import BetterSqlite3 from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { sqlitePath } from '../../src/database/open.js';
import type { Settings } from '../../src/config/settings.js';

/** Looks from outside whether a process is in the middle of something. */
export interface Lookout {
  sees(): Promise<boolean>;
  /** Milliseconds between two looks. */
  every: number;
  close(): Promise<void>;
}

/** Whether somebody is writing to the database: SQLite's one writer is taken, MariaDB has rows that are not committed. */
export function writing(settings: Settings): Lookout {
  return settings.databaseUrl === undefined
    ? writingSqlite(sqlitePath(settings))
    : writingMariadb(settings.databaseUrl);
}

/** Whether a file is being written under a name of its own, which it gives up when it is whole. */
export function unfinishedFile(folder: string): Lookout {
  const sees = async (): Promise<boolean> =>
    existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.part'));
  return { sees, every: 1, close: async () => undefined };
}

function writingSqlite(path: string): Lookout {
  let handle: BetterSqlite3.Database | undefined;
  const sees = async (): Promise<boolean> => {
    if (!handle && !existsSync(path)) return false;
    handle ??= new BetterSqlite3(path, { timeout: 0 });
    try {
      handle.exec('BEGIN IMMEDIATE; ROLLBACK');
      return false;
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return true;
      throw error;
    }
  };
  return { sees, every: 1, close: async () => void handle?.close() };
}

function writingMariadb(url: string): Lookout {
  const source = new DataSource({ type: 'mariadb', url, poolSize: 1 }).initialize();
  const sees = async (): Promise<boolean> => {
    const rows = await (
      await source
    ).query<unknown[]>(
      `SELECT 1 FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
       WHERE p.db = DATABASE() AND t.trx_rows_modified > 0`,
    );
    return rows.length > 0;
  };
  // The server shows the same answer again to whoever looks more often than every 100 ms.
  return { sees, every: 120, close: async () => (await source).destroy() };
}

/** Whether some tables of a new database are there. MariaDB commits each by itself. */
export function migrating(settings: Settings): Lookout {
  if (settings.databaseUrl === undefined) return writing(settings);
  const source = new DataSource({ type: 'mariadb', url: settings.databaseUrl, poolSize: 1 }).initialize();
  const sees = async (): Promise<boolean> => {
    const rows = await (
      await source
    ).query<unknown[]>('SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() LIMIT 6');
    return rows.length > 5;
  };
  return { sees, every: 1, close: async () => (await source).destroy() };
}
