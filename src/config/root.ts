import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder (where package.json is), whether the code runs from src/ or from dist/. */
export const ROOT = findRoot(import.meta.dirname);

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json is not above the program');
  return findRoot(parent);
}
