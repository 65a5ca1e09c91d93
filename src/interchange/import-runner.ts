import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { BATCH, type GoodRow, type Importer, type ImportRun, type RowResult } from './importer.js';
import { KeysSeen } from './keys-seen.js';
import { openTable, readRows, type ReadRow } from './reader.js';
import { FileRegistry } from './registry.js';
import { emptyReport, type ImportReport } from './report.js';
import { type RowError, rowError } from './row-error.js';

export interface ImportOptions {
  /** Keep the good rows although others are faulty. */
  partial?: boolean;
  /** Check only: everything is done and undone again. */
  dryRun?: boolean;
  /** Largest file in bytes; the engine's limit unless told. */
  maxBytes?: number;
  /** Errors kept in the report, all unless told: a large file may hold nothing but faulty rows. */
  mostRejected?: number;
  onProgress?: (rows: number, part: number) => void;
  /** The reading begins, perhaps once more: the engine may ask for the whole transaction again. */
  onBegin?: () => void;
  /** Receives each faulty row with its cells, for the file of only the faulty rows. */
  onFaulty?: (raw: string[], errors: RowError[], header: string[]) => void;
}

/** Undoes the transaction while keeping its report. */
class Undo extends Error {}

/** Brings one file in as one transaction: all rows or none, or exactly the good ones. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly database: Database,
    private readonly registry: FileRegistry,
    private readonly events: EventLog,
  ) {}

  /**
   * @param path where the file lies; @param name how its owner calls it
   * @throws FileError when the file as a whole cannot be read
   */
  async run(kind: string, path: string, name: string, options: ImportOptions = {}): Promise<ImportReport> {
    const document = this.registry.document(kind);
    if (document) return document.import(path, { dryRun: options.dryRun ?? false });
    const importer = this.registry.importer(kind);
    if (!importer) throw new DomainError('import.unknown_kind', { kind });
    let report = emptyReport(kind);
    try {
      await this.database.transaction(async () => {
        report = emptyReport(kind);
        options.onBegin?.();
        await new OneImport(importer, report, options).read(path, name);
        await this.settle(report);
        report.saved =
          options.dryRun !== true && report.refusal === null && (options.partial === true || clean(report));
        if (!report.saved) throw new Undo();
        await this.events.record({ kind: `import.${kind}`, detail: counts(report) });
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
      if (options.dryRun !== true) Object.assign(report, { inserted: 0, updated: 0, unchanged: 0 });
    }
    return report;
  }

  /** What follows from the rows (figures, derived places) may refuse the whole. */
  private async settle(report: ImportReport): Promise<void> {
    try {
      await this.database.flush();
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable' || error.kind === 'full') throw error;
      report.refusal = { key: error.key, params: error.params };
    }
  }
}

/** The reading of one file: batches in, results counted. */
class OneImport {
  private batch: GoodRow<never>[] = [];
  private raws = new Map<number, string[]>();
  private header: string[] = [];
  private readonly keys: KeysSeen;

  constructor(
    private readonly importer: Importer,
    private readonly report: ImportReport,
    private readonly options: ImportOptions,
  ) {
    this.keys = new KeysSeen(importer.file.key);
  }

  async read(path: string, name: string): Promise<void> {
    const source = await openTable(path, name, this.options.maxBytes ? { maxCsvBytes: this.options.maxBytes } : {});
    const reading = readRows(source, this.importer.file);
    this.header = source.header;
    this.report.unknown_columns = reading.unknownColumns;
    const run = (await this.importer.begin(new Set(reading.presentColumns))) as ImportRun<never>;
    for await (const row of reading) {
      this.report.rows += 1;
      this.sort(row as ReadRow<never>);
      if (this.batch.length >= BATCH) {
        await this.hand(run);
        this.options.onProgress?.(this.report.rows, source.bytes > 0 ? source.bytesRead() / source.bytes : 1);
      }
    }
    await this.hand(run);
    this.count((await run.finish?.()) ?? []);
    this.report.rejected.sort((a, b) => a.line - b.line);
    this.options.onProgress?.(this.report.rows, 1);
  }

  private sort(row: ReadRow<never>): void {
    if (this.options.onFaulty) this.raws.set(row.line, row.raw);
    if (row.errors) return this.reject(row.line, row.errors);
    const twice = this.keys.twice(row.line, row.values);
    if (twice) return this.reject(row.line, [twice]);
    this.batch.push({ line: row.line, values: row.values });
  }

  private async hand(run: ImportRun<never>): Promise<void> {
    const rows = this.batch;
    this.batch = [];
    if (rows.length > 0) this.count(await run.take(rows));
  }

  private count(results: RowResult[]): void {
    for (const result of results) {
      if ('errors' in result) this.reject(result.line, result.errors);
      else {
        this.report[result.outcome] += 1;
        this.raws.delete(result.line);
      }
    }
  }

  private reject(line: number, errors: RowError[]): void {
    this.report.faulty_rows += 1;
    const room = (this.options.mostRejected ?? Infinity) - this.report.rejected.length;
    if (room > 0) this.report.rejected.push(...errors.slice(0, room));
    this.options.onFaulty?.(this.raws.get(line) ?? [], errors, this.header);
    this.raws.delete(line);
  }
}

/** An error of a row found by a feature. `key` is under `errors.`. */
export function faulty(
  line: number,
  column: string,
  value: string | number | null,
  key: string,
  params: Record<string, string | number> = {},
): RowResult {
  return { line, errors: [rowError(line, column, value === null ? '' : String(value), { key, params })] };
}

const clean = (report: ImportReport): boolean => report.faulty_rows === 0;

function counts(report: ImportReport): object {
  const { rows, inserted, updated, unchanged, faulty_rows } = report;
  return { rows, inserted, updated, unchanged, faulty_rows };
}
