import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { neutralise, stripMark } from './formula.js';
import { headerKey } from './reader-source.js';
import type { RowError } from './row-error.js';

/** What may stand in a cell: text is neutralised, numbers and truth values are ours and written as they are. */
export type CsvValue = string | number | bigint | boolean | null | undefined;

const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;
const BLOCK = 64 * 1024;
const BOM = '\ufeff';

function cell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = neutralise(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One row of CSV with its line end: quoted as RFC 4180 says, comma; lines end in LF, which every reader takes and which
 * leaves nothing behind in the last column of a simple one. Text that looks like a formula gets our mark.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(cell).join(',')}\n`;
}

export interface CsvWriterOptions {
  /** a byte order mark first: Excel takes the file for UTF-8 only then */
  bom?: boolean;
}

/** Writes rows into a stream, no faster than the stream takes them. */
export class CsvWriter {
  private pending: string;
  private failure: Error | undefined;

  constructor(
    private readonly out: Writable,
    options: CsvWriterOptions = {},
  ) {
    this.pending = options.bom ? BOM : '';
    // Without a listener a full disk would end the process instead of failing this file.
    out.on('error', (error: Error) => (this.failure = error));
  }

  /** @throws what the stream fails with: a full disk, a reader gone */
  async write(values: readonly CsvValue[]): Promise<void> {
    this.pending += csvLine(values);
    if (this.pending.length >= BLOCK) await this.flush();
  }

  /** Hands on what is gathered, and waits until the stream has taken it. */
  async flush(): Promise<void> {
    if (this.failure) throw this.failure;
    const text = this.pending;
    this.pending = '';
    if (text === '') return;
    await new Promise<void>((resolve, reject) => {
      this.out.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Writes the rest and ends the stream. */
  async end(): Promise<void> {
    await this.flush();
    this.out.end();
    await finished(this.out, { readable: false });
  }
}

/**
 * The file of only the faulty rows, to correct and load again: the cells as they stood, and the reasons in a last
 * column. A column of reasons left from an earlier round is replaced.
 */
export class FaultyRows {
  private readonly kept: number[];

  /**
   * @param header the header of the file that was read
   * @param reasonColumn the name of the added column, in the reader's language
   * @param explain the sentence of one error, in the reader's language
   */
  constructor(
    private readonly source: readonly string[],
    private readonly reasonColumn: string,
    private readonly explain: (error: RowError) => string,
  ) {
    const reasons = headerKey(reasonColumn);
    this.kept = [...source.keys()].filter((index) => headerKey(source[index] ?? '') !== reasons);
  }

  header(): string[] {
    return [...this.kept.map((index) => this.source[index] ?? ''), this.reasonColumn];
  }

  /**
   * Our mark is taken off first: writing puts it on again, and it must not be there twice. Cells beyond the header (a
   * comma without quotes) stand after the reasons, so that nothing of the row is lost.
   */
  row(raw: readonly string[], errors: readonly RowError[]): string[] {
    const reasons = errors.map((error) => `${error.column}: ${this.explain(error)}`).join('; ');
    const beyond = raw.slice(this.source.length).map(stripMark);
    return [...this.kept.map((index) => stripMark(raw[index] ?? '')), reasons, ...beyond];
  }
}

/** The lines of {@link FaultyRows}, header first, for a stream or a string. */
export async function* faultyRowsCsv(
  file: FaultyRows,
  rows: AsyncIterable<FaultyRow> | Iterable<FaultyRow>,
): AsyncGenerator<string> {
  yield csvLine(file.header());
  for await (const { raw, errors } of rows) yield csvLine(file.row(raw, errors));
}

export interface FaultyRow {
  raw: readonly string[];
  errors: readonly RowError[];
}
