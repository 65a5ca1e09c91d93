import { Injectable } from '@nestjs/common';
import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFound } from '../errors.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { FaultyFile } from './faulty-file.js';

/** How far a file is. */
export interface Progress {
  rows_read: number;
  /** Per cent of the file. */
  progress: number;
}

/** The folder of the files on the desk: names of ours, readable by us alone. */
@Injectable()
export class IncomingFiles {
  private readonly folder: string;

  constructor(holder: SettingsHolder) {
    this.folder = join(holder.settings.dataDir, 'incoming');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Where the file of a token lies. Tokens are ours: base64url, no path can be made of them. */
  pathOf(token: string): string {
    if (!/^[\w-]{32}$/.test(token)) throw new NotFound();
    return join(this.folder, token);
  }

  /** The list of the faulty rows of a file. */
  faultyRows(token: string): FaultyFile {
    return new FaultyFile(`${this.pathOf(token)}.faulty`);
  }

  /** Takes an uploaded file in. */
  async take(path: string, token: string): Promise<void> {
    await rename(path, this.pathOf(token));
  }

  /**
   * Says how far a file is, and with that, that somebody works on it: beside the file, as on SQLite nothing can be written
   * into the database before the import itself has ended.
   */
  async tell(token: string, progress: Progress): Promise<void> {
    const path = `${this.pathOf(token)}.progress`;
    await writeFile(`${path}.new`, JSON.stringify(progress), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  /** What was said last, and when; null: nothing, at least not to this machine. */
  async told(token: string): Promise<(Progress & { at: Date }) | null> {
    const path = `${this.pathOf(token)}.progress`;
    try {
      const { mtime } = await stat(path);
      return { ...(JSON.parse(await readFile(path, 'utf8')) as Progress), at: mtime };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Nobody works on the file any more. */
  async fallSilent(token: string): Promise<void> {
    await rm(`${this.pathOf(token)}.progress`, { force: true });
  }

  /** Removes a file. @param keepFaulty its faulty rows stay, to be corrected */
  async forget(token: string, keepFaulty = false): Promise<void> {
    await rm(this.pathOf(token), { force: true });
    if (!keepFaulty) await rm(`${this.pathOf(token)}.faulty`, { force: true });
  }

  /** Removes everything older than an instant but the files of these tokens: also what a stopped process left behind. */
  async sweep(before: Date, busy: readonly string[]): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => null);
      if (!found || found.mtimeMs >= before.getTime() || busy.some((token) => name.startsWith(token))) continue;
      await rm(path, { recursive: true, force: true });
    }
  }
}
