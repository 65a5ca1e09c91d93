import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { mayRunAgain, withSentence } from './engine-errors.js';

/** How long another process (a command) may hold SQLite's write lock. */
const PATIENCE_MS = 30_000;

/** Begins a transaction that writes; where SQLite's write lock is held, it waits without blocking the event loop. */
export async function begin(runner: QueryRunner, engine: 'sqlite' | 'mariadb'): Promise<void> {
  if (engine === 'mariadb') {
    await runner.query('START TRANSACTION');
    return;
  }
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await runner.query('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!mayRunAgain(error)) throw error;
      // As a sentence nobody takes it for something to be run again at once.
      if (Date.now() > giveUpAt) throw withSentence(error);
      await sleep(10 + Math.random() * 20);
    }
  }
}
