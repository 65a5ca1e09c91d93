import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, ROOT, SERVER_FLAGS } from './engines.ts';

/** Answers that are measured, after as many that warm the process up. */
export const ASKED = 300;
const WARM = 200;
/** Ticks of /proc in a second: Linux has 100 everywhere. */
const TICK_MS = 10;

/** The program as it runs for people, on an engine. */
export interface Served {
  pid: number;
  url: string;
  /** A request with the cookie of somebody who is signed in; any other status than the one expected ends the measuring. */
  ask(path: string, cookie: string, init?: RequestInit & { status?: number }): Promise<void>;
  stop(): Promise<void>;
}

/** The cookie of somebody of the staff. @param token the secret of their session */
export function staffCookie(token: string): string {
  return `lan-toa=${token}`;
}

/** Starts it; resolves when it answers. @param processes more than one: as `npm run cluster` does */
export async function serve({ env }: Engine, processes = 1): Promise<Served> {
  const port = await freePort();
  const program = processes === 1 ? 'dist/main.js' : 'dist/cluster.js';
  const server = spawn(process.execPath, [...SERVER_FLAGS, join(ROOT, program)], {
    env: { ...process.env, ...env, PORT: String(port), LOG_LEVEL: 'silent', WORKERS: String(processes) },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/healthz`).catch(() => null))?.ok) await sleep(20);
  return {
    pid: server.pid ?? 0,
    url,
    ask: async (path, cookie, { status = 200, ...init } = {}) => {
      const headers = { ...init.headers, cookie };
      const answer = await fetch(url + path, { ...init, headers, redirect: 'manual' });
      await answer.text();
      if (answer.status !== status) throw new Error(`${path}: ${answer.status}`);
    },
    stop: async () => {
      server.kill();
      await new Promise((done) => server.once('exit', done));
    },
  };
}

/** A port that nobody has: what else runs on the machine must not answer for the program. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

/**
 * CPU of processes, in milliseconds for each time something is done; asking is done by this process and does not count.
 * @param pids the program, and the database server where it is to count
 */
export async function cpuOf(pids: readonly number[], work: () => Promise<void>): Promise<number> {
  for (let n = 0; n < WARM; n += 1) await work();
  const before = cpuUsed(pids);
  for (let n = 0; n < ASKED; n += 1) await work();
  return (cpuUsed(pids) - before) / ASKED;
}

/** CPU that processes used since they began, in milliseconds: of the program and of the kernel for it. */
export function cpuUsed(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}
