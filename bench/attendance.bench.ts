import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, createContext } from '#src/app.js';
import { Sessions } from '#src/accounts/sessions.js';
import { readSettings } from '#src/config/settings.js';
import { RowsRunner } from '#src/interchange/rows-runner.js';
import { type Engine, loadDemo, onEachEngine, ROOT } from './engines.ts';
import { type Figure, printTable } from './table.ts';

const PEOPLE = 60;
const WARM = 200;
const ASKED = 300;
const PORT = 3892;
/** Ticks of /proc in a second: Linux has 100 everywhere. */
const TICK_MS = 10;
const PAGE = '/activities/BENCH/sessions/1/attendance';

interface Hands {
  cookie: string;
  csrf: string;
  people: number[];
}

/** A training of sixty people in the demonstration district, and an organizer who is signed in. */
async function prepare({ env }: Engine): Promise<Hands> {
  const settings = readSettings({ ...env, LOG_LEVEL: 'silent' });
  const database = await connect(settings);
  const app = await createContext(settings, database);
  const rows = app.get(RowsRunner, { strict: false });
  const all = (make: (n: number) => object): object[] => Array.from({ length: PEOPLE }, (_, n) => make(n));
  const activity = { code: 'BENCH', plan: 'TD-CLD-2021', kind: 'training', title: 'Lớp đo', unit: '03424' };
  await rows.run('activities', [{ ...activity, status: 'running' }] as never);
  await rows.run('sessions', [{ activity: 'BENCH', number: 1, date: '2025-09-01' }] as never);
  await rows.run('people', all((n) => ({ ref: `B${n}`, full_name: `Lò Văn ${n}`, unit: '03424' })) as never);
  await rows.run('participations', all((n) => ({ activity: 'BENCH', person: `B${n}`, group: 'parent' })) as never);
  const user = await database.row<{ id: number }>("SELECT id FROM users WHERE role = 'organizer'");
  const sessions = app.get(Sessions, { strict: false });
  const cookie = await database.transaction(() => sessions.open(user?.id ?? 0, 'full', '', 'bench'));
  const { session } = await sessions.identify({ cookie, address: '' });
  const found = await database.rows<{ id: number }>(
    "SELECT id FROM people WHERE ref LIKE 'B%' ORDER BY id DESC LIMIT 60",
  );
  await app.close();
  await database.close();
  return { cookie, csrf: session?.csrf_token ?? '', people: found.map(({ id }) => id) };
}

/** CPU that a process has used so far, in milliseconds. */
function cpuUsed({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** CPU of the server for each of many, after as many that warm it up. */
async function cpuOf(server: ChildProcess, work: (n: number) => Promise<void>): Promise<number> {
  for (let n = 0; n < WARM; n += 1) await work(n);
  const before = cpuUsed(server);
  for (let n = 0; n < ASKED; n += 1) await work(n);
  return (cpuUsed(server) - before) / ASKED;
}

function page({ cookie }: Hands): Promise<void> {
  return asked(fetch(`http://127.0.0.1:${PORT}${PAGE}`, { headers: { cookie: `lan-toa=${cookie}` } }), 200);
}

/** Everybody of the session marked anew: sixty changes in one post. */
function post({ cookie, csrf, people }: Hands, n: number): Promise<void> {
  const [before, now] = n % 2 === 0 ? ['late', 'present'] : ['present', 'late'];
  const seen = n === 0 ? '' : before;
  const fields = people.flatMap((id): [string, string][] => [
    [`p${id}`, now ?? ''],
    [`s${id}`, seen ?? ''],
  ]);
  const init = {
    method: 'POST',
    body: new URLSearchParams([['_csrf', csrf], ...fields]),
    headers: { cookie: `lan-toa=${cookie}` },
    redirect: 'manual' as const,
  };
  return asked(fetch(`http://127.0.0.1:${PORT}${PAGE}`, init), 303);
}

async function asked(answer: Promise<Response>, status: number): Promise<void> {
  const response = await answer;
  await response.text();
  if (response.status !== status) throw new Error(`${response.url}: ${response.status}`);
}

await onEachEngine(async (engine) => {
  loadDemo(engine);
  const hands = await prepare(engine);
  const server = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    env: { ...process.env, ...engine.env, PORT: String(PORT), LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  while (!(await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => null))?.ok) await sleep(20);
  // The same number of posts each time, so that what stands before is known.
  let sent = 0;
  const figures: Figure[] = [
    { what: 'page of 60 people', value: await cpuOf(server, () => page(hands)), unit: 'ms CPU', budget: '5 ms' },
    {
      what: 'post of 60 changes',
      value: await cpuOf(server, () => post(hands, sent++)),
      unit: 'ms CPU',
      budget: '20 ms',
    },
  ];
  printTable(`Attendance on ${engine.name} (CPU of the server, mean of ${ASKED})`, figures);
  server.kill();
});
