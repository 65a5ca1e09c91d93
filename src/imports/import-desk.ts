import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { now, nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, EditConflict, NotFound } from '../errors.js';
import { ImportRunner } from '../interchange/import-runner.js';
import { FileRegistry } from '../interchange/registry.js';
import { emptyReport, type ImportReport } from '../interchange/report.js';
import { actAs, actor } from '../web/actor.js';
import { Log } from '../web/log.js';
import type { UploadedFile } from '../web/upload.js';
import { ImportRow } from './imports.entities.js';
import { IncomingFiles, type Progress } from './incoming-files.js';
import { keptReport, MOST_KEPT } from './kept-report.js';

/** How long a process that works on a file may be silent before the file counts as left behind, and how often it speaks. */
const LEASE_MS = 2 * 60_000;
const RENEWED_MS = 5_000;
const STEP_MS = 400;
/** Good rows that the page shows as they would be recorded. */
const PREVIEW = 8;
/** What only a running process can end. */
const BUSY: ReadonlySet<string> = new Set(['checking', 'saving']);

/** A file on the desk: what it is, how far it is, and the report once there is one. */
export interface DeskFile extends Omit<ImportRow, 'report'> {
  report: (ImportReport & { failure?: { key: string; params: Record<string, string | number> } }) | null;
}

type Work = 'check' | 'save_all' | 'save_good';

/** Files that somebody brought by page: kept aside, checked at once, saved when they say so. */
@Injectable()
export class ImportDesk {
  /** How far the files are that this process is checking or saving. */
  private readonly running = new Map<string, Progress>();

  constructor(
    private readonly database: Database,
    private readonly runner: ImportRunner,
    private readonly registry: FileRegistry,
    private readonly files: IncomingFiles,
    private readonly log: Log,
  ) {}

  /** Takes a file and begins to check it. @returns its token, and the end of the checking */
  async receive(kind: string, upload: UploadedFile): Promise<{ token: string; checked: Promise<void> }> {
    const token = randomBytes(24).toString('base64url');
    const at = nowIso();
    const row: Partial<ImportRow> = {
      token,
      user_id: actor()?.user_id ?? 0,
      kind,
      file_name: upload.originalname.normalize('NFC').slice(0, 190),
      status: 'checking',
      report: null,
      leased_until: leaseEnd(),
      created_at: at,
      updated_at: at,
    };
    await this.files.take(upload.path, token);
    await this.begin(token);
    await this.database.transaction(() => this.database.insert(ImportRow, [row]));
    return { token, checked: this.work(token, kind, upload.originalname, 'check') };
  }

  /**
   * Saves a checked file: all its rows, or only the good ones. `saved` is the end of it; null: it is being saved already.
   * @throws DomainError where the person may not bring in that kind any more
   */
  async save(token: string, partial: boolean): Promise<{ saved: Promise<void> | null }> {
    const row = await this.find(token);
    this.registry.requireRight(row.kind);
    const patch = { status: 'saving', rows_read: 0, progress: 0, leased_until: leaseEnd(), updated_at: nowIso() };
    // Two presses at once: the second finds the file no longer checked.
    const mine = await this.database.transaction(() =>
      this.database.update(ImportRow, { token, status: 'checked' }, patch),
    );
    if (mine === 0) return { saved: null };
    await this.begin(token);
    return { saved: this.work(token, row.kind, row.file_name, partial ? 'save_good' : 'save_all') };
  }

  /** One file of the person acting. */
  async find(token: string): Promise<DeskFile> {
    const row = await this.database.row<ImportRow>('SELECT * FROM imports WHERE token = ? AND user_id = ?', [
      token,
      actor()?.user_id ?? 0,
    ]);
    if (!row) throw new NotFound();
    const report = row.report === null ? null : (JSON.parse(row.report) as DeskFile['report']);
    if (!BUSY.has(row.status)) return { ...row, report };
    const progress = await this.progressOf(row);
    return progress === null ? this.takeUp(row) : { ...row, ...progress, report };
  }

  /** How far a file is that some process checks or saves; null: that process has ended in the middle. */
  private async progressOf(row: Pick<ImportRow, 'token' | 'leased_until'>): Promise<Partial<Progress> | null> {
    const here = this.running.get(row.token);
    if (here) return here;
    const told = await this.files.told(row.token);
    const leased = row.leased_until ?? '';
    if (told === null) return leased > nowIso() ? {} : null;
    const { at, ...progress } = told;
    return leased > nowIso() || leaseEnd(at) > nowIso() ? progress : null;
  }

  /**
   * A file whose work ended with the process that did it: the transaction was done or is undone. One that was being
   * saved is checked still, and saving it once more changes nothing twice; one that was being checked is read anew.
   */
  private async takeUp({ token, kind, status }: Pick<ImportRow, 'token' | 'kind' | 'status'>): Promise<DeskFile> {
    const read = status === 'checking';
    const report = JSON.stringify({ ...emptyReport(kind), failure: { key: 'import.interrupted', params: {} } });
    const patch = { ...(read ? { status: 'failed', report } : { status: 'checked' }), leased_until: null };
    await this.database.transaction(() => this.database.update(ImportRow, { token, status }, patch));
    await this.files.fallSilent(token);
    if (read) await this.files.forget(token);
    return this.find(token);
  }

