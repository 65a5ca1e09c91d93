import type { QueryRunner } from 'typeorm';
import { mayRunAgain, withSentence } from './engine-errors.js';
import { SqliteTurns } from './sqlite-turns.js';

/** How long another process (a command) may hold SQLite's write lock. */
const PATIENCE_MS = 30_000;

/** By the runner: TypeORM has one for the one connection that writes. */
const turns = new WeakMap<QueryRunner, SqliteTurns>();

/** Begins a transaction that writes; where SQLite's write lock is held, it waits without blocking the event loop. */
export async function begin(runner: QueryRunner, engine: 'sqlite' | 'mariadb'): Promise<void> {
  if (engine === 'mariadb') {
    await runner.query('START TRANSACTION');
    return;
  }
  const mine = turns.get(runner) ?? (await turnsOf(runner));
  await mine.leaveGap();
  const from = performance.now();
  while (!(await tookLock(runner, from))) await mine.wait(performance.now() - from);
}

/** From the first transaction on a lock that is held is told at once; while the database is opened and migrated SQLite waits. */
async function turnsOf(runner: QueryRunner): Promise<SqliteTurns> {
  const made = new SqliteTurns(String(runner.connection.options.database));
  turns.set(runner, made);
  await runner.query('PRAGMA busy_timeout = 0');
  return made;
}

async function tookLock(runner: QueryRunner, from: number): Promise<boolean> {
  try {
    await runner.query('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (!mayRunAgain(error)) throw error;
    // As a sentence nobody takes it for something to be run again at once.
    if (performance.now() - from > PATIENCE_MS) throw withSentence(error);
    return false;
  }
}
