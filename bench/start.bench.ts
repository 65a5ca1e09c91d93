import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, loadDemo, onEachEngine, ROOT, SERVER_FLAGS } from './engines.ts';
import { freePort } from './server.ts';
import { median, printTable } from './table.ts';

const RUNS = 5;

/** Starts the server and asks for its first page. @returns milliseconds until the answer, and resident memory then */
async function start({ env }: Engine): Promise<{ ms: number; mb: number }> {
  const port = await freePort();
  const began = performance.now();
  const server = spawn(process.execPath, [...SERVER_FLAGS, join(ROOT, 'dist/main.js')], {
    env: { ...process.env, ...env, PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  try {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${port}/sign-in`).catch(() => null);
      if (answer?.ok) {
        await answer.text();
        break;
      }
      await sleep(10);
    }
    const ms = performance.now() - began;
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return { ms, mb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024 };
  } finally {
    server.kill();
    await new Promise((done) => server.once('exit', done));
  }
}

await onEachEngine(async (engine) => {
  const seconds = loadDemo(engine);
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await start(engine));
  printTable(`Start on ${engine.name} (median of ${RUNS})`, [
    {
      what: 'start of the process to its first page',
      value: median(runs.map(({ ms }) => ms)),
      unit: 'ms',
      budget: '1,500 ms',
    },
    { what: 'resident memory then', value: median(runs.map(({ mb }) => mb)), unit: 'MB', budget: '200 MB' },
    { what: 'loading the demonstration district', value: seconds, unit: 's', budget: 'seconds' },
  ]);
});