  /** The last files of the person acting. */
  async mine(): Promise<ImportRow[]> {
    const rows = await this.database.rows<ImportRow>(
      `SELECT token, kind, file_name, status, rows_read, leased_until, created_at FROM imports
       WHERE user_id = ? ORDER BY id DESC LIMIT 20`,
      [actor()?.user_id ?? 0],
    );
    for (const row of rows) {
      if (BUSY.has(row.status) && (await this.progressOf(row)) === null) row.status = (await this.takeUp(row)).status;
    }
    return rows;
  }

  /** Puts a file away without saving it. */
  async discard(token: string): Promise<void> {
    const { status } = await this.find(token);
    if (status === 'saving') throw new DomainError('import.being_saved', {}, 'conflict');
    const gone = await this.database.transaction(() => this.database.delete(ImportRow, { token, status }));
    if (gone === 0) throw new EditConflict();
    await this.files.forget(token);
  }

  private async work(token: string, kind: string, name: string, what: Work): Promise<void> {
    const principal = actor();
    const lease = this.keepLease(token);
    try {
      const report = await actAs(principal, () => this.run(token, kind, name, what));
      const status = what === 'check' || !report.saved ? 'checked' : 'saved';
      await this.note(token, { status, report: keptReport(report), rows_read: report.rows });
      if (report.saved) await this.files.forget(token, report.faulty_rows > 0);
    } catch (error) {
      await this.noteFailure(token, kind, error).catch((second: unknown) =>
        this.log.error({ error: second }, 'the end of an import could not be written down'),
      );
    } finally {
      clearInterval(lease);
      this.running.delete(token);
      await this.files.fallSilent(token).catch(() => undefined);
    }
  }

  private async run(token: string, kind: string, name: string, what: Work): Promise<ImportReport> {
    const faulty = this.files.faultyRows(token);
    let noted = Date.now();
    try {
      const report = await this.runner.run(kind, this.files.pathOf(token), name, {
        partial: what === 'save_good',
        mostRejected: MOST_KEPT,
        dryRun: what === 'check',
        preview: what === 'check' ? PREVIEW : 0,
        onBegin: () => faulty.begin(),
        onFaulty: (raw, errors, header) => faulty.add(raw, errors, header),
        onProgress: (rows_read, share) => {
          if (Date.now() - noted < STEP_MS) return;
          noted = Date.now();
          this.running.set(token, { rows_read, progress: Math.floor(share * 100) });
          void this.tell(token);
        },
      });
      await faulty.keep();
      return report;
    } catch (error) {
      await faulty.drop();
      throw error;
    }
  }

  /**
   * Says from time to time, beside the transaction of the import, that somebody is at work and how far: another process
   * that is asked for the file must not take it for left behind.
   */
  private keepLease(token: string): NodeJS.Timeout {
    let speaking = false;
    const speak = async (): Promise<void> => {
      await this.tell(token);
      // On SQLite this waits for the import itself: one sentence waiting is enough.
      if (speaking) return;
      speaking = true;
      const patch = { ...this.running.get(token), leased_until: leaseEnd() };
      const renew = (status: string) => this.database.update(ImportRow, { token, status }, patch);
      await this.database.transaction(async () => (await renew('checking')) + (await renew('saving')));
      speaking = false;
    };
    return setInterval(() => void speak().catch(() => (speaking = false)), RENEWED_MS).unref();
  }

  private async begin(token: string): Promise<void> {
    this.running.set(token, { rows_read: 0, progress: 0 });
    await this.tell(token);
  }

  /** Says it beside the file too. Where that cannot be, the database does until the lease is over. */
  private async tell(token: string): Promise<void> {
    const progress = this.running.get(token);
    if (progress) await this.files.tell(token, progress).catch(() => undefined);
  }

  private async noteFailure(token: string, kind: string, error: unknown): Promise<void> {
    if (!(error instanceof DomainError)) this.log.error({ error }, 'an import failed');
    const failure =
      error instanceof DomainError ? { key: error.key, params: error.params } : { key: 'unexpected', params: {} };
    await this.note(token, { status: 'failed', report: JSON.stringify({ ...emptyReport(kind), failure }) });
    await this.files.forget(token);
  }

  private async note(token: string, end: Partial<ImportRow>): Promise<void> {
    const patch = { ...end, progress: 100, leased_until: null, updated_at: nowIso() };
    await this.database.transaction(() => this.database.update(ImportRow, { token }, patch));
  }
}

const leaseEnd = (from = now()): string => new Date(from.getTime() + LEASE_MS).toISOString();
