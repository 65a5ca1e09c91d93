import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, createContext } from '#src/app.js';
import { Sessions } from '#src/accounts/sessions.js';
import { readSettings } from '#src/config/settings.js';
import { type Engine, loadDemo, onEachEngine, ROOT } from './engines.ts';
import { printTable, type Figure } from './table.ts';

const WARM = 200;
const ASKED = 300;
const PLAN = '/plans/TD-CLD-2021';

const PAGES: [string, string, string][] = [
  ['scoreboard', `${PLAN}?as_of=15/06/2025`, '15 ms'],
  ['matrix', `${PLAN}/matrix?as_of=15/06/2025`, ''],
  ['figure', `${PLAN}/indicators/3.2?as_of=15/06/2025`, ''],
  ['territory', '/territory', '3 ms'],
  ['people', '/people', '3 ms'],
  ['organisations', '/organisations', '3 ms'],
  ['activities', '/activities', '3 ms'],
  ['baselines', '/territory/baselines', '3 ms'],
  ['an empty answer', '/healthz', ''],
  ['account', '/account', '3 ms'],
  ['imports', '/imports', '3 ms'],
];

const PORT = 3891;
/** Ticks of /proc in a second: Linux has 100 everywhere. */
const TICK_MS = 10;

/** A session of the organizer, made beside the server. */
async function signIn({ env }: Engine): Promise<string> {
  const settings = readSettings({ ...env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  const app = await createContext(settings, database);
  const user = await database.row<{ id: number }>("SELECT id FROM users WHERE role = 'organizer'");
  const token = await database.transaction(() =>
    app.get(Sessions, { strict: false }).open(user?.id ?? 0, 'full', '', 'bench'),
  );
  await app.close();
  await database.close();
  return token;
}

async function ask(path: string, cookie: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${PORT}${path}`, { headers: { cookie: `lan-toa=${cookie}` } });
  await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
}

/** CPU that a process has used so far, in milliseconds. */
function cpuUsed({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** CPU of the server per answer; asking is done by this process and does not count, nor does a database server's. */
async function cpuOf(server: ChildProcess, path: string, cookie: string): Promise<number> {
  for (let n = 0; n < WARM; n += 1) await ask(path, cookie);
  const before = cpuUsed(server);
  for (let n = 0; n < ASKED; n += 1) await ask(path, cookie);
  return (cpuUsed(server) - before) / ASKED;
}

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const cookie = await signIn(engine);
  const server = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    env: { ...process.env, ...engine.env, PORT: String(PORT), LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  while (!(await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => null))?.ok) await sleep(20);
  const figures: Figure[] = [];
  for (const [what, path, budget] of PAGES) {
    figures.push({ what, value: await cpuOf(server, path, cookie), unit: 'ms CPU', budget });
  }
  printTable(`Pages of the demonstration district on ${engine.name} (CPU of the server, mean of ${ASKED})`, figures);
  server.kill();
  await new Promise((done) => server.once('exit', done));
});
