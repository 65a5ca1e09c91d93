import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTable, type OpenOptions, type TableRow } from '../../src/interchange/reader.js';
import { FileError } from '../../src/interchange/row-error.js';

/** A folder of its own for the files of one spec; call `remove` after all. */
export class Files {
  private readonly folder = mkdtempSync(join(tmpdir(), 'lan-toa-files-'));
  private count = 0;

  write(content: string | Uint8Array, name = 'people.csv'): string {
    this.count += 1;
    const path = join(this.folder, `${this.count}-${name}`);
    writeFileSync(path, content);
    return path;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface WholeTable {
  header: string[];
  rows: TableRow[];
}

/** Reads a whole small file. */
export async function readTable(path: string, options: OpenOptions = {}): Promise<WholeTable> {
  const source = await openTable(path, 'people.csv', options);
  const rows: TableRow[] = [];
  for await (const row of source.rows()) rows.push(row);
  return { header: source.header, rows };
}

/** The refusal of a file as `{key, params}`; fails if it is read without one, or fails in another way. */
export async function refusalOf(path: string, options: OpenOptions = {}): Promise<{ key: string; params: object }> {
  const outcome = await readTable(path, options).catch((error: unknown) => error);
  if (!(outcome instanceof FileError)) throw new Error(`not refused: ${String(outcome)}`);
  return { key: outcome.key, params: outcome.params };
}
