import { execFileSync, spawn } from 'node:child_process';
import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sessions } from '#src/accounts/sessions.js';
import { connect, createContext } from '#src/app.js';
import { readSettings } from '#src/config/settings.js';
import { openBare } from './bare.ts';
import { type Engine, loadDemo, onEachEngine, ROOT } from './engines.ts';
import { freePort, serve, staffCookie } from './server.ts';
import { type Figure, printTable } from './table.ts';

/** Processes that serve, and how many ask at once. */
const PROCESSES = 2;
const READERS = 32;
const WRITERS = 16;
const SECONDS = 10;
const BOARD = '/plans/TD-CLD-2021';

/** One request over connections that stay open. @returns its status */
type Ask = (method: string, path: string, headers: OutgoingHttpHeaders, body?: string) => Promise<number>;

function client(url: string, connections: number): Ask {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname: host, port } = new URL(url);
  return (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const sent = request({ agent, host, port, method, path, headers }, (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.once('error', reject);
      sent.end(body);
    });
}

/** What came of asking for some seconds, by several at once who ask again as soon as they are answered. */
interface Outcome {
  perSecond: number;
  /** Of a hundred the slowest but one, in milliseconds. */
  p99: number;
  failed: number;
}

async function load(many: number, ask: (who: number) => Promise<boolean>): Promise<Outcome> {
  const taken: number[] = [];
  let failed = 0;
  const began = performance.now();
  const one = async (who: number): Promise<void> => {
    while (performance.now() - began < SECONDS * 1000) {
      const at = performance.now();
      if (await ask(who)) taken.push(performance.now() - at);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: many }, (_, who) => one(who)));
  const seconds = (performance.now() - began) / 1000;
  taken.sort((a, b) => a - b);
  return { perSecond: taken.length / seconds, p99: taken[Math.floor(taken.length * 0.99)] ?? 0, failed };
}

/** As many answers of that length as bare HTTP gives, with as many processes. */
async function bareHttp(length: number): Promise<number> {
  const port = await freePort();
  const program = join(ROOT, 'bench/bare-http.ts');
  const server = spawn(process.execPath, [program, String(port), String(length), String(PROCESSES)], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(url).catch(() => null))?.ok) await sleep(20);
  const ask = client(url, READERS);
  const { perSecond } = await load(READERS, async () => (await ask('GET', '/', {})) === 200);
  server.kill();
  return perSecond;
}

/** Somebody of the staff who is signed in, by cookie and by token. */
async function signIn({ env }: Engine): Promise<{ cookie: string; token: string }> {
  const settings = readSettings({ ...env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  const app = await createContext(settings, database);
  const user = await database.row<{ id: number; email: string }>(
    "SELECT id, email FROM users WHERE role = 'administrator'",
  );
  const sessions = app.get(Sessions, { strict: false });
  const secret = await database.transaction(() => sessions.open(user?.id ?? 0, 'full', '', 'bench'));
  await app.close();
  await database.close();
  return { cookie: staffCookie(secret), token: lantoa(env, ['token', 'add', '--email', user?.email ?? '']).trim() };
}

function lantoa(env: Engine['env'], words: string[]): string {
  return execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), ...words], {
    env: { ...process.env, ...env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
}

/** A mark that one writer turns round again and again: what was acknowledged last must be there in the end. */
interface Mark {
  id: number;
  activity: string;
  session: number;
  person: string;
  status: string;
}

const MARKS = `SELECT t.id, a.code AS activity, s.number AS session, e.ref AS person, t.status FROM attendance t
  JOIN sessions s ON s.id = t.session_id JOIN activities a ON a.id = s.activity_id JOIN people e ON e.id = t.person_id
  WHERE t.status IN ('present', 'absent') AND a.status IN ('running', 'done') ORDER BY t.id`;

async function scoreboards(url: string, cookie: string): Promise<Figure[]> {
  const page = await fetch(url + BOARD, { headers: { cookie } });
  const { length } = await page.text();
  const ask = client(url, READERS);
  const read = async (): Promise<boolean> => (await ask('GET', BOARD, { cookie })) === 200;
  for (let n = 0; n < 400; n += 1) await read();
  const { perSecond, p99, failed } = await load(READERS, read);
  return [
    {
      ...{ what: `scoreboard pages, ${READERS} readers`, value: perSecond, unit: 'pages/s' },
      ...{ budget: '1000 pages/s', raw: await bareHttp(length) },
    },
    { what: 'the slowest of a hundred', value: p99, unit: 'ms' },
    { what: 'pages that failed', value: failed, unit: 'pages', budget: '0' },
  ];
}

async function marking(url: string, token: string, engine: Engine): Promise<Figure[]> {
  const bare = await openBare(engine);
  const marks = (await bare.rows(MARKS, [])) as Mark[];
  const ask = client(url, WRITERS);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  let turn = 0;
  const write = async (who: number): Promise<boolean> => {
    turn += 1;
    // Each writer has marks of its own, spread over all activities.
    const mark = marks[(turn * WRITERS * 7 + who) % (marks.length - (marks.length % WRITERS))] as Mark;
    const status = mark.status === 'present' ? 'absent' : 'present';
    const { activity, session, person } = mark;
    const body = JSON.stringify({ rows: [{ activity, session, person, status }] });
    const isDone = (await ask('POST', '/api/v1/attendance', headers, body)) === 200;
    if (isDone) mark.status = status;
    return isDone;
  };
  const { perSecond, p99, failed } = await load(WRITERS, write);
  const now = new Map(((await bare.rows(MARKS, [])) as Mark[]).map(({ id, status }) => [id, status]));
  const lost = marks.filter(({ id, status }) => now.get(id) !== status).length;
  await bare.close();
  return [
    {
      ...{ what: `marks of attendance, ${WRITERS} writers`, value: perSecond, unit: 'posts/s' },
      budget: engine.name === 'SQLite' ? '150 posts/s' : '300 posts/s',
    },
    { what: 'the slowest of a hundred', value: p99, unit: 'ms', budget: '100 ms' },
    { what: 'posts that failed', value: failed, unit: 'posts', budget: '0' },
    { what: 'acknowledged marks that were lost', value: lost, unit: 'marks', budget: '0' },
  ];
}

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const { cookie, token } = await signIn(engine);
  const server = await serve(engine, PROCESSES);
  const figures = [...(await scoreboards(server.url, cookie)), ...(await marking(server.url, token, engine))];
  await server.stop();
  // Ends with an error, and so does this, where anything that is derived is not what a recount gives.
  lantoa(engine.env, ['recount', '--check']);
  printTable(`Load on ${engine.name}, ${PROCESSES} processes on this machine beside those who ask`, figures);
});
