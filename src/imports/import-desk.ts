import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { pendingMigrations } from '../database/migrate.js';
import { DomainError, NotFound } from '../errors.js';
import { ImportRunner } from '../interchange/import-runner.js';
import { emptyReport, type ImportReport } from '../interchange/report.js';
import { actAs, actor } from '../web/actor.js';
import { Log } from '../web/log.js';
import { SettingsHolder } from '../web/settings-holder.js';
import type { UploadedFile } from '../web/upload.js';
import { ImportRow } from './imports.entities.js';
import { FaultyFile } from './faulty-file.js';
import { keptReport, MOST_KEPT } from './kept-report.js';

/** How long a file that nobody saved is kept. */
const KEPT_MS = 24 * 3_600_000;
const STEP_MS = 400;
/** What only a running process can end. */
const BUSY: ReadonlySet<string> = new Set(['checking', 'saving']);

/** A file on the desk: what it is, how far it is, and the report once there is one. */
export interface DeskFile extends Omit<ImportRow, 'report'> {
  report: (ImportReport & { failure?: { key: string; params: Record<string, string | number> } }) | null;
}

/** Files that somebody brought by page: kept aside, checked at once, saved when they say so. */
@Injectable()
export class ImportDesk implements OnApplicationBootstrap {
  private readonly folder: string;
  /** Files that this process is checking or saving. */
  private readonly running = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly runner: ImportRunner,
    private readonly log: Log,
    holder: SettingsHolder,
  ) {
    this.folder = join(holder.settings.dataDir, 'incoming');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** What a server that was stopped left behind. */
  async onApplicationBootstrap(): Promise<void> {
    if ((await pendingMigrations(this.database)).length === 0) await this.sweep();
  }

  /** Takes a file and begins to check it. @returns its token, and the end of the checking */
  async receive(kind: string, upload: UploadedFile): Promise<{ token: string; checked: Promise<void> }> {
    await this.sweep();
    const token = randomBytes(24).toString('base64url');
    await rename(upload.path, this.pathOf(token));
    const at = nowIso();
    const user = actor()?.user_id ?? 0;
    this.running.add(token);
    await this.database.transaction(() =>
      this.database.insert(ImportRow, [
        {
          token,
          user_id: user,
          kind,
          file_name: upload.originalname.normalize('NFC').slice(0, 190),
          status: 'checking',
          rows_read: 0,
          progress: 0,
          report: null,
          created_at: at,
          updated_at: at,
        },
      ]),
    );
    return { token, checked: this.work(token, kind, upload.originalname, 'check') };
  }

  /** Saves a checked file: all its rows, or only the good ones. `saved` is the end of it; null: it is being saved already. */
  async save(token: string, partial: boolean): Promise<{ saved: Promise<void> | null }> {
    const row = await this.find(token);
    // Two presses at once: the second finds the file at work, or no longer checked.
    if (this.running.has(token)) return { saved: null };
    this.running.add(token);
    const mine = await this.database.transaction(() =>
      this.database.update(
        ImportRow,
        { token, status: 'checked' },
        { status: 'saving', progress: 0, updated_at: nowIso() },
      ),
    );
    if (mine === 0) {
      this.running.delete(token);
      return { saved: null };
    }
    return { saved: this.work(token, row.kind, row.file_name, partial ? 'save_good' : 'save_all') };
  }

  /** One file of the person acting. */
  async find(token: string): Promise<DeskFile> {
    const row = await this.database.row<ImportRow>('SELECT * FROM imports WHERE token = ? AND user_id = ?', [
      token,
      actor()?.user_id ?? 0,
    ]);
    if (!row) throw new NotFound();
    if (BUSY.has(row.status) && !this.running.has(token)) return this.takeUp(row);
    return { ...row, report: row.report === null ? null : (JSON.parse(row.report) as DeskFile['report']) };
  }

  /**
   * A file whose work ended with the process that did it: the transaction was done or is undone. One that was being
   * saved is checked still, and saving it once more changes nothing twice; one that was being checked is read anew.
   */
  private async takeUp(row: ImportRow): Promise<DeskFile> {
    const { token, kind } = row;
    if (row.status === 'checking') await this.noteFailure(token, kind, new DomainError('import.interrupted'));
    else {
      await this.database.transaction(() =>
        this.database.update(ImportRow, { token, status: 'saving' }, { status: 'checked', updated_at: nowIso() }),
      );
    }
    return this.find(token);
  }

  /** The last files of the person acting. */
  async mine(): Promise<ImportRow[]> {
    return this.database.rows<ImportRow>(
      'SELECT token, kind, file_name, status, rows_read, created_at FROM imports WHERE user_id = ? ORDER BY id DESC LIMIT 20',
      [actor()?.user_id ?? 0],
    );
  }

  /** Puts a file away without saving it. */
  async discard(token: string): Promise<void> {
    const row = await this.find(token);
    await this.database.transaction(() => this.database.delete(ImportRow, { token: row.token }));
    await this.forget(token);
  }

  /** The faulty rows that the check kept. */
  faultyRows(token: string): FaultyFile {
    return new FaultyFile(`${this.pathOf(token)}.faulty`);
  }

  private async work(
    token: string,
    kind: string,
    name: string,
    what: 'check' | 'save_all' | 'save_good',
  ): Promise<void> {
    const principal = actor();
    const checking = what === 'check';
    try {
      const report = await actAs(principal, () => this.run(token, kind, name, what));
      const kept = keptReport(report);
      await this.note(token, checking || !report.saved ? 'checked' : 'saved', kept, report.rows);
      if (report.saved) await this.forget(token);
    } catch (error) {
      await this.noteFailure(token, kind, error).catch((second: unknown) =>
        this.log.error({ error: second }, 'the end of an import could not be written down'),
      );
    } finally {
      this.running.delete(token);
    }
  }

  private async run(token: string, kind: string, name: string, what: string): Promise<ImportReport> {
    const checking = what === 'check';
    const faulty = checking ? this.faultyRows(token).begin() : null;
    let noted = Date.now();
    try {
      return await this.runner.run(kind, this.pathOf(token), name, {
        partial: what === 'save_good',
        mostRejected: MOST_KEPT,
        dryRun: checking,
        ...(faulty
          ? {
              onBegin: () => void faulty.begin(),
              onFaulty: (raw, errors, header) => faulty.add(raw, errors, header),
            }
          : {}),
        onProgress: (rows, share) => {
          if (Date.now() - noted < STEP_MS) return;
          noted = Date.now();
          this.progress.set(token, { rows, per_cent: Math.floor(share * 100) });
        },
      });
    } finally {
      this.progress.delete(token);
      await faulty?.close();
    }
  }

  /** How far a running import is; in memory: the database is busy with the import itself. */
  readonly progress = new Map<string, { rows: number; per_cent: number }>();

  private async noteFailure(token: string, kind: string, error: unknown): Promise<void> {
    if (!(error instanceof DomainError)) this.log.error({ error }, 'an import failed');
    const failure =
      error instanceof DomainError ? { key: error.key, params: error.params } : { key: 'unexpected', params: {} };
    await this.note(token, 'failed', JSON.stringify({ ...emptyReport(kind), failure }), 0);
    await this.forget(token);
  }

  private async note(token: string, status: string, report: string, rows: number): Promise<void> {
    await this.database.transaction(() =>
      this.database.update(ImportRow, { token }, { status, report, rows_read: rows, updated_at: nowIso() }),
    );
  }

  private async forget(token: string): Promise<void> {
    await rm(this.pathOf(token), { force: true });
    await rm(`${this.pathOf(token)}.faulty`, { force: true });
  }

  /** Files of people are not kept longer than their check needs. */
  private async sweep(): Promise<void> {
    const before = new Date(now().getTime() - KEPT_MS).toISOString();
    const old = await this.database.rows<ImportRow>(
      "SELECT token FROM imports WHERE updated_at < ? AND status IN ('checking', 'checked', 'saving')",
      [before],
    );
    for (const { token } of old) {
      await this.forget(token);
      await this.database.transaction(() => this.database.update(ImportRow, { token }, { status: 'expired' }));
    }
    await this.sweepFolder();
  }

  /** Uploads that a stopped process left behind are in no row of the table. */
  private async sweepFolder(): Promise<void> {
    const oldest = now().getTime() - KEPT_MS;
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => null);
      if (found && found.mtimeMs < oldest) await rm(path, { force: true });
    }
  }

  /** Tokens are ours: base64url, no path can be made of them. */
  private pathOf(token: string): string {
    if (!/^[\w-]{32}$/.test(token)) throw new NotFound();
    return join(this.folder, token);
  }
}
