import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
const ACCOUNT = 'lantoa';
const PASSWORD = 'throw-away';
const READY_WITHIN_MS = 60_000;
const MEMORY_FOLDER = '/dev/shm';
const ROOM_NEEDED = 1024 ** 3;
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
/** Makes and starts a server; resolves when it answers. Throws with the end of the server's log when it never does. */
export async function startMariadb(programs) {
    let failure;
    // Between finding a free port and taking it, another test run may take it.
    for (let attempt = 0; attempt < 3; attempt++) {
        const port = await freePort();
        try {
            const keeper = await launch(programs, port);
            const url = `mariadb://${ACCOUNT}:${PASSWORD}@127.0.0.1:${port}/${ACCOUNT}`;
            return { url, stop: () => stop(keeper) };
        }
        catch (error) {
            failure = error;
        }
    }
    throw failure;
}
async function launch(programs, port) {
    const folder = mkdtempSync(join(placeForData(), 'lan-toa-mariadb-'));
    const log = join(folder, 'log');
    try {
        install(programs.installer, folder);
        const output = openSync(log, 'a');
        const command = ['-c', KEEPER, 'keeper', folder, programs.server, ...serverOptions(folder, port)];
        const keeper = spawn('/bin/sh', command, { stdio: ['pipe', output, output], detached: true });
        keeper.unref();
        keeper.stdin.unref();
        await answers(port, keeper, log);
        return keeper;
    }
    catch (error) {
        rmSync(folder, { recursive: true, force: true });
        throw error;
    }
}
/** Memory where there is room for it: every commit is flushed as in real life, and hundreds of tests commit a lot. */
function placeForData() {
    try {
        const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
        return bavail * bsize > ROOM_NEEDED ? MEMORY_FOLDER : tmpdir();
    }
    catch {
        return tmpdir();
    }
}
function install(installer, folder) {
    const options = ['--no-defaults', ...asUser(), `--datadir=${join(folder, 'data')}`, '--skip-test-db'];
    execFileSync(installer, [...options, '--innodb-log-file-size=8M'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const statements = [
        `CREATE DATABASE ${ACCOUNT};`,
        `CREATE USER '${ACCOUNT}'@'127.0.0.1' IDENTIFIED BY '${PASSWORD}';`,
        `GRANT ALL PRIVILEGES ON *.* TO '${ACCOUNT}'@'127.0.0.1' WITH GRANT OPTION;`,
    ];
    writeFileSync(join(folder, 'init.sql'), `${statements.join('\n')}\n`);
}
function serverOptions(folder, port) {
    return [
        '--no-defaults',
        ...asUser(),
        `--datadir=${join(folder, 'data')}`,
        `--socket=${join(folder, 'socket')}`,
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
function asUser() {
    return userInfo().uid === 0 ? ['--user=root'] : [];
}
function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.once('error', reject);
        probe.listen(0, '127.0.0.1', () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}
async function answers(port, keeper, log) {
    const end = Date.now() + READY_WITHIN_MS;
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
function greeted(port) {
    return new Promise((resolve) => {
        const socket = connect({ port, host: '127.0.0.1', timeout: 5000 });
        const done = (answer) => () => {
            socket.destroy();
            resolve(answer);
        };
        socket.once('data', done(true)).once('error', done(false)).once('close', done(false)).once('timeout', done(false));
    });
}
function readLog(log) {
    try {
        return readFileSync(log, 'utf8').split('\n').slice(-15).join('\n');
    }
    catch {
        return '';
    }
}
function stop(keeper) {
    if (keeper.exitCode !== null)
        return Promise.resolve();
    return new Promise((resolve) => {
        keeper.ref();
        keeper.once('exit', () => resolve());
        keeper.stdin?.end();
    });
}
