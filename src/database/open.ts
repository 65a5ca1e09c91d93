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
import { connectServer } from './server.js';

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
    const parts = { entities: schema.entities as never[], migrations: schema.migrations };
    const { source, pulse, onGalera } = await connectServer(settings.databaseUrl, parts);
    const copy = settings.databaseReadUrl;
    return new Database(source, pulse, onGalera, copy === undefined ? undefined : () => connectServer(copy, parts));
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
      // 16 MB of pages: with the usual 2 an import spends a tenth of its CPU on writing pages out and reading them again.
      handle.pragma('cache_size = -16000');
    },
  };
}
