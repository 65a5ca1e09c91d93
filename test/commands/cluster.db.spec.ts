import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, ROOT } from '../support/command.js';
import { freshSettings } from '../support/world.js';

/** Several processes as one server, started as `npm run cluster` does. */
interface Cluster {
  url: string;
  primary: ChildProcess;
  told(): { out: string; err: string };
  ended: Promise<number | null>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function cluster(more: NodeJS.ProcessEnv): Promise<Cluster> {
  const port = await freePort();
  const env = { ...environmentOf(await freshSettings()), LOG_LEVEL: 'error', PORT: String(port), ...more };
  const primary = spawn(process.execPath, [join(ROOT, 'dist', 'cluster.js')], { env });
  let [out, err] = ['', ''];
  primary.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  primary.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => primary.on('close', resolve));
  return { url: `http://127.0.0.1:${port}`, primary, told: () => ({ out, err }), ended };
}

/** Linux tells the processes that a process has started. */
function workersOf({ primary: { pid } }: Cluster): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 60_000; !(await what()); await sleep(50)) {
    if (Date.now() > giveUpAt) throw new Error('it never came to that');
  }
}

const answers = async ({ url }: Cluster): Promise<boolean> =>
  (await fetch(`${url}/readyz`).catch(() => null))?.ok === true;

async function untilSilent(server: Cluster): Promise<void> {
  while (await answers(server));
}

/** A form of which one half is sent; `finish` sends the other. @returns what is answered */
function halfSent({ url }: Cluster): { finish(): void; status: Promise<number | undefined> } {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '10' };
  const asking = request(`${url}/sign-in`, { method: 'POST', headers });
  asking.write('email');
  const status = new Promise<number | undefined>((resolve, reject) => {
    asking.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });
  return { finish: () => asking.end('=a%40b'.slice(0, 5)), status };
}

describe('several processes as one server', () => {
  it('replaces one that dies, and ends as a whole when it is asked to, behind the last answer', async () => {
    const server = await cluster({ WORKERS: '2' });
    try {
      await until(() => workersOf(server).length === 2 && answers(server));
      // The site and the set-up code are said once, not by each.
      await until(() => server.told().out.split('\n').length === 3);
      const [first = 0, second = 0] = workersOf(server);
      process.kill(second, 'SIGKILL');
      await until(() => !workersOf(server).includes(second));
      expect(await answers(server)).toBe(true);
      await until(() => workersOf(server).length === 2);
      expect(workersOf(server)).toContain(first);
      const lines = server.told().err.trim().split('\n');
      expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({ pid: second, signal: 'SIGKILL', again_in_ms: 500 }),
      ]);

      const workers = workersOf(server);
      const asked = halfSent(server);
      // As a proxy does, which keeps its connections and always has something to ask.
      const asking = Promise.all([1, 2, 3, 4].map(() => untilSilent(server)));
      await sleep(300);
      server.primary.kill('SIGTERM');
      await asking;
      asked.finish();
      expect(await asked.status).toBe(422);
      expect(await server.ended).toBe(0);
      for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
      expect(server.told().out.split('\n')).toHaveLength(3);
    } finally {
      server.primary.kill('SIGKILL');
    }
  });

  it('says once why it cannot serve, and begins no other process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lan-toa-cluster-'));
    writeFileSync(join(folder, 'lan-toa.sqlite'), 'this is no database, and has never been one'.repeat(100));
    const damaged = await cluster({ WORKERS: '2', DATA_DIR: folder, DATABASE_URL: '' });
    expect(await damaged.ended).toBe(1);
    expect(damaged.told().err.match(/Tệp cơ sở dữ liệu bị hỏng/g)).toHaveLength(1);

    const wrong = await cluster({ WORKERS: 'many' });
    expect(await wrong.ended).toBe(1);
    expect(wrong.told().err).toMatch(/^CFG14 WORKERS .*\n$/);
  });
});
