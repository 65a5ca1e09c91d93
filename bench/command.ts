import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, ROOT, SERVER_FLAGS } from './engines.ts';
import { cpuUsed } from './server.ts';

/** What a command took: CPU of its own process, and the most memory that was resident, as Linux keeps both. */
export interface Took {
  seconds: number;
  cpuMs: number;
  mb: number;
}

/** A command that runs. */
export interface Running {
  /** Refused where it ends with another status than 0. */
  ended: Promise<Took>;
}

/** Starts a command as `npm run lantoa` does. */
export function command(words: string[], { env }: Engine): Running {
  const began = performance.now();
  const child = spawn(process.execPath, [...SERVER_FLAGS, join(ROOT, 'dist/cli.js'), ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const took: Took = { seconds: 0, cpuMs: 0, mb: 0 };
  const watch = setInterval(() => {
    const pid = child.pid ?? 0;
    const most = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    // A process that has just ended has no memory any more.
    if (most > 0) Object.assign(took, { mb: most / 1024, cpuMs: cpuUsed([pid]) });
  }, 50);
  const ended = new Promise<Took>((resolve, reject) => {
    child.once('exit', (status) => {
      clearInterval(watch);
      took.seconds = (performance.now() - began) / 1000;
      if (status === 0) resolve(took);
      else reject(new Error(`${words.join(' ')} ended with ${String(status)}`));
    });
  });
  return { ended };
}
