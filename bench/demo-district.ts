import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

/** A folder with the demonstration district loaded, and the seconds that took. */
export function loadDemo(): { dataDir: string; seconds: number } {
  const dataDir = mkdtempSync(join(tmpdir(), 'lan-toa-bench-'));
  const began = performance.now();
  execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'demo'], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { dataDir, seconds: (performance.now() - began) / 1000 };
}
