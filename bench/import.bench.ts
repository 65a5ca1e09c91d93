import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, onEachEngine, ROOT } from './engines.ts';
import { printTable } from './table.ts';

const COMMUNES = 100;
const PEOPLE = 60_000;
const ACTIVITIES = 600;
const PER_ACTIVITY = 200;

/** Writes a district's files: people, activities of two sessions, rosters and attendance. @returns the number of rows */
function writeFiles(folder: string): number {
  let rows = 0;
  const write = (name: string, header: string, lines: string[]): void => {
    rows += lines.length;
    writeFileSync(join(folder, name), `${[header, ...lines].join('\n')}\n`);
  };
  const count = (n: number): number[] => Array.from({ length: n }, (_, at) => at);
  const commune = (n: number): string => `C${n % COMMUNES}`;
  const activity = (n: number): string => `A${n}`;
  const person = (n: number): string => `P${n % PEOPLE}`;
  const roster = count(ACTIVITIES * PER_ACTIVITY).map((n) => [activity(Math.floor(n / PER_ACTIVITY)), person(n)]);
  write('units.csv', 'code,name,level,parent', [
    'D,Huyện,district,',
    ...count(COMMUNES).map((n) => `${commune(n)},Xã ${n},commune,D`),
  ]);
  write(
    'people.csv',
    'ref,full_name,unit,birth_year',
    count(PEOPLE).map((n) => `P${n},Nguyễn Văn ${n},${commune(n)},1980`),
  );
  write(
    'activities.csv',
    'code,plan,kind,title,unit',
    count(ACTIVITIES).map((n) => `${activity(n)},X,training,Lớp ${n},D`),
  );
  write(
    'sessions.csv',
    'activity,number,date,status',
    count(ACTIVITIES).flatMap((n) => [1, 2].map((s) => `${activity(n)},${s},2024-0${s}-01,held`)),
  );
  write(
    'participations.csv',
    'activity,person,group',
    roster.map(([a, p]) => `${a},${p},teacher`),
  );
  write(
    'attendance.csv',
    'activity,session,person,status',
    roster.flatMap(([a, p]) => [1, 2].map((s) => `${a},${s},${p},present`)),
  );
  const indicator = {
    code: '1',
    measure: 'informed',
    groups: ['teacher'],
    comparator: 'gte',
    target: 90,
    due: '2025-12-31',
    title: { vi: 'x' },
  };
  const plan = {
    code: 'X',
    title: { vi: 'x' },
    unit: 'D',
    start: '2021-01-01',
    end: '2025-12-31',
    objectives: [{ code: 'O', title: { vi: 'x' }, indicators: [indicator] }],
  };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  return rows;
}

/** Runs a command. @returns seconds and the most resident memory in MB, as Linux keeps it */
async function run(words: string[], { env }: Engine): Promise<{ seconds: number; mb: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let mb = 0;
  const watch = setInterval(() => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    mb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? mb * 1024) / 1024;
  }, 50);
  const status = await new Promise((done) => child.once('exit', done));
  clearInterval(watch);
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${String(status)}`);
  return { seconds: (performance.now() - began) / 1000, mb };
}

const folder = mkdtempSync(join(tmpdir(), 'lan-toa-bench-files-'));
const rows = writeFiles(folder);
await onEachEngine(async (engine) => {
  const first = await run(['import-all', folder], engine);
  const again = await run(['import-all', folder], engine);
  const out = await run(['export', join(folder, `out-${engine.name}`)], engine);
  printTable(`Import of ${rows.toLocaleString('en')} rows on ${engine.name}`, [
    {
      what: 'import-all into an empty database',
      value: rows / first.seconds,
      unit: 'rows/s',
      budget: engine.name === 'SQLite' ? '20,000 rows/s' : '',
    },
    { what: 'most memory of it', value: first.mb, unit: 'MB' },
    { what: 'the same again, nothing changes', value: rows / again.seconds, unit: 'rows/s' },
    { what: 'export', value: rows / out.seconds, unit: 'rows/s' },
  ]);
});
