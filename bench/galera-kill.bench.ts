import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { connect, createContext } from '#src/app.js';
import { ApiToken } from '#src/accounts/accounts.entities.js';
import { newToken, tokenHash } from '#src/accounts/tokens.js';
import { nowIso } from '#src/config/clock.js';
import { readSettings } from '#src/config/settings.js';
import { RowsRunner } from '#src/interchange/rows-runner.js';
import { type GaleraNode, type GaleraPrograms, startGalera } from '../test/support/galera.ts';
import { loadDemo, ROOT } from './engines.ts';
import { serve } from './server.ts';

/*
 * One of three nodes is killed under load, again and again: is anything lost or doubled that was acknowledged? The list of what
 * was acknowledged is kept here, outside of everything that is killed.
 */

const KILLS = 20;
const WRITERS = 12;
const [ACTIVITIES, SESSIONS, PEOPLE] = [60, 12, 60];
/** Load between the return of one node and the death of the next, and while one is gone, in milliseconds. */
const [BETWEEN, GONE] = [4000, 3000];

const { galeraPrograms } = createRequire(import.meta.url)('../test/support/machine.cjs') as {
  galeraPrograms(): GaleraPrograms | undefined;
};

interface Mark {
  activity: string;
  session: number;
  person: string;
}

/** What is known of the load, and when it is to end. */
interface Load {
  acknowledged: Mark[];
  failures: Map<string, number>;
  /** The longest time without any acknowledgement, in milliseconds. */
  gap: number;
  last: number;
  ended: boolean;
}

const codeOf = (n: number): string => `KILL${n}`;

/** Activities with rosters, and a program's token. */
async function prepare(env: Record<string, string>): Promise<string> {
  const settings = readSettings({ ...env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  const app = await createContext(settings, database);
  const rows = app.get(RowsRunner, { strict: false });
  const list = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);
  const activities = list(ACTIVITIES).map(codeOf);
  const about = { plan: 'TD-CLD-2021', kind: 'training', title: 'Lớp đo', unit: '03424', status: 'running' };
  await rows.run(
    'activities',
    activities.map((code) => ({ code, ...about })),
  );
  await rows.run(
    'people',
    list(PEOPLE).map((n) => ({ ref: `K${n}`, full_name: `Lò Văn ${n}`, unit: '03424' })),
  );
  for (const activity of activities) {
    const date = (number: number): string => `2025-09-${String(number).padStart(2, '0')}`;
    await rows.run(
      'sessions',
      list(SESSIONS).map((number) => ({ activity, number, date: date(number) })),
    );
    await rows.run(
      'participations',
      list(PEOPLE).map((n) => ({ activity, person: `K${n}`, group: 'parent' })),
    );
  }
  const user = await database.row<{ id: number }>("SELECT id FROM users WHERE role = 'organizer'");
  const token = newToken();
  const kept = { user_id: user?.id ?? 0, name: 'bench', token_hash: tokenHash(token), token_tail: token.slice(-4) };
  await database.transaction(() => database.insert(ApiToken, [{ ...kept, created_at: nowIso() }]));
  await app.close();
  await database.close();
  return token;
}

/** Every person at every session once, in an order in which neighbours are of different activities and of different people. */
function* marks(): Generator<Mark> {
  for (let session = 1; session <= SESSIONS; session += 1)
    for (let round = 0; round < PEOPLE; round += 1)
      for (let activity = 1; activity <= ACTIVITIES; activity += 1)
        yield { activity: codeOf(activity), session, person: `K${((round + activity) % PEOPLE) + 1}` };
}

async function isReady(url: string): Promise<boolean> {
  return (await fetch(`${url}/readyz`).catch(() => null))?.ok === true;
}

/** One who sends marks, each until it is acknowledged, and turns to the next server where one does not answer. */
async function write(load: Load, source: Generator<Mark>, urls: readonly string[], token: string, first: number) {
  let at = first;
  for (const mark of source) {
    const key = `${mark.activity}-${mark.session}-${mark.person}`;
    for (let done = false; !done;) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
      const body = JSON.stringify({ rows: [{ ...mark, status: 'present' }] });
      const answer = await fetch(`${urls[at % urls.length]}/api/v1/attendance`, {
        ...{ method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) },
      }).catch((error: Error) => error.name);
      const status = typeof answer === 'string' ? answer : String(answer.status);
      if (typeof answer !== 'string') await answer.text().catch(() => undefined);
      done = status === '200';
      if (done) acknowledge(load, mark);
      else {
        load.failures.set(status, (load.failures.get(status) ?? 0) + 1);
        at += 1;
        await sleep(50);
      }
      if (load.ended && !done) return;
    }
    at += 1;
    if (load.ended) return;
  }
}

