import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
// Loaded by Jest's global setup, outside its module system: the real file names.
import { ACCOUNT, answers, freePort, install, PASSWORD, serverOptions, stop, type MariadbPrograms } from './mariadb.ts';
import { placeForData } from './place-for-data.ts';

const NODES = 3;
const SYNCED_WITHIN_MS = 120_000;

/** Runs a node and ends it when standard input closes, as the keeper of a single server does; its folder stays for a restart. */
const KEEPER = `
exec 3<&0
"$@" </dev/null 3<&- 4>&- & server=$!
echo $server >&4
exec 4>&-
(cat >/dev/null; kill -9 $server 2>/dev/null) <&3 & watch=$!
wait $server
kill $watch 2>/dev/null
`;
/** Removes the folder of the cluster when the process that started it is gone, in whatever way; $1 is the folder. */
const CLEANER = 'cat >/dev/null; sleep 1; rm -rf "$1"';

/** What a cluster needs of the machine beside MariaDB. */
export interface GaleraPrograms extends MariadbPrograms {
  /** libgalera_smm.so */
  provider: string;
}

/** One node: a server of its own with all the data. */
export interface GaleraNode {
  /** As that of a throw-away server (mariadb.ts). */
  url: string;
  /** Ends it as a crash of its process does. */
  kill(): Promise<void>;
  /** Starts it again after that; resolves when it has everything that was committed meanwhile. */
  restart(): Promise<void>;
}

/** Three nodes on the loopback, as processes. */
export interface GaleraCluster {
  nodes: readonly GaleraNode[];
  stop(): Promise<void>;
}

interface Ports {
  sql: number;
  group: number;
  ist: number;
  sst: number;
}

/** Makes and starts a cluster; resolves when all its nodes have joined. */
export async function startGalera(programs: GaleraPrograms): Promise<GaleraCluster> {
  const folder = mkdtempSync(join(placeForData(), 'lan-toa-galera-'));
  const cleaner = spawn('/bin/sh', ['-c', CLEANER, 'cleaner', folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  cleaner.unref();
  (cleaner.stdin as Socket).unref();
  const ports: Ports[] = [];
  for (let n = 0; n < NODES; n += 1) {
    ports.push({ sql: await freePort(), group: await freePort(), ist: await freePort(), sst: await freePort() });
  }
  layOut(programs, folder);
  const nodes = ports.map((_, n) => new Node(programs, join(folder, `node${n}`), ports, n));
  const end = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
    cleaner.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await nodes[0]?.start(['--wsrep-new-cluster']);
    await Promise.all(nodes.slice(1).map((node) => node.start()));
    return { nodes, stop: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/**
 * Whose the servers are. The copy of all data to a node that joins (rsync as a daemon) does not work as root: then they are of
 * the user whom the Debian package makes.
 */
function owner(): string | undefined {
  return userInfo().uid === 0 ? 'mysql' : undefined;
}

/** One empty installation, copied for each node. */
function layOut({ installer }: GaleraPrograms, folder: string): void {
  const user = owner();
  const first = join(folder, 'node0');
  mkdirSync(first);
  install(installer, first, user === undefined ? [] : ['--user=root']);
  for (let n = 1; n < NODES; n += 1) cpSync(first, join(folder, `node${n}`), { recursive: true });
  if (user !== undefined) execFileSync('chown', ['-R', user, folder]);
}

class Node implements GaleraNode {
  private readonly programs: GaleraPrograms;
  private readonly folder: string;
  private readonly all: readonly Ports[];
  private readonly number: number;
  private keeper: ChildProcess | undefined;
  private pid = 0;

  // Benches run this file as it is: there parameters cannot be properties.
  constructor(programs: GaleraPrograms, folder: string, all: readonly Ports[], number: number) {
    this.programs = programs;
    this.folder = folder;
    this.all = all;
    this.number = number;
  }

  get url(): string {
    return `mariadb://${ACCOUNT}:${PASSWORD}@127.0.0.1:${this.ports.sql}/${ACCOUNT}`;
  }

  private get ports(): Ports {
    return this.all[this.number] as Ports;
  }

  async start(more: string[] = []): Promise<void> {
    const log = join(this.folder, 'log');
    const output = openSync(log, 'a');
    const command = ['-c', KEEPER, 'keeper', this.programs.server, ...this.options(), ...more];
    const keeper = spawn('/bin/sh', command, { stdio: ['pipe', output, output, 'ignore', 'pipe'], detached: true });
    this.keeper = keeper;
    keeper.unref();
    (keeper.stdin as Socket).unref();
    const told = keeper.stdio[4] as Socket;
    this.pid = await new Promise((resolve) => told.once('data', (data: Buffer) => resolve(Number(String(data)))));
    told.destroy();
    await answers(this.ports.sql, keeper, log, SYNCED_WITHIN_MS);
    await this.synced();
  }

  async kill(): Promise<void> {
    const { keeper } = this;
    if (!keeper || keeper.exitCode !== null) return;
    const gone = new Promise((resolve) => keeper.once('exit', resolve));
    keeper.ref();
    process.kill(this.pid, 'SIGKILL');
    await gone;
  }

  /** As the service of the package does it: first asks how far the node had come, so that it takes only what it missed. */
  async restart(): Promise<void> {
    const { stderr } = spawnSync(this.programs.server, [...this.options(), '--wsrep-recover'], { encoding: 'utf8' });
    const position = /Recovered position: *(\S+)/.exec(stderr)?.[1];
    await this.start(position === undefined ? [] : [`--wsrep-start-position=${position}`]);
  }

  async stop(): Promise<void> {
    if (this.keeper) await stop(this.keeper);
  }

  private async synced(): Promise<void> {
    const end = Date.now() + SYNCED_WITHIN_MS;
    while (!(await this.isSynced().catch(() => false))) {
      if (Date.now() > end) throw new Error(`node ${this.number} of the cluster does not join`);
      await sleep(100);
    }
  }

  private async isSynced(): Promise<boolean> {
    const connection = await createConnection(this.url.replace(/^mariadb:/, 'mysql:'));
    try {
      const [rows] = await connection.query<(RowDataPacket & { Value: string })[]>(
        "SHOW STATUS LIKE 'wsrep_local_state_comment'",
      );
      return rows[0]?.Value === 'Synced';
    } finally {
      connection.destroy();
    }
  }

  private options(): string[] {
    const { group, ist, sst, sql } = this.ports;
    const user = owner();
    const address = this.all.map((each) => `127.0.0.1:${each.group}`).join(',');
    return [
      ...serverOptions(this.folder, sql, user === undefined ? [] : [`--user=${user}`]),
      '--binlog-format=ROW',
      '--default-storage-engine=InnoDB',
      '--innodb-autoinc-lock-mode=2',
      '--wsrep-on=ON',
      `--wsrep-provider=${this.programs.provider}`,
      '--wsrep-cluster-name=lan-toa',
      `--wsrep-cluster-address=gcomm://${address}`,
      `--wsrep-node-name=node${this.number}`,
      '--wsrep-node-address=127.0.0.1',
      '--wsrep-sst-method=rsync',
      `--wsrep-sst-receive-address=127.0.0.1:${sst}`,
      '--wsrep-slave-threads=4',
      `--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:${group};ist.recv_addr=127.0.0.1:${ist};gcache.size=64M;socket.ssl=NO`,
    ];
  }
}
