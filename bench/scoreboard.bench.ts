import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Bare, openBare } from './bare.ts';
import { compareRows, readOutput } from './brute-force/comparison.ts';
import { coverageOf } from './brute-force/coverage.ts';
import { readFolders } from './brute-force/reading.ts';
import type { Records } from './brute-force/records.ts';
import { type Engine, onEachEngine, ROOT } from './engines.ts';
import { generate } from './generate/generate.ts';
import { shapeOfSize } from './generate/shape.ts';
import { type Asked, naiveScoreboard } from './naive.ts';
import { serve, type Served } from './server.ts';
import { type Figure, median, printTable } from './table.ts';

const PLAN = 'KH-P01';
const START = '2024-01-01';
const TODAY = new Date().toISOString().slice(0, 10);
/** A commune that began with the reform. */
const COMMUNE = 'P01-N0';
/** How often something is measured: at least so often, then until so many milliseconds have passed, at most so often. */
const [LEAST, ENOUGH_MS, MOST] = [3, 3000, 40];
const EMAIL = 'bench@example.com';

/** The budgets are milliseconds at five million participations, on SQLite; MariaDB may take twice as long. */
const QUESTIONS: { what: string; asked: Omit<Asked, 'plan'>; budget: number }[] = [
  { what: 'scoreboard of a province today', asked: { asOf: TODAY, from: START }, budget: 100 },
  { what: 'as of a day before the reform', asked: { asOf: '2025-03-31', from: START }, budget: 400 },
  { what: 'a window across the reform', asked: { asOf: '2025-12-31', from: '2025-04-01' }, budget: 400 },
  { what: 'one commune today', asked: { asOf: TODAY, from: START, unit: COMMUNE }, budget: 5 },
];

interface Installation {
  bare: Bare;
  server: Served;
  token: string;
}

