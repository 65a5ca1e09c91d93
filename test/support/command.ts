import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Settings } from '../../src/config/settings.js';

export const ROOT = join(import.meta.dirname, '..', '..');

/** What a command did. */
export interface Ended {
  status: number | null;
  out: string;
  err: string;
}

/** The environment in which a command works on the installation of these settings. */
export function environmentOf(settings: Settings): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return {
    PATH,
    HOME,
    DATA_DIR: settings.dataDir,
    LOG_LEVEL: 'silent',
    ...(settings.databaseUrl ? { DATABASE_URL: settings.databaseUrl } : {}),
  };
}

/** Runs the built command line as a process of its own. `killAfter`: ends it with SIGKILL after so many milliseconds. */
export async function lantoa(settings: Settings, words: string[], killAfter?: number): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'cli.js'), ...words], { env: environmentOf(settings) });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  return { status, out, err };
}
