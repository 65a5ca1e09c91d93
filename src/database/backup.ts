import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { nowIso } from '../config/clock.js';
import type { Secret } from '../config/secret.js';
import { backedUpTables, FORMAT, type Header, quoted, ROWS_PER_LINE } from './backup-format.js';
import type { Param } from './connection.js';
import type { Database } from './database.js';

/** Rows read at a time. */
const PAGE = 2000;

/**
 * Writes a consistent copy as of one moment; people go on working meanwhile. The file appears whole or not at all, readable
 * by its owner alone.
 * @returns how many rows it holds
 */
export async function backUp(database: Database, secret: Secret, path: string): Promise<number> {
  const aside = `${path}.part`;
  const count = { rows: 0 };
  try {
    // The file is opened where somebody listens for its errors: a snapshot may take its time to begin.
    await database.snapshot(() =>
      pipeline(
        Readable.from(lines(database, secret, count)),
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
  return count.rows;
}

/** Same secret, same text; it tells nothing about the secret. */
export function fingerprint(secret: Secret): string {
  return secret.hash('backup-fingerprint', 'lan-toa');
}

async function* lines(database: Database, secret: Secret, count: { rows: number }): AsyncGenerator<string> {
  const hash = createHash('sha256');
  for await (const line of content(database, secret, count)) {
    const text = `${JSON.stringify(line)}\n`;
    hash.update(text);
    yield text;
  }
  yield `${JSON.stringify({ end: true, rows: count.rows, sha256: hash.digest('hex') })}\n`;
}

async function* content(database: Database, secret: Secret, count: { rows: number }): AsyncGenerator<object> {
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
