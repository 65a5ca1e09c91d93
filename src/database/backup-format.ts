import type { EntityMetadata } from 'typeorm';
import type { Database } from './database.js';
import type { Param } from './connection.js';

/*
 * A backup is gzipped lines of JSON: a header, for each table its columns and its rows, the files that
 * rows name, in pieces (backup-files.ts), and a last line with the number of rows and files and the SHA-256 of everything
 * before it. It is the same for both engines, names no path, and holds nothing that
 * is ever executed: restoring treats it as hostile all the same.
 */

export const FORMAT = 2;
/** Rows of one line. */
export const ROWS_PER_LINE = 200;

/** What a moment of work leaves behind and nobody wants back: sessions, counts of tries, files being checked, locks. */
const PASSING = new Set(['sign_ins', 'throttles', 'imports', 'password_resets', 'lock_slots']);

export interface Header {
  lan_toa_backup: number;
  made_at: string;
  /** Names of the migrations that made the tables: a backup fits only the same schema. */
  migrations: string[];
  /** Tells whether the secret of the installation is the same; not the secret. */
  secret: string;
}
export interface TableLine {
  table: string;
  columns: string[];
}
export interface RowsLine {
  rows: Param[][];
}
export interface EndLine {
  end: true;
  rows: number;
  files: number;
  sha256: string;
}

/** A table of a backup with its columns; each has a numeric `id`. */
export interface BackedUpTable {
  name: string;
  columns: string[];
  metadata: EntityMetadata;
}

/** The tables of a backup in a fixed order. */
export function backedUpTables(database: Database): BackedUpTable[] {
  return database.source.entityMetadatas
    .filter(({ tableName }) => !PASSING.has(tableName))
    .map((metadata) => ({
      name: metadata.tableName,
      columns: metadata.columns.map(({ databaseName }) => databaseName),
      metadata,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** All tables that a restore empties: also what a backup does not hold. */
export function allTables(database: Database): string[] {
  return database.source.entityMetadatas.map(({ tableName }) => tableName);
}

/** A name as the engine quotes it; names come from our entities only. */
export function quoted(database: Database, name: string): string {
  return database.source.driver.escape(name);
}
