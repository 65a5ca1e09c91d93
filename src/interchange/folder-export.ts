import { Injectable } from '@nestjs/common';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '../database/database.js';
import { FILE_ORDER, FileRegistry } from './registry.js';
import { CsvWriter } from './writer.js';

/** Tables that hold most of the rows of all files, of each about a row in a file. */
const LARGE = [
  'people',
  'organisations',
  'activities',
  'sessions',
  'participations',
  'attendance',
  'headcounts',
] as const;
/** Rows between two words of how far it is. */
const STEP = 500;

/** Writes every file of the interchange into a folder, as of one moment. */
@Injectable()
export class FolderExport {
  constructor(
    private readonly database: Database,
    private readonly registry: FileRegistry,
  ) {}

  /**
   * Each file is written beside its place and renamed when it is whole and on disk.
   * @param onProgress is told rows so far, and which share of all that is about
   * @returns the names of the files written, with their number of rows (1 for a document)
   */
  async write(
    folder: string,
    onProgress: (rows: number, share: number) => void = () => undefined,
  ): Promise<{ name: string; rows: number }[]> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return this.database.snapshot(async () => {
      const written: { name: string; rows: number }[] = [];
      const total = await this.total();
      let done = 0;
      const step = (): void => {
        done += 1;
        if (done % STEP === 0) onProgress(done, Math.min(1, done / total));
      };
      for (const kind of FILE_ORDER) {
        written.push(...(await this.document(kind, folder)));
        const rows = await this.table(kind, folder, step);
        if (rows !== null) written.push({ name: `${kind}.csv`, rows });
      }
      return written;
    });
  }

  /** About how many rows there will be. */
  private async total(): Promise<number> {
    let total = 1;
    for (const table of LARGE) {
      const row = await this.database.row<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
      total += Number(row?.n);
    }
    return total;
  }

  private async table(kind: string, folder: string, step: () => void): Promise<number | null> {
    const exporter = this.registry.exporter(kind);
    if (!exporter) return null;
    let count = 0;
    await whole(join(folder, `${kind}.csv`), async (path) => {
      const writer = new CsvWriter(createWriteStream(path, { mode: 0o600 }));
      await writer.write(exporter.header);
      for await (const row of exporter.rows()) {
        await writer.write(row);
        count += 1;
        step();
      }
      await writer.end();
    });
    return count;
  }

  private async document(kind: string, folder: string): Promise<{ name: string; rows: number }[]> {
    const written: { name: string; rows: number }[] = [];
    const document = this.registry.document(kind);
    if (!document) return written;
    for await (const { name, text } of document.export()) {
      await whole(join(folder, `${name}.json`), async (path) => {
        const handle = await open(path, 'w', 0o600);
        await handle.writeFile(text);
        await handle.close();
      });
      written.push({ name: `${name}.json`, rows: 1 });
    }
    return written;
  }
}

/** Makes a file that is either whole or not there. */
async function whole(path: string, write: (aside: string) => Promise<void>): Promise<void> {
  const aside = `${path}.part`;
  try {
    await write(aside);
    const handle = await open(aside, 'r+');
    await handle.sync();
    await handle.close();
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