function lantoa({ env }: Engine, words: string[]): string {
  return execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), ...words], {
    env: { ...process.env, ...env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
}

/** Asks a program's question with a token. @returns milliseconds until the whole answer was here, and the answer */
async function ask(
  { server, token }: Installation,
  path: string,
  { post, accept = 'application/json' }: { post?: object; accept?: string } = {},
): Promise<{ ms: number; text: string }> {
  // A connection that the server closed while this process counted has to be seen as closed first.
  await sleep(1);
  const began = performance.now();
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    method: post ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept },
    ...(post && { body: JSON.stringify(post) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return { ms: performance.now() - began, text };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The middle of what something takes, the first third not counted. */
async function middle(work: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  const began = performance.now();
  while (measured.length < LEAST || (measured.length < MOST && performance.now() - began < ENOUGH_MS)) {
    measured.push(await work());
  }
  return median(measured.slice(Math.floor(measured.length / 3)));
}

/** As many rows as the answer has, by their key: no way of answering reads fewer. */
function readRows(bare: Bare, rows: number): Promise<number> {
  return timed(() => bare.rows('SELECT id, person_id, activity_id FROM participations ORDER BY id LIMIT ?', [rows]));
}

/** Compares all answers row by row with what a count from the files gives. */
async function compare(installation: Installation, records: Records, folder: string): Promise<Figure[]> {
  const file = join(folder, 'answer.csv');
  let [compared, different] = [0, 0];
  for (const { asked } of QUESTIONS.filter((each) => each.asked.unit === undefined)) {
    writeFileSync(file, (await ask(installation, coveragePath(asked), { accept: 'text/csv' })).text);
    const comparison = compareRows(coverageOf(records, { plan: PLAN, ...asked }), readOutput(file));
    compared += comparison.compared;
    different += comparison.differences.length;
    if (comparison.differences.length > 0) process.exitCode = 1;
    for (const line of comparison.differences.slice(0, 5)) process.stderr.write(`${line}\n`);
  }
  return [
    { what: 'rows compared with a count by brute force', value: compared, unit: 'rows' },
    { what: 'rows that differ from it', value: different, unit: 'rows', budget: '0' },
  ];
}

/** One mark the other way round each time: of somebody who was there at a campaign. */
async function correction(installation: Installation): Promise<() => Promise<number>> {
  const [row] = (await installation.bare.rows(
    `SELECT a.code AS activity, s.number AS session, e.ref AS person FROM attendance t
     JOIN sessions s ON s.id = t.session_id JOIN activities a ON a.id = s.activity_id JOIN people e ON e.id = t.person_id
     WHERE a.kind = 'campaign' AND a.status = 'done' AND t.status = 'present' ORDER BY t.id LIMIT 1`,
    [],
  )) as object[];
  let status = 'present';
  return async () => {
    status = status === 'present' ? 'absent' : 'present';
    return (await ask(installation, 'attendance', { post: { rows: [{ ...row, status }] } })).ms;
  };
}

/** Today is asked for as pages do: by saying no day. */
function coveragePath({ asOf, from, unit }: Omit<Asked, 'plan'>): string {
  const asked = { ...(asOf !== TODAY && { as_of: asOf, from }), ...(unit !== undefined && { unit }) };
  return `plans/${PLAN}/coverage?${new URLSearchParams(asked).toString()}`;
}

async function measure(installation: Installation, engine: Engine, isOfFiveMillion: boolean): Promise<Figure[]> {
  const { bare } = installation;
  const correct = await correction(installation);
  const figures: Figure[] = [];
  for (const { what, asked, budget } of QUESTIONS) {
    const path = coveragePath(asked);
    const { text } = await ask(installation, path);
    const { rows } = JSON.parse(text) as { rows: unknown[] };
    const again = async (): Promise<number> => (await ask(installation, path)).ms;
    const changed = async (): Promise<number> => {
      await correct();
      return again();
    };
    const raw = await middle(() => readRows(bare, rows.length));
    // A window is shown beside the cumulative figures: both have to be counted.
    const windows = asked.from === START ? [asked] : [{ ...asked, from: START }, asked];
    const plainly = async (): Promise<void> => {
      for (const each of windows) await naiveScoreboard(bare, { plan: PLAN, ...each });
    };
    const naive = await middle(() => timed(plainly));
    const most = `${engine.name === 'SQLite' ? budget : 2 * budget} ms`;
    const common = { unit: 'ms', naive, raw, ...(isOfFiveMillion && { budget: most }) };
    figures.push({ what: `${what}, after a change`, value: await middle(changed), ...common });
    figures.push({ what: `${what}, again`, value: await middle(again), ...common });
  }
  await bare.run('CREATE TABLE bench_marks (id INTEGER PRIMARY KEY, status VARCHAR(16))', []);
  await bare.run("INSERT INTO bench_marks VALUES (1, 'present')", []);
  let at = 0;
  const written = (): Promise<number> => {
    at += 1;
    return timed(() => bare.run('UPDATE bench_marks SET status = ? WHERE id = 1', [`mark ${at}`]));
  };
  const raw = await middle(written);
  await bare.run('DROP TABLE bench_marks', []);
  figures.push({ what: 'correcting one attendance', value: await middle(correct), unit: 'ms', raw });
  return figures;
}

/** How much is measured: rows of all files, and participations among them. */
interface Amount {
  rows: number;
  participations: number;
}

/** Brings everything in, the corrections after it, and measures. */
async function measureOn(engine: Engine, folders: string[], amount: Amount, records: () => Records): Promise<Figure[]> {
  const { rows, participations } = amount;
  const ms = await timed(async () => folders.forEach((folder) => lantoa(engine, ['import-all', folder])));
  lantoa(engine, ['user', 'add', '--email', EMAIL, '--name', 'Bench', '--role', 'administrator']);
  const token = lantoa(engine, ['token', 'add', '--email', EMAIL]).trim();
  const installation = { bare: await openBare(engine), server: await serve(engine), token };
  try {
    // Before measuring: that corrects marks of which the files know nothing.
    const compared = await compare(installation, records(), folders[0] ?? '');
    const figures = await measure(installation, engine, participations >= 5_000_000);
    // Of few rows it would measure the start of the program.
    if (rows >= 1_000_000) figures.push({ what: 'import-all', value: (1000 * rows) / ms, unit: 'rows/s' });
    return [...figures, ...compared];
  } finally {
    await installation.server.stop();
    await installation.bare.close();
  }
}

const { values } = parseArgs({ options: { size: { type: 'string', multiple: true, default: ['10000', '100000'] } } });
for (const size of values.size) {
  const shape = shapeOfSize(size);
  if (!shape) throw new Error(`--size ${size}: district, province, country, or a number of participations`);
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'lan-toa-bench-files-')));
  const written = generate(shape, 'scoreboard', folders[0] ?? '', folders[1]);
  const rows = written.flatMap((each) => Object.values(each)).reduce((sum, each) => sum + each, 0);
  const participations = written[0].participations ?? 0;
  await onEachEngine(async (engine) => {
    const figures = await measureOn(engine, folders, { rows, participations }, () => readFolders(folders));
    printTable(`Scoreboard on ${engine.name}`, figures, {
      size: participations.toLocaleString('en'),
      engine: engine.name,
    });
  });
  for (const folder of folders) rmSync(folder, { recursive: true });
}
