import { createReadStream } from 'node:fs';
import { CsvError, Parser } from 'csv-parse';
import { CsvGuard } from './csv-guard.js';
import { CSV_LIMITS, MAX_ROW_BYTES } from './limits.js';
import { checkWidths, type RowStream, type TableRow } from './reader-source.js';
import { FileError, type FileFault } from './row-error.js';

const DELIMITERS = [',', ';', '\t'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** The delimiter that stands most often in the first line that says anything, outside quotes; a comma where none does. */
export function detectDelimiter(head: string): Delimiter {
  const line = head.split(/[\r\n]+/).find((text) => text.trim() !== '') ?? '';
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const times = (delimiter: string): number => bare.split(delimiter).length - 1;
  return DELIMITERS.reduce<Delimiter>((best, next) => (times(next) > times(best) ? next : best), ',');
}

function lineBreaksIn(cells: string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return count;
}

/** `sep=;`, as some write for Excel before the header; cut at the delimiter that it names, which is then also detected. */
function namesDelimiter([first, ...rest]: string[]): boolean {
  return first === 'sep=' && rest.every((cell) => cell === '');
}

/**
 * Knows on which line of the file each row begins. csv-parse's own count takes a CRLF inside quotes for two lines, and
 * tells nothing of a row that is never finished.
 */
class RowCounter {
  /** the line on which the row being read begins */
  line = 1;
  private rows = -1;
  private ready: TableRow[] = [];

  constructor(private readonly most: number) {}

  take(cells: string[]): void {
    const line = this.line;
    this.line += 1 + lineBreaksIn(cells);
    if (line === 1 && namesDelimiter(cells)) return;
    if (cells.every((cell) => cell === '' || cell.trim() === '')) return;
    checkWidths(line, cells);
    this.rows += 1;
    if (this.rows > this.most) throw new FileError('too_many_rows', { max: this.most });
    this.ready.push({ line, cells });
  }

  /** The rows finished since the last time. */
  taken(): TableRow[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }
}

const FAULT_OF: Record<string, FileFault> = {
  CSV_QUOTE_NOT_CLOSED: 'quote_not_closed',
  CSV_INVALID_CLOSING_QUOTE: 'stray_quote',
  INVALID_OPENING_QUOTE: 'stray_quote',
  CSV_MAX_RECORD_SIZE: 'row_too_long',
};

function refusal(error: unknown, line: number): unknown {
  const fault = error instanceof CsvError ? FAULT_OF[error.code] : undefined;
  return fault === undefined ? error : new FileError(fault, { line });
}

/**
 * csv-parse, fed chunk by chunk: each record goes to `take` while its chunk is parsed, and nothing waits in a stream of
 * objects. So rows, line numbers and errors stay in step.
 */
class CsvFeed {
  private readonly parser: Parser;

  constructor(delimiter: Delimiter, take: (cells: string[]) => void) {
    this.parser = new Parser({
      delimiter,
      // Each row may end in its own way: files are often glued together from several.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: MAX_ROW_BYTES,
      on_record: (cells) => {
        take(cells);
        return null;
      },
    });
    // The error is also given to the callback of the write that met it, and thrown there.
    this.parser.on('error', () => undefined);
  }

  write(chunk: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.parser.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  }

  end(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.parser.end((error?: Error | null) => (error ? reject(error) : resolve()));
    });
  }
}

export interface CsvOptions {
  path: string;
  /** bytes of the file, and of the byte order mark at its beginning (0 or 3) */
  bytes: number;
  skip: number;
  delimiter: Delimiter;
  /** the most rows accepted */
  maxRows?: number;
  /** bytes taken from the disk at once, at most MAX_ROW_BYTES; smaller ones only serve tests */
  chunkBytes?: number;
}

async function* readCsv(options: CsvOptions, guard: CsvGuard): AsyncGenerator<TableRow, void> {
  const { path, skip, delimiter, chunkBytes = MAX_ROW_BYTES } = options;
  const counter = new RowCounter(options.maxRows ?? CSV_LIMITS.rows);
  const feed = new CsvFeed(delimiter, (cells) => counter.take(cells));
  try {
    for await (const chunk of createReadStream(path, { start: skip, highWaterMark: chunkBytes })) {
      guard.check(chunk as Buffer);
      await feed.write(chunk as Buffer);
      yield* counter.taken();
    }
    guard.finish();
    await feed.end();
    yield* counter.taken();
  } catch (error) {
    throw refusal(error, counter.line);
  }
}

/** The rows of a CSV file, header first, read as they are asked for. Empty rows are passed over. */
export function csvRows(options: CsvOptions): RowStream {
  const guard = new CsvGuard();
  const rows = readCsv(options, guard);
  const close = async (): Promise<void> => void (await rows.return());
  return { rows, bytes: options.bytes, bytesRead: () => guard.bytesRead + options.skip, close };
}
