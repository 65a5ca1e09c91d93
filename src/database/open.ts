import { chmodSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import {
  DataSource,
  type DataSourceOptions,
  type EntityTarget,
  type MigrationInterface,
  type ObjectLiteral,
} from 'typeorm';
import type { Settings } from '../config/settings.js';
import { Database } from './database.js';

/** What the product keeps: given by the composition root, so that this folder knows no feature. */
export interface Schema {
  entities: EntityTarget<ObjectLiteral>[];
  migrations: (new () => MigrationInterface)[];
}

/** Where SQLite keeps everything. */
export function sqlitePath(settings: Settings): string {
  return join(settings.dataDir, 'lan-toa.sqlite');
}

/** Opens the database that the settings name. It is not migrated by this. */
export async function openDatabase(settings: Settings, schema: Schema): Promise<Database> {
  if (settings.databaseUrl !== undefined) {
    const source = await new DataSource(mariadbOptions(settings.databaseUrl, schema)).initialize();
    await refuseLostUpdates(source);
    return new Database(source);
  }
  const path = sqlitePath(settings);
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const source = await new DataSource(sqliteOptions(path, schema)).initialize();
  return new Database(source, path);
}

function sqliteOptions(path: string, schema: Schema): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    database: path,
    entities: schema.entities as never[],
    migrations: schema.migrations,
    // For opening and migrating. From the first transaction on the door waits itself, without blocking (see begin.ts).
    timeout: 5000,
    prepareDatabase: (handle: { pragma(text: string): unknown }) => {
      handle.pragma('journal_mode = WAL');
      // NORMAL loses acknowledged commits in a power cut; FULL does not.
      handle.pragma('synchronous = FULL');
      // What was erased must not stay readable in free pages.
      handle.pragma('secure_delete = ON');
    },
  };
}

function mariadbOptions(url: string, schema: Schema): DataSourceOptions {
  return {
    // With 'mysql' the schema builder reports drift that is not there; 'mariadb' fits both servers.
    type: 'mariadb',
    url: url.replace(/^mysql:/, 'mariadb:'),
    entities: schema.entities as never[],
    migrations: schema.migrations,
    // Binary comparison, as in SQLite: "A" and "a", "ă" and "a" are different codes.
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    poolSize: 10,
    connectTimeout: 8000,
    // `?ssl=true` in the address: encrypted, and the server's certificate is checked.
    ...(new URL(url).searchParams.get('ssl') === 'true' ? { ssl: { rejectUnauthorized: true } } : {}),
    extra: { decimalNumbers: true, multipleStatements: false },
  };
}

interface Pool {
  on(event: 'connection', listener: (connection: { query(sql: string, done: () => void): void }) => void): void;
}

/**
 * MariaDB before 11.8 loses an update silently when two transactions read, then write the same row. With this setting the
 * second one is told (1020), and the door runs it again from the start. MySQL does not know it: there versions must do.
 */
async function refuseLostUpdates(source: DataSource): Promise<void> {
  const known = await source.query<unknown[]>("SHOW VARIABLES LIKE 'innodb_snapshot_isolation'");
  if (known.length === 0) return;
  const statement = 'SET SESSION innodb_snapshot_isolation = ON';
  const { pool } = source.driver as unknown as { pool: Pool };
  pool.on('connection', (connection) => connection.query(statement, () => undefined));
  // The connection that asked above was opened before the listener.
  await source.query(statement);
}
