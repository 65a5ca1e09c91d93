import BetterSqlite3 from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#src/app.js';
import { readSettings } from '#src/config/settings.js';
import type { Database } from '#src/database/database.js';
import { median, printTable } from './table.ts';

/** How long each way of writing is measured, three times. */
const SECONDS = 1.5;
const WRITERS = [1, 8, 32];
const INSERT = 'INSERT INTO notes (writer, n) VALUES (?, ?)';

/** Writers that each begin again as soon as they are told that theirs is on the disk. @returns commits told per second */
async function perSecond(writers: number, write: (writer: number, n: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const ends = began + SECONDS * 1000;
  let told = 0;
  const one = async (writer: number): Promise<void> => {
    for (let n = 0; performance.now() < ends; n += 1) {
      await write(writer, n);
      told += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => one(writer)));
  return (told * 1000) / (performance.now() - began);
}

/** The same with the bare driver, one commit after another: no more than this is possible without sharing. */
function bare(path: string): number {
  const handle = new BetterSqlite3(path);
  handle.pragma('journal_mode = WAL');
  handle.pragma('synchronous = FULL');
  handle.exec('CREATE TABLE IF NOT EXISTS notes (id integer PRIMARY KEY, writer integer, n integer)');
  const insert = handle.prepare(INSERT);
  const write = handle.transaction((n: number) => insert.run(0, n));
  const began = performance.now();
  let n = 0;
  for (; performance.now() - began < SECONDS * 1000; n += 1) write.immediate(n);
  handle.close();
  return (n * 1000) / (performance.now() - began);
}

async function measure(database: Database, folder: string): Promise<void> {
  const write = (apart: boolean) => (writer: number, n: number) =>
    database.transaction(() => database.execute(INSERT, [writer, n]), { apart });
  await database.source.query('CREATE TABLE notes (id integer PRIMARY KEY, writer integer, n integer)');
  const taken = new Map<string, number[]>();
  const note = (what: string, value: number): void => void taken.set(what, [...(taken.get(what) ?? []), value]);
  for (let round = 0; round < 3; round += 1) {
    note('bare driver, one after another', bare(join(folder, 'bare.sqlite')));
    for (const writers of WRITERS) {
      note(`${writers} writers, each its own commit`, await perSecond(writers, write(true)));
      note(`${writers} writers, shared commits`, await perSecond(writers, write(false)));
    }
  }
  const figures = [...taken].map(([what, values]) => ({ what, value: median(values), unit: 'commits/s' }));
  printTable('Commits on SQLite that are on the disk', figures);
}

const folder = mkdtempSync(join(tmpdir(), 'lan-toa-bench-commits-'));
const database = await connect(readSettings({ DATA_DIR: folder }));
try {
  await measure(database, folder);
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
