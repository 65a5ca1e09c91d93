import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import type { Database } from './database.js';
import { judgeGalera } from './judge-galera.js';
import { newerMigrations, pendingMigrations } from './migrate.js';
import { sqlitePath } from './open.js';

/** One thing that was looked at: good, or why not; `advice` does not fail the check. */
export interface Finding {
  what: string;
  good: boolean;
  advice?: boolean;
  /** What was found and what it should be. */
  detail: string;
}

/** What of the database is in force: durability first. */
export async function judgeDatabase(database: Database, settings: Settings): Promise<Finding[]> {
  const pending = await pendingMigrations(database);
  const newer = await newerMigrations(database);
  const migrated = {
    what: 'migrations',
    good: pending.length + newer.length === 0,
    detail: schemaDetail(pending, newer),
  };
  const engine = database.engine === 'sqlite' ? judgeSqlite(database) : judgeMariadb(database, settings);
  const galera = database.onGalera ? await judgeGalera(database) : [];
  return [migrated, ...(await engine), ...galera, ...fileModes(settings)];
}

function schemaDetail(pending: string[], newer: string[]): string {
  if (newer.length > 0) return `of a newer version (${newer.join(', ')}): install that version`;
  return pending.length > 0 ? `run migrate: ${pending.join(', ')}` : 'up to date';
}

/** The pragmas are asked of the connection that writes: those are what a commit is worth. */
async function judgeSqlite(database: Database): Promise<Finding[]> {
  const pragma = async (name: string): Promise<string> => {
    const [row] = await database.source.query<Record<string, unknown>[]>(`PRAGMA ${name}`);
    return String(Object.values(row ?? {})[0]);
  };
  const is = async (name: string, wanted: string, meaning: string): Promise<Finding> => {
    const found = await pragma(name);
    return { what: `sqlite ${name}`, good: found === wanted, detail: `${found}, must be ${wanted} (${meaning})` };
  };
  return [
    await is('journal_mode', 'wal', 'WAL'),
    await is('synchronous', '2', 'FULL: NORMAL loses acknowledged work in a power cut'),
    await is('quick_check', 'ok', 'the file is whole'),
  ];
}

async function judgeMariadb(database: Database, settings: Settings): Promise<Finding[]> {
  const variable = async (name: string): Promise<string | undefined> => {
    const row = await database.row<{ Value: string }>('SHOW VARIABLES LIKE ?', [name]);
    return row?.Value.toLowerCase();
  };
  const flush = await variable('innodb_flush_log_at_trx_commit');
  const binlog = await variable('log_bin');
  const sync = await variable('sync_binlog');
  const isolation = await variable('innodb_snapshot_isolation');
  const mode = (await variable('sql_mode')) ?? '';
  const collation = await database.row<{ c: string }>('SELECT @@collation_database AS c');
  return [
    {
      what: 'mariadb innodb_flush_log_at_trx_commit',
      good: flush === '1' || settings.allowUnsafeFlush,
      detail: `${flush}, must be 1 (or ALLOW_UNSAFE_FLUSH=yes: up to a second of acknowledged work may be lost)`,
    },
    {
      what: 'mariadb sync_binlog',
      good: binlog !== 'on' || sync !== '0' || settings.allowUnsafeFlush,
      detail: `${sync} with log_bin ${binlog}, must not be 0 where there is a binary log`,
    },
    {
      what: 'mariadb sql_mode',
      good: /strict_(trans|all)_tables/.test(mode),
      detail: `${mode || 'empty'}, must hold STRICT_TRANS_TABLES: without it what does not fit is cut off in silence`,
    },
    {
      what: 'mariadb collation',
      good: collation?.c === 'utf8mb4_bin',
      detail: `${collation?.c}, must be utf8mb4_bin: codes are compared byte by byte`,
    },
    {
      what: 'mariadb innodb_snapshot_isolation',
      good: isolation !== 'off',
      advice: true,
      detail: `${isolation ?? 'not known to this server'}; sessions of the program switch it on where the server knows it`,
    },
  ];
}

/** DATA_DIR and what stands in it, whichever engine keeps the rest. What is not there is not judged. */
function fileModes(settings: Settings): Finding[] {
  const inside = ['secret.key', 'setup-code', 'incoming', 'files', 'demo-log-ins.json'].map((name) =>
    join(settings.dataDir, name),
  );
  return [settings.dataDir, sqlitePath(settings), ...inside].flatMap((path) => modeOf(path));
}

/** Nobody but the owner may read people's data or the secret. */
export function modeOf(path: string): Finding[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  const mode = (stat.mode & 0o777).toString(8);
  return [{ what: `mode of ${path}`, good: (stat.mode & 0o077) === 0, detail: `${mode}, only its owner may read it` }];
}