function acknowledge(load: Load, mark: Mark): void {
  load.acknowledged.push(mark);
  const now = performance.now();
  load.gap = Math.max(load.gap, now - load.last);
  load.last = now;
}

/** What a node has of the marks: how many rows for each, and how many its events say were new. */
async function found({ url }: GaleraNode): Promise<{ rows: Map<string, number>; told: number }> {
  const server = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:') });
  await server.query('SET SESSION wsrep_sync_wait = 1');
  const [rows] = await server.query<(RowDataPacket & { mark: string; n: number })[]>(
    `SELECT CONCAT(a.code, '-', s.number, '-', p.ref) AS mark, COUNT(*) AS n FROM attendance t
     JOIN sessions s ON s.id = t.session_id JOIN activities a ON a.id = s.activity_id JOIN people p ON p.id = t.person_id
     WHERE a.code LIKE 'KILL%' AND t.status = 'present' GROUP BY mark`,
  );
  const [told] = await server.query<(RowDataPacket & { detail: string })[]>(
    "SELECT detail FROM events WHERE kind = 'import.attendance' AND door = 'api'",
  );
  await server.end();
  const inserted = told.map(({ detail }) => (JSON.parse(detail) as { inserted: number }).inserted);
  return { rows: new Map(rows.map(({ mark, n }) => [mark, n])), told: inserted.reduce((sum, each) => sum + each, 0) };
}

function recountIsClean(env: Record<string, string>): boolean {
  try {
    execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'recount', '--check'], {
      ...{ env: { ...process.env, ...env }, stdio: 'ignore' },
    });
    return true;
  } catch {
    return false;
  }
}

async function measure(programs: GaleraPrograms): Promise<void> {
  const cluster = await startGalera(programs);
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'lan-toa-bench-'));
  const envs = cluster.nodes.map(({ url }) => ({ DATA_DIR, DATABASE_URL: url }));
  const [env] = envs as [(typeof envs)[0]];
  loadDemo({ name: 'MariaDB', env });
  const token = await prepare(env);
  const servers = [];
  for (const each of envs) servers.push(await serve({ name: 'MariaDB', env: each }));
  const urls = servers.map(({ url }) => url);
  const load: Load = { acknowledged: [], failures: new Map(), gap: 0, last: performance.now(), ended: false };
  const source = marks();
  const began = performance.now();
  // A generator that several take from ends for all when one leaves its loop: each takes by its own iterator.
  const shared = { [Symbol.iterator]: () => ({ next: () => source.next() }) } as Generator<Mark>;
  const writers = Array.from({ length: WRITERS }, (_, n) => write(load, shared, urls, token, n));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const victim = kill % cluster.nodes.length;
    await sleep(BETWEEN);
    await cluster.nodes[victim]?.kill();
    await sleep(GONE);
    await cluster.nodes[victim]?.restart();
    while (!(await isReady(urls[victim] ?? ''))) await sleep(100);
    process.stderr.write(`killed ${kill + 1} of ${KILLS}, acknowledged ${load.acknowledged.length}\n`);
  }
  load.ended = true;
  await Promise.all(writers);
  const seconds = (performance.now() - began) / 1000;
  for (const server of servers) await server.stop();
  const out = (line: string): void => void process.stdout.write(`${line}\n`);
  out(`\nOne of three nodes killed ${KILLS} times under load (${WRITERS} writers, ${seconds.toFixed(0)} s)\n`);
  out(`acknowledged: ${load.acknowledged.length}; longest time without: ${(load.gap / 1000).toFixed(1)} s`);
  out(`other answers: ${[...load.failures].map(([what, n]) => `${n} × ${what}`).join(', ') || 'none'}`);
  for (const [n, node] of cluster.nodes.entries()) {
    const { rows, told } = await found(node);
    const keys = load.acknowledged.map(({ activity, session, person }) => `${activity}-${session}-${person}`);
    const lost = keys.filter((key) => !rows.has(key)).length;
    const twice = [...rows.values()].filter((count) => count > 1).length + Math.abs(told - rows.size);
    const isClean = recountIsClean(envs[n] ?? {});
    const clean = isClean ? 'clean' : 'NOT CLEAN';
    if (lost > 0 || twice > 0 || !isClean) process.exitCode = 1;
    out(`node ${n}: ${rows.size} rows, lost ${lost}, doubled ${twice}, recount ${clean}`);
  }
  await cluster.stop();
}

const programs = galeraPrograms();
if (programs) await measure(programs);
else process.stdout.write('\nCluster left out: install galera-4 and rsync (apt-get install galera-4 rsync)\n');
