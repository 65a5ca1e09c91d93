import { createRequire } from 'node:module';
/** Starts the throw-away MariaDB server of this run; the specs find it by LANTOA_TEST_MARIADB_URL. */
export default async function startServers() {
    // Jest loads this file outside its module system: a relative import needs the real file name.
    const load = createRequire(import.meta.filename);
    const { startMariadb } = load('./mariadb.ts');
    const { find } = load('./machine.cjs');
    const programs = { server: find(['mariadbd']), installer: find(['mariadb-install-db']) };
    globalThis.throwAwayServer = await startMariadb(programs);
    process.env.LANTOA_TEST_MARIADB_URL = globalThis.throwAwayServer.url;
}
