import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMariadb } from '../test/support/mariadb.ts';

const machine = createRequire(import.meta.url)('../test/support/machine.cjs') as {
  find(names: string[]): string | undefined;
  mariadbServer(): string | undefined;
};

/** What `npm start` tells Node.js. */
export const { SERVER: SERVER_FLAGS } = createRequire(import.meta.url)('../bin/flags.cjs') as { SERVER: string[] };

export const ROOT = join(import.meta.dirname, '..');

/** The throw-away servers of tests are smaller than any server that people would use. */
const MARIADB = ['--innodb-buffer-pool-size=1G', '--innodb-log-file-size=512M', '--innodb-log-buffer-size=16M'];

/** An empty database to measure on: the settings that name it. */
export interface Engine {
  name: 'SQLite' | 'MariaDB';
  env: { DATA_DIR: string; DATABASE_URL?: string };
}

/**
 * Measures on SQLite and, where the machine has it, on a throw-away MariaDB server, each with an empty database. That
 * server keeps its files where the tests of this project keep them; every commit is flushed, and it has 1 GB for pages.
 */
export async function onEachEngine(measure: (engine: Engine) => Promise<void>): Promise<void> {
  await measure({ name: 'SQLite', env: { DATA_DIR: folder() } });
  const server = machine.mariadbServer();
  const installer = machine.find(['mariadb-install-db']);
  if (server === undefined || installer === undefined) {
    process.stdout.write('\nMariaDB left out: install mariadb-server (apt-get install mariadb-server)\n');
    return;
  }
  const throwAway = await startMariadb({ server, installer }, MARIADB);
  try {
    await measure({ name: 'MariaDB', env: { DATA_DIR: folder(), DATABASE_URL: throwAway.url } });
  } finally {
    await throwAway.stop();
  }
}

/** Loads the demonstration district. @returns the seconds that took */
export function loadDemo({ env }: Engine): number {
  const began = performance.now();
  execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'demo'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return (performance.now() - began) / 1000;
}

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'lan-toa-bench-'));
}
