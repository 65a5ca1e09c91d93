import { stripMark } from './formula.js';
import { BATCH, type GoodRow, type Importer, type ImportRun, type RowResult } from './importer.js';
import { KeysSeen } from './keys-seen.js';
import { readRows, type ReadRow, type TableSource } from './reader.js';
import { headerKey } from './reader-source.js';
import type { ImportReport } from './report.js';
import { masked, type RowError, rowError } from './row-error.js';

export interface TableOptions {
  /** Errors kept in the report, all unless told: a large file may hold nothing but faulty rows. */
  mostRejected?: number;
  /** Good rows kept in the report to be looked at; none unless told. */
  preview?: number;
  onProgress?: (rows: number, part: number) => void;
  /** Receives each faulty row with its cells, in the order of the file, for the file of only the faulty rows. */
  onFaulty?: (raw: string[], errors: RowError[], header: string[]) => void | Promise<void>;
}

type Values = Record<string, unknown>;

interface Refused {
  line: number;
  raw: string[];
  errors: RowError[];
}

/**
 * The reading of one table: batches in, results counted. Faulty rows are told in the order of the file: one is held back
 * only while a row before it still waits for its result.
 */
export class TableImport {
  private batch: GoodRow<Values>[] = [];
  /** Rows without a result yet, in the order of the file. */
  private readonly waiting = new Map<number, ReadRow<Values>>();
  private refused: Refused[] = [];
  private header: string[] = [];
  private readonly keys: KeysSeen;

  constructor(
    private readonly importer: Importer,
    private readonly report: ImportReport,
    private readonly options: TableOptions = {},
  ) {
    this.keys = new KeysSeen(importer.file.key);
  }

  /** Reads the whole table into the report. To be called inside the transaction that writes. */
  async read(source: TableSource): Promise<void> {
    const { report, options } = this;
    const reading = readRows(source, this.importer.file);
    this.header = source.header.map(headerKey);
    report.unknown_columns = reading.unknownColumns;
    if (options.preview) report.preview = { columns: reading.presentColumns, rows: [] };
    const run = (await this.importer.begin(new Set(reading.presentColumns))) as ImportRun<Values>;
    try {
      for await (const row of reading) {
        report.rows += 1;
        this.sort(row, run);
        if (report.rows % BATCH !== 0) continue;
        await this.hand(run, source.header);
        options.onProgress?.(report.rows, source.bytes > 0 ? source.bytesRead() / source.bytes : 1);
      }
    } finally {
      this.keys.close();
    }
    await this.hand(run, source.header);
    this.count((await run.finish?.()) ?? []);
    await this.tell(source.header);
    report.preview?.rows.sort((a, b) => a.line - b.line);
    options.onProgress?.(report.rows, 1);
  }

  private sort(row: ReadRow<Values>, run: ImportRun<Values>): void {
    if (row.errors) {
      run.unread?.(row.line, (column) => this.cell(row.raw, column));
      return this.refuse(row, row.errors);
    }
    const twice = this.keys.twice(row.line, row.values);
    if (twice) return this.refuse(row, [twice]);
    this.waiting.set(row.line, row);
    this.batch.push({ line: row.line, values: row.values });
  }

  private async hand(run: ImportRun<Values>, header: string[]): Promise<void> {
    const rows = this.batch;
    this.batch = [];
    if (rows.length > 0) this.count(await run.take(rows));
    await this.tell(header);
  }

  private count(results: RowResult[]): void {
    for (const result of results) {
      const row = this.waiting.get(result.line);
      this.waiting.delete(result.line);
      if ('errors' in result) this.refuse(row ?? { line: result.line, raw: [] }, result.errors);
      else {
        this.report[result.outcome] += 1;
        if (row?.values) this.show(row.line, row.values);
      }
    }
  }

  private refuse({ line, raw }: Omit<Refused, 'errors'>, errors: RowError[]): void {
    this.refused.push({ line, raw, errors: errors.map((error) => this.asTyped(error, raw)) });
  }

  /** Whoever mends a row looks for what they typed, not for what was made of it. */
  private asTyped(error: RowError, raw: string[]): RowError {
    const isGiven = this.header.includes(headerKey(error.column));
    if (!isGiven || this.importer.file.columns[error.column]?.secret !== false) return error;
    return rowError(error.line, error.column, this.cell(raw, error.column), error.reason);
  }

  /** What is written in a column, empty where the file does not have it. */
  private cell(raw: string[], column: string): string {
    return stripMark(raw[this.header.indexOf(headerKey(column))] ?? '');
  }

  /** Tells the faulty rows before which none waits any more. */
  private async tell(header: string[]): Promise<void> {
    const [first = Infinity] = this.waiting.keys();
    if (!this.refused.some(({ line }) => line < first)) return;
    this.refused.sort((a, b) => a.line - b.line);
    const settled = this.refused.findIndex(({ line }) => line > first);
    const told = this.refused.splice(0, settled < 0 ? this.refused.length : settled);
    for (const { raw, errors } of told) {
      this.report.faulty_rows += 1;
      const room = (this.options.mostRejected ?? Infinity) - this.report.rejected.length;
      if (room > 0) this.report.rejected.push(...errors.slice(0, room));
      await this.options.onFaulty?.(raw, errors, header);
    }
  }

  private show(line: number, values: Values): void {
    const { preview } = this.report;
    if (!preview || preview.rows.length >= (this.options.preview ?? 0)) return;
    const { columns } = this.importer.file;
    const cells = preview.columns.map((name) => {
      const value = values[name] as string | number | boolean | null;
      const text = value === null ? '' : String(value);
      return columns[name]?.secret && text !== '' ? masked(text) : text;
    });
    preview.rows.push({ line, cells });
  }
}
