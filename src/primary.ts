import cluster, { type Worker } from 'node:cluster';
import { readSettings, type Settings, SettingsError } from './config/settings.js';
import { logLines } from './web/log-lines.js';

/** How long after the end of a process its successor begins: longer each time, so that what cannot run does not keep the machine busy. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** A process that has served so long was sound: what ended it is not what ended the one before. */
const SOUND_MS = 60_000;

/**
 * Leads as many processes as WORKERS says, which share one port: starts them, starts another for one that dies, hands on that
 * all shall end and ends behind the last. The first one brings the database up to date and says where the site is; the
 * others begin when it serves. Where the first cannot serve there is no point in more: its exit status is handed on.
 */
export function lead(): void {
  const settings = settingsOrEnd();
  const log = logLines(settings.logLevel);
  let ending = false;
  let serving = false;
  let pause = FIRST_PAUSE_MS;

  const begin = (): Worker => {
    const worker = cluster.fork();
    const began = performance.now();
    worker.once('exit', (code, signal) => {
      if (ending) return;
      if (!serving) process.exit(code || 1);
      if (performance.now() - began > SOUND_MS) pause = FIRST_PAUSE_MS;
      const detail = { pid: worker.process.pid, code, signal, again_in_ms: pause };
      log.error(detail, 'a process of the server ended; another one begins');
      setTimeout(() => ending || begin(), pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
    return worker;
  };
  const end = (): void => {
    ending = true;
    const left = Object.values(cluster.workers ?? {});
    if (left.length === 0) process.exit(0);
    for (const worker of left) worker?.process.kill('SIGTERM');
  };

  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  cluster.on('exit', () => {
    if (ending && Object.keys(cluster.workers ?? {}).length === 0) process.exit(0);
  });
  begin().once('listening', () => {
    serving = true;
    for (let others = settings.workers - 1; others > 0 && !ending; others -= 1) begin();
  });
}

/** The processes read them again, each for itself; what is wrong with them is said once. */
function settingsOrEnd(): Settings {
  try {
    return readSettings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
