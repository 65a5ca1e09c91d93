import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import type { Importer, RowResult } from './importer.js';
import { type OpenOptions, openTable } from './reader.js';
import { FileRegistry } from './registry.js';
import { emptyReport, type ImportReport } from './report.js';
import { rowError } from './row-error.js';
import { TableImport, type TableOptions } from './table-import.js';

export interface ImportOptions extends TableOptions {
  /** Keep the good rows although others are faulty. */
  partial?: boolean;
  /** Check only: everything is done and undone again. */
  dryRun?: boolean;
  /** How large a file may be; as one that was uploaded unless told. */
  size?: OpenOptions;
  /** The reading begins, perhaps once more: the engine may ask for the whole transaction again. */
  onBegin?: () => void;
  /** All rows are read; what follows from them is worked out. */
  onSettling?: () => void;
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
   * @throws FileError when the file as a whole cannot be read; DomainError for a kind that there is not, or that whoever
   * is acting may not bring in at this moment
   */
  async run(kind: string, path: string, name: string, options: ImportOptions = {}): Promise<ImportReport> {
    this.registry.requireRight(kind);
    const document = this.registry.document(kind);
    if (document) return document.import(path, { dryRun: options.dryRun ?? false });
    const importer = this.registry.importer(kind) as Importer;
    let report = emptyReport(kind);
    try {
      await this.database.transaction(
        async () => {
          report = emptyReport(kind);
          options.onBegin?.();
          const source = await openTable(path, name, options.size);
          await new TableImport(importer, report, options).read(source);
          options.onSettling?.();
          await this.settle(report);
          report.saved =
            options.dryRun !== true && report.refusal === null && (options.partial === true || clean(report));
          if (!report.saved) throw new Undo();
          await this.events.record({ kind: `import.${kind}`, detail: counts(report) });
        },
        { apart: true },
      );
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
