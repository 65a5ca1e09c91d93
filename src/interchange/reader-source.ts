import { MAX_COLUMNS, MAX_FIELD_BYTES } from './limits.js';
import { FileError, type Reason } from './row-error.js';

/** A cell of which no text can be taken (an error value of a spreadsheet), and why. */
export interface CellFault {
  index: number;
  reason: Reason;
}

/** One row as it stands in the file: `line` is its first line in a CSV file, its row number in a sheet. */
export interface TableRow {
  line: number;
  cells: string[];
  faults?: CellFault[];
}

/** A table opened for one reading from top to bottom, in constant memory. */
export interface TableSource {
  /** the cells of the header row, trimmed; none is empty, none twice */
  readonly header: string[];
  readonly headerLine: number;
  /** all bytes to be read, and those read so far: for a progress bar */
  readonly bytes: number;
  bytesRead(): number;
  /** the rows below the header, once; throws FileError at the place where the file turns out to be unusable */
  rows(): AsyncIterable<TableRow>;
  /** lets go of the file; needed only where `rows()` is not read */
  close(): Promise<void>;
}

/** What a reader of one kind of file gives, before the header is known. */
export interface RowStream {
  rows: AsyncGenerator<TableRow, void>;
  bytes: number;
  bytesRead(): number;
  close(): Promise<void>;
  /** refuses a header row that the kind of file makes doubtful (merged cells) */
  checkHeader?(line: number): void;
}

/** 1 → A, 27 → AA: the name of a column in a spreadsheet. */
export function columnLetter(number: number): string {
  const rest = (number - 1) % 26;
  const letter = String.fromCharCode(65 + rest);
  return number > 26 ? columnLetter((number - 1 - rest) / 26) + letter : letter;
}

/** Drops empty cells at the end; refuses a row that is wider, or has a longer field, than a table may. */
export function checkWidths(line: number, cells: string[]): void {
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  if (cells.length > MAX_COLUMNS) throw new FileError('too_many_columns', { line, max: MAX_COLUMNS });
  for (const [index, cell] of cells.entries()) {
    // Three bytes are the most that one UTF-16 unit can take: shorter text need not be measured.
    if (cell.length * 3 > MAX_FIELD_BYTES && Buffer.byteLength(cell) > MAX_FIELD_BYTES) {
      throw new FileError('field_too_long', { line, column: columnLetter(index + 1), max: MAX_FIELD_BYTES });
    }
  }
}

/** A name of a column as it is compared: without case, outer spaces and ways of composing accents. */
export function headerKey(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

function cleanHeader(row: TableRow): string[] {
  const names = row.cells.map((cell) => cell.normalize('NFC').trim());
  while (names.at(-1) === '') names.pop();
  const gap = names.indexOf('');
  if (gap >= 0) throw new FileError('header_gap', { line: row.line, column: columnLetter(gap + 1) });
  const seen = new Set<string>();
  for (const name of names) {
    const key = headerKey(name);
    if (seen.has(key)) throw new FileError('header_repeated', { column: name });
    seen.add(key);
  }
  return names;
}

/**
 * Reads the header row and gives the table.
 * @throws FileError empty, header_gap, header_repeated, header_merged, and whatever the reader finds on the way there
 */
export async function tableFrom(stream: RowStream): Promise<TableSource> {
  try {
    const first = await stream.rows.next();
    if (first.done === true) throw new FileError('empty');
    stream.checkHeader?.(first.value.line);
    const header = cleanHeader(first.value);
    return {
      header,
      headerLine: first.value.line,
      bytes: stream.bytes,
      bytesRead: () => stream.bytesRead(),
      rows: () => stream.rows,
      close: () => stream.close(),
    };
  } catch (error) {
    await stream.close();
    throw error;
  }
}
