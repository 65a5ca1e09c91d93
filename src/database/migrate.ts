import { DomainError } from '../errors.js';
import type { Database } from './database.js';

/** Names of the migrations that are still to be run, oldest first. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const done = await executedMigrations(database);
  return knownMigrations(database).filter((name) => !done.has(name));
}

function knownMigrations(database: Database): string[] {
  return database.source.migrations.map((migration) => migration.name ?? migration.constructor.name);
}

/** Refuses a database that a newer version has been at: this one does not know its tables. @throws DomainError */
export async function refuseNewer(database: Database): Promise<void> {
  const newer = await newerMigrations(database);
  if (newer.length > 0) throw new DomainError('database.newer', { names: newer.join(', ') });
}

/** Names of the migrations that this database has been through and this version does not have. */
export async function newerMigrations(database: Database): Promise<string[]> {
  const known = new Set(knownMigrations(database));
  return [...(await executedMigrations(database))].filter((name) => !known.has(name));
}

/**
 * Brings the database up to date. Every step can be run again after it was killed half-way: SQLite undoes the step,
 * MariaDB keeps the tables made so far and the step skips those.
 * @returns the names of the steps that were run
 * @throws DomainError for a database of a newer version
 */
export async function migrate(database: Database): Promise<string[]> {
  await refuseNewer(database);
  const before = await pendingMigrations(database);
  if (before.length === 0) return [];
  if (database.engine === 'mariadb') {
    // Tables inherit it: codes and names then compare as bytes on every server, whatever its default.
    await database.source.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  }
  await database.source.runMigrations({ transaction: 'each' });
  return before;
}

/** Names of the migrations that this database has been through. */
export async function executedMigrations(database: Database): Promise<Set<string>> {
  const runner = database.source.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return new Set();
    const rows = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
    return new Set(rows.map((row) => row.name));
  } finally {
    if (database.engine === 'mariadb') await runner.release();
  }
}
