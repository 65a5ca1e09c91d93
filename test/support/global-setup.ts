import { createRequire } from 'node:module';
import type { MariadbPrograms, ThrowAwayServer } from './mariadb.js';

declare global {
  // The only way from Jest's global setup to its global teardown.
  var throwAwayServer: ThrowAwayServer | undefined;
}

/** Starts the throw-away MariaDB server of this run; the specs find it by LANTOA_TEST_MARIADB_URL. */
export default async function startServers(): Promise<void> {
  // Jest loads this file outside its module system: a relative import needs the real file name.
  const load = createRequire(import.meta.filename);
  const { startMariadb } = load('./mariadb.ts') as typeof import('./mariadb.js');
  const { find } = load('./machine.cjs') as { find(names: string[]): string };
  const programs: MariadbPrograms = { server: find(['mariadbd']), installer: find(['mariadb-install-db']) };
  globalThis.throwAwayServer = await startMariadb(programs);
  process.env.LANTOA_TEST_MARIADB_URL = globalThis.throwAwayServer.url;
}
