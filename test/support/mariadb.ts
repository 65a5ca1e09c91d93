import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
// Loaded by Jest's global setup, outside its module system: the real file name.
import { placeForData } from './place-for-data.ts';

export const ACCOUNT = 'lantoa';
export const PASSWORD = 'throw-away';
const READY_WITHIN_MS = 60_000;

/**
 * Runs the server and ends it, with its folder, when standard input closes: that happens when the tests stop it, and
 * also when their process dies in whatever way. $1 is the folder, the rest the command line of the server.
 */
const KEEPER = `
folder=$1; shift
exec 3<&0
"$@" </dev/null 3<&- & server=$!
(cat >/dev/null; kill -9 $server 2>/dev/null) <&3 & watch=$!
wait $server
kill $watch 2>/dev/null
rm -rf "$folder"
`;

/** The programs of the machine's MariaDB. */
export interface MariadbPrograms {
  server: string;
  installer: string;
}

/** A MariaDB server of our own: private folder, private socket, a free port on 127.0.0.1. */
export interface ThrowAwayServer {
  /** mariadb://user:password@127.0.0.1:port/lantoa ; the user has all rights and may create databases. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Makes and starts a server; resolves when it answers. Throws with the end of the server's log when it never does.
 * @param options further ones of the server, which go before those that keep it small
 */
export async function startMariadb(programs: MariadbPrograms, options: string[] = []): Promise<ThrowAwayServer> {
  let failure: unknown;
  // Between finding a free port and taking it, another test run may take it.
  for (let attempt = 0; attempt < 3; attempt++) {
    const port = await freePort();
    try {
      const keeper = await launch(programs, port, options);
      const url = `mariadb://${ACCOUNT}:${PASSWORD}@127.0.0.1:${port}/${ACCOUNT}`;
      return { url, stop: () => stop(keeper) };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function launch(programs: MariadbPrograms, port: number, options: string[]): Promise<ChildProcess> {
  const folder = mkdtempSync(join(placeForData(), 'lan-toa-mariadb-'));
  const log = join(folder, 'log');
  try {
    install(programs.installer, folder, asUser());
    const output = openSync(log, 'a');
    const command = ['-c', KEEPER, 'keeper', folder, programs.server, ...serverOptions(folder, port), ...options];
    const keeper = spawn('/bin/sh', command, { stdio: ['pipe', output, output], detached: true });
    keeper.unref();
    (keeper.stdin as Socket).unref();
    await answers(port, keeper, log);
    return keeper;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Makes an empty server in `folder`, and in `init.sql` what it is told at its start. */
export function install(installer: string, folder: string, user: readonly string[]): void {
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  // The server may run as somebody else.
  chmodSync(temporary, 0o777);
  const options = ['--no-defaults', ...user, `--datadir=${join(folder, 'data')}`, '--skip-test-db'];
  const own = ['--innodb-log-file-size=8M', `--tmpdir=${temporary}`];
  execFileSync(installer, [...options, ...own], { stdio: ['ignore', 'ignore', 'pipe'] });
  const statements = [
    `CREATE DATABASE ${ACCOUNT};`,
    `CREATE USER '${ACCOUNT}'@'127.0.0.1' IDENTIFIED BY '${PASSWORD}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${ACCOUNT}'@'127.0.0.1' WITH GRANT OPTION;`,
  ];
  writeFileSync(join(folder, 'init.sql'), `${statements.join('\n')}\n`);
}

/** The command line of a server that keeps everything in `folder`. @param user as whom it runs, where it is not to ask itself */
export function serverOptions(folder: string, port: number, user = asUser()): string[] {
  return [
    '--no-defaults',
    ...user,
    `--datadir=${join(folder, 'data')}`,
    `--socket=${join(folder, 'socket')}`,
    // A server that starts removes what it takes for left behind: others must not have their temporary tables there.
    `--tmpdir=${join(folder, 'tmp')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--init-file=${join(folder, 'init.sql')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--max-connections=300',
    '--performance-schema=OFF',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=8M',
    '--innodb-log-buffer-size=2M',
  ];
}

/** The server refuses to run as root unless told so. */
function asUser(): string[] {
  return userInfo().uid === 0 ? ['--user=root'] : [];
}

/** A port of the loopback that nobody listens to. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Resolves when the server greets; throws with the end of its log where it ended before, or takes too long. */
export async function answers(
  port: number,
  keeper: ChildProcess,
  log: string,
  within = READY_WITHIN_MS,
): Promise<void> {
  const end = Date.now() + within;
  while (!(await greeted(port))) {
    if (keeper.exitCode === null && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const story = readLog(log);
    await stop(keeper);
    throw new Error(`The MariaDB server for the tests does not answer.\n${story}`);
  }
}

/** The server speaks first: the port alone is open some time before it is ready. */
function greeted(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 5000 });
    const done = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', done(true)).once('error', done(false)).once('close', done(false)).once('timeout', done(false));
  });
}

function readLog(log: string): string {
  try {
    return readFileSync(log, 'utf8').split('\n').slice(-15).join('\n');
  } catch {
    return '';
  }
}

/** Ends a server by way of its keeper. */
export function stop(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    keeper.ref();
    keeper.once('exit', () => resolve());
    keeper.stdin?.end();
  });
}
