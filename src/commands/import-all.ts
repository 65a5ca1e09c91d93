import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../errors.js';
import { FILE_ORDER, type FileKind } from '../interchange/registry.js';
import { type Bench, type Command, DONE, REFUSED, type Status } from './command.js';
import { importFile, summary, tellFaults } from './import.js';
import { readWords } from './words.js';

/** Brings in every file of a folder that has a name of ours, each needing only those before it. */
export const importAllCommand: Command = {
  name: 'import-all',
  usage: 'import-all FOLDER',
  prepare(words) {
    const [folder = ''] = readWords(words, { positionals: ['FOLDER'] }).positionals;
    return async (bench) => {
      return importFolder(bench, folder);
    };
  },
};

/**
 * Stops at the first file that is refused: what comes after it would miss it.
 * @param kinds only these
 */
export async function importFolder(
  bench: Bench,
  folder: string,
  kinds: readonly FileKind[] = FILE_ORDER,
): Promise<Status> {
  const files = (await filesOf(folder)).filter(({ kind }) => kinds.includes(kind));
  if (files.length === 0) throw new DomainError('command.no_files', { folder });
  for (const { kind, path } of files) {
    const imported = await importFile(bench, kind, path, false);
    bench.out(`${summary(bench, imported.report)}\n`);
    tellFaults(bench, imported);
    if (!imported.report.saved) return REFUSED;
  }
  return DONE;
}

async function filesOf(folder: string): Promise<{ kind: FileKind; path: string }[]> {
  const names = await namesIn(folder);
  return FILE_ORDER.flatMap((kind) =>
    names.filter((name) => isOf(kind, name)).map((name) => ({ kind, path: join(folder, name) })),
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    throw new DomainError('command.no_folder', { folder });
  }
}

/** `people.csv`, `people.xlsx`; `plan.json` and, where there are several, `plan-CODE.json`. */
function isOf(kind: FileKind, name: string): boolean {
  if (kind === 'plan') return /^plan(-.+)?\.json$/i.test(name);
  return [`${kind}.csv`, `${kind}.xlsx`].includes(name.toLowerCase());
}
