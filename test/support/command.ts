import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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
    ...(settings.smtpUrl ? { SMTP_URL: settings.smtpUrl, MAIL_PER_MINUTE: String(settings.mailPerMinute) } : {}),
  };
}

/** When a process is ended with SIGKILL: when this is first seen after so many milliseconds. */
export interface KillWhen {
  sees(): Promise<boolean>;
  every: number;
  after: number;
}

/** Runs the built command line as a process of its own. `status` is null where it was killed as asked. */
export async function lantoa(settings: Settings, words: string[], killWhen?: KillWhen): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'cli.js'), ...words], { env: environmentOf(settings) });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (killWhen) await hunt(child, killWhen);
  return { status: await closed, out, err };
}

async function hunt(child: ChildProcess, { sees, every, after }: KillWhen): Promise<void> {
  await sleep(after);
  while (child.exitCode === null) {
    if (await sees()) {
      child.kill('SIGKILL');
      return;
    }
    await sleep(every);
  }
}
