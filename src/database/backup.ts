import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { nowIso } from '../config/clock.js';
import type { Secret } from '../config/secret.js';
import { type BackedUpFiles, fileLines } from './backup-files.js';
import { backedUpTables, FORMAT, type Header, quoted, ROWS_PER_LINE } from './backup-format.js';
import type { Param } from './connection.js';
import type { Database } from './database.js';

/** Rows read at a time. */
const PAGE = 2000;

/** What a backup holds, and how many files it should hold that are not there. */
export interface BackedUp {
  rows: number;
  files: number;
  missing: number;
}

/** What a backup is made of. */
interface Source {
  database: Database;
  secret: Secret;
  files: BackedUpFiles;
}

/**
 * Writes a consistent copy as of one moment; people go on working meanwhile. The file appears whole or not at all, readable
 * by its owner alone. A file that somebody took from the disk is not in it, and is counted.
 */
export async function backUp(
  database: Database,
  secret: Secret,
  files: BackedUpFiles,
  path: string,
): Promise<BackedUp> {
  const aside = `${path}.part`;
  const count = { rows: 0, files: 0, missing: 0 };
  try {
    // The file is opened where somebody listens for its errors: a snapshot may take its time to begin.
    await database.snapshot(() =>
      pipeline(
        Readable.from(lines({ database, secret, files }, count)),
        createGzip({ level: 3 }),
        createWriteStream(aside, { mode: 0o600 }),
      ),
    );
    const handle = await open(aside, 'r+');
    await handle.sync();
    await handle.close();
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  return count;
}

/** Same secret, same text; it tells nothing about the secret. */
export function fingerprint(secret: Secret): string {
  return secret.hash('backup-fingerprint', 'lan-toa');
}

async function* lines(source: Source, count: BackedUp): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const line of content(source, count)) {
    const text = `${JSON.stringify(line)}\n`;
    hash.update(text);
    yield text;
  }
  yield `${JSON.stringify({ end: true, rows: count.rows, files: count.files, sha256: hash.digest('hex') })}\n`;
}

async function* content({ database, secret, files }: Source, count: BackedUp): AsyncGenerator<object> {
  const done = await database.rows<{ name: string }>('SELECT name FROM migrations ORDER BY id');
  const header: Header = {
    lan_toa_backup: FORMAT,
    made_at: nowIso(),
    migrations: done.map(({ name }) => name),
    secret: fingerprint(secret),
  };
  yield header;
  for (const { name, columns } of backedUpTables(database)) {
    yield { table: name, columns };
    for await (const rows of pages(database, name, columns)) {
      count.rows += rows.length;
      for (let at = 0; at < rows.length; at += ROWS_PER_LINE) yield { rows: rows.slice(at, at + ROWS_PER_LINE) };
    }
  }
  const there = await present(files);
  count.files = there.names.length;
  count.missing = there.missing;
  yield* fileLines(files, there.names);
}

async function present(files: BackedUpFiles): Promise<{ names: string[]; missing: number }> {
  const all = await files.names();
  const names: string[] = [];
  for (const name of all) if (await files.has(name)) names.push(name);
  return { names, missing: all.length - names.length };
}

async function* pages(database: Database, table: string, columns: string[]): AsyncGenerator<Param[][]> {
  const names = columns.map((column) => quoted(database, column)).join(', ');
  const sql = `SELECT ${names} FROM ${quoted(database, table)} WHERE id > ? ORDER BY id LIMIT ${PAGE}`;
  for (let after = 0; ;) {
    const rows = await database.rows<Record<string, Param>>(sql, [after]);
    if (rows.length === 0) return;
    yield rows.map((row) => columns.map((column) => row[column] ?? null));
    after = Number(rows.at(-1)?.id);
  }
}
