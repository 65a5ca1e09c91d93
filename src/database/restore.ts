import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { EntityMetadata } from 'typeorm';
import type { Secret } from '../config/secret.js';
import { DomainError } from '../errors.js';
import { fingerprint } from './backup.js';
import { type BackedUpFiles, broken, type FileLine, FileLines, type PieceLine } from './backup-files.js';
import {
  allTables,
  backedUpTables,
  type BackedUpTable,
  type EndLine,
  FORMAT,
  type Header,
  quoted,
  type RowsLine,
  type TableLine,
} from './backup-format.js';
import type { Param } from './connection.js';
import type { Database } from './database.js';
import { mayRunAgain, withSentence } from './engine-errors.js';
import { executedMigrations } from './migrate.js';

/** Unpacked size at which a backup is taken for a bomb. */
const LARGEST = 64 * 1024 ** 3;
const LONGEST_LINE = 64 * 1024 ** 2;

type Line = Partial<Header & TableLine & RowsLine & FileLine & PieceLine & EndLine>;

/** What a restore did. */
export interface Restored {
  rows: number;
  made_at: string;
  /** The secret is another one: second factors and hashes of national IDs of the backup cannot be used. */
  other_secret: boolean;
}

/** Reads a whole backup and judges it, before anything is touched. @throws DomainError when anything is wrong with it */
export async function verifyBackup(database: Database, path: string): Promise<void> {
  await verify(database, path);
}

/**
 * Puts a backup in the place of everything there is, as one transaction: killed or refused in the middle, all is as it was.
 * The whole file is verified before the first row is touched. The files beside the database come first: they disturb nobody,
 * and no row is ever there without its own.
 */
export async function restore(
  database: Database,
  secret: Secret,
  files: BackedUpFiles,
  path: string,
): Promise<Restored> {
  const header = await verify(database, path);
  await keepFiles(files, path);
  let rows = 0;
  await database.transaction(async () => {
    const before = await database.row<{ value: number | null }>('SELECT MAX(value) AS value FROM stamps');
    rows = 0;
    for (const table of allTables(database)) await database.execute(`DELETE FROM ${quoted(database, table)}`);
    rows = await insertAll(database, path);
    // What a running server keeps in memory is of before, whatever the numbers in the backup are.
    await database.execute('UPDATE stamps SET value = value + ?', [(before?.value ?? 0) + 1]);
  });
  return { rows, made_at: header.made_at, other_secret: header.secret !== fingerprint(secret) };
}

/** Reads the file to its end: form, schema, and the sum over its content. @throws DomainError when anything is wrong */
async function verify(database: Database, path: string): Promise<Header> {
  const missing = new Map(backedUpTables(database).map((table) => [table.name, table]));
  const hash = createHash('sha256');
  let header: Header | undefined;
  let rows = 0;
  let table: BackedUpTable | undefined;
  let end: EndLine | undefined;
  const files = new FileLines(() => Promise.resolve());
  for await (const { line, text } of linesOf(path)) {
    if (end) throw broken();
    if (line.end === true) {
      end = line as EndLine;
      continue;
    }
    hash.update(`${text}\n`);
    if (!header) header = await checkHeader(database, line);
    else if (await files.take(line)) table = undefined;
    else if (line.table !== undefined) table = checkTable(missing, line);
    else rows += checkRows(line, table);
  }
  await files.close();
  if (!header || !end || missing.size > 0 || end.rows !== rows || end.files !== files.count) throw broken();
  if (end.sha256 !== hash.digest('hex')) throw broken();
  return header;
}

async function checkHeader(database: Database, line: Line): Promise<Header> {
  if (typeof line.lan_toa_backup !== 'number' || !Array.isArray(line.migrations)) {
    throw new DomainError('backup.not_one');
  }
  if (line.lan_toa_backup !== FORMAT) throw new DomainError('backup.other_version');
  const here = [...(await executedMigrations(database))].sort().join();
  if ([...line.migrations].sort().join() !== here) throw new DomainError('backup.other_version');
  return line as Header;
}

function checkTable(missing: Map<string, BackedUpTable>, { table: name, columns }: Line): BackedUpTable {
  const table = missing.get(String(name));
  if (!table || JSON.stringify(table.columns) !== JSON.stringify(columns)) throw broken();
  missing.delete(table.name);
  return table;
}

function checkRows({ rows }: Line, table: BackedUpTable | undefined): number {
  if (!table || !Array.isArray(rows)) throw broken();
  const columns = table.metadata.columns;
  const fits = (row: unknown): boolean =>
    Array.isArray(row) && row.length === columns.length && columns.every((column, at) => isValueOf(column, row[at]));
  if (!rows.every(fits)) throw broken();
  return rows.length;
}

/** SQLite would keep a text in a column of numbers, and MariaDB make a number of it. */
function isValueOf({ type, isNullable }: EntityMetadata['columns'][number], value: unknown): boolean {
  if (value === null) return isNullable;
  return type === 'integer' || type === 'smallint' ? Number.isSafeInteger(value) : typeof value === 'string';
}

async function keepFiles(files: BackedUpFiles, path: string): Promise<void> {
  const walk = new FileLines((name, content) => files.keep(name, content));
  for await (const { line } of linesOf(path)) await walk.take(line);
  await walk.close();
}

async function insertAll(database: Database, path: string): Promise<number> {
  const tables = new Map(backedUpTables(database).map((table) => [table.name, table]));
  let into: { name: string; columns: string[] } | undefined;
  let count = 0;
  for await (const { line } of linesOf(path)) {
    if (line.table !== undefined) into = tables.get(line.table);
    if (line.rows === undefined || !Array.isArray(line.rows) || !into) continue;
    await insertRows(database, into, line.rows);
    count += line.rows.length;
  }
  return count;
}

async function insertRows(
  database: Database,
  into: { name: string; columns: string[] },
  rows: Param[][],
): Promise<void> {
  const names = into.columns.map((column) => quoted(database, column)).join(', ');
  const marks = `(${into.columns.map(() => '?').join(', ')})`;
  const sql = `INSERT INTO ${quoted(database, into.name)} (${names}) VALUES ${rows.map(() => marks).join(', ')}`;
  try {
    await database.execute(sql, rows.flat());
  } catch (error) {
    const explained = withSentence(error);
    if (mayRunAgain(error) || explained instanceof DomainError) throw explained;
    // Rows that contradict each other or the tables. The engine's own words would repeat the rows, which are people.
    throw broken();
  }
}

async function* linesOf(path: string): AsyncGenerator<{ line: Line; text: string }> {
  const gunzip = createGunzip();
  const input = createReadStream(path);
  input.on('error', (error) => gunzip.destroy(error));
  let unpacked = 0;
  try {
    for await (const text of createInterface({ input: input.pipe(gunzip), crlfDelay: Infinity })) {
      unpacked += text.length;
      if (unpacked > LARGEST || text.length > LONGEST_LINE) throw broken();
      yield { line: lineOf(text), text };
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new DomainError('backup.no_file', { path }) : broken();
  } finally {
    input.destroy();
  }
}

function lineOf(text: string): Line {
  const line = JSON.parse(text) as unknown;
  if (typeof line !== 'object' || line === null || Array.isArray(line)) throw broken();
  return line;
}
