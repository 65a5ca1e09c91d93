import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../config/root.js';

const FOLDER = join(ROOT, 'dist', 'client', 'offline');
const NAMES = ['app', 'queue', 'screens', 'store', 'worker', 'server'] as const;

/** The scripts of the application, as they were built. */
export interface ClientFiles {
  /** By their names, without ending. */
  scripts: ReadonlyMap<string, string>;
  /** Changes with their content. */
  version: string;
}

/** Reads the scripts that were built from `client/offline`; an unbuilt one is left out. */
export function readClientFiles(): ClientFiles {
  const scripts = new Map<string, string>();
  for (const name of NAMES) {
    const file = join(FOLDER, `${name}.js`);
    if (existsSync(file)) scripts.set(name, readFileSync(file, 'utf8'));
  }
  const hash = createHash('sha256');
  for (const [name, text] of scripts) hash.update(`${name} ${text}`);
  return { scripts, version: hash.digest('hex').slice(0, 12) };
}
