import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { connect } from '../../src/app.js';
import { ROOT } from '../../src/config/root.js';
import type { Settings } from '../../src/config/settings.js';
import { migrate } from '../../src/database/migrate.js';
import { sqlitePath } from '../../src/database/open.js';
import { nodeUrls, onAllNodes } from './nodes.js';
import { placeForData } from './place-for-data.js';

/*
 * Nearly every test has a database of its own, and going through all migrations takes longer than most tests. It is done once for
 * each state of the migrations, and copied; the tests of the migrations themselves go through them.
 */

/** Makes the empty database of the settings one that has been through all migrations. */
export async function bringUpToDate(settings: Settings): Promise<void> {
  if (settings.databaseUrl === undefined) await copySqlite(settings);
  else await copyMariadb(settings.databaseUrl, settings);
}

/** Changes with every migration and everything that they build on. */
function stateOfMigrations(): string {
  const hash = createHash('sha256');
  const folder = join(ROOT, 'migrations');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (file.endsWith('.ts')) hash.update(`${file} ${readFileSync(join(folder, file), 'utf8')}`);
  return hash.digest('hex').slice(0, 16);
}

async function copySqlite(settings: Settings): Promise<void> {
  const kept = join(placeForData(), `lan-toa-migrated-${stateOfMigrations()}`, 'lan-toa.sqlite');
  if (!existsSync(kept)) await makeSqlite(settings, kept);
  copyFileSync(kept, sqlitePath(settings));
}

/** There whole or not at all: several processes may be at it. */
async function makeSqlite(settings: Settings, kept: string): Promise<void> {
  const dataDir = mkdtempSync(join(placeForData(), 'lan-toa-migrating-'));
  const own = { ...settings, dataDir };
  const database = await connect(own);
  await migrate(database);
  await database.source.query('PRAGMA wal_checkpoint(TRUNCATE)');
  await database.close();
  mkdirSync(dirname(kept), { recursive: true });
  renameSync(sqlitePath(own), kept);
  rmSync(dataDir, { recursive: true, force: true });
}

async function copyMariadb(url: string, settings: Settings): Promise<void> {
  const server = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), multipleStatements: true });
  // The nodes of a cluster share what another connection has just made a moment later.
  if (nodeUrls().length > 0) await server.query('SET SESSION wsrep_sync_wait = 1');
  const template = `migrated_${stateOfMigrations()}`;
  const name = new URL(url).pathname.slice(1);
  try {
    await makeMariadb(server, url, template, settings);
    const copies = (await tablesOf(server, template)).map(
      (table) =>
        `CREATE TABLE \`${name}\`.\`${table}\` LIKE \`${template}\`.\`${table}\`;` +
        `INSERT INTO \`${name}\`.\`${table}\` SELECT * FROM \`${template}\`.\`${table}\``,
    );
    await server.query(`ALTER DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;${copies.join(';')}`);
  } finally {
    await server.end();
  }
}

/** One process makes it, the others wait: whoever makes the database. A cluster has no named locks. */
async function makeMariadb(server: Connection, url: string, template: string, settings: Settings): Promise<void> {
  const isThere = async (): Promise<boolean> => (await tablesOf(server, `${template}_made`)).length > 0;
  if (await isThere()) return;
  try {
    await server.query(`CREATE DATABASE ${template}`);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ER_DB_CREATE_EXISTS') throw error;
    for (let tries = 0; tries < 2400; tries += 1) {
      if (await isThere()) return;
      await sleep(50);
    }
    throw new Error(`nobody has made ${template}`, { cause: error });
  }
  await onAllNodes();
  const own = new URL(url);
  own.pathname = `/${template}`;
  const database = await connect({ ...settings, databaseUrl: own.toString() });
  await migrate(database);
  await database.close();
  await server.query(`CREATE DATABASE ${template}_made; CREATE TABLE ${template}_made.done (id INT)`);
}

async function tablesOf(server: Connection, database: string): Promise<string[]> {
  const [rows] = await server.query<(RowDataPacket & { name: string })[]>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?',
    [database],
  );
  return rows.map(({ name }) => name);
}
